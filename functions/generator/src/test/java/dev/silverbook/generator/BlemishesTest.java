package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.RawLevels;
import dev.silverbook.generator.RecordedDay.Book;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BlemishesTest {

  private static final int ROWS = 10_000;
  private static final double SHARE = 0.05;

  /** Six standard deviations of a binomial count around {@code ROWS * SHARE}. */
  private static final int LEAST = 370;

  private static final int MOST = 630;

  private static RecordedDay day(BlemishRates rates) throws IOException {
    return RecordedDay.of(
        GeneratorOptions.builder()
            .rowsPerDay(ROWS)
            .levels(5)
            .tradesPerDay(20_000)
            .blemishes(rates)
            .build());
  }

  private static long count(RecordedDay day, Predicate<Book> predicate) {
    return day.books.stream().filter(predicate).count();
  }

  private static boolean crossed(Book book) {
    return book.twoSided() && book.spread() < 0;
  }

  private static boolean missing(double[] side) {
    return side == null || side.length == 0;
  }

  private static boolean hasNull(Book book) {
    return DoubleStream.of(book.bidPrices()).anyMatch(RawLevels::isNull)
        || DoubleStream.of(book.bidSizes()).anyMatch(RawLevels::isNull)
        || DoubleStream.of(book.askPrices()).anyMatch(RawLevels::isNull)
        || DoubleStream.of(book.askSizes()).anyMatch(RawLevels::isNull);
  }

  @Test
  void aFlawlessRecordingHasNone() throws IOException {
    RecordedDay day = day(BlemishRates.NONE);
    assertThat(day.books).allMatch(book -> book.twoSided() && book.spread() > 0 && !hasNull(book));
    assertThat(day.books.stream().map(Book::captureMicros)).doesNotHaveDuplicates();
  }

  @Test
  void crossedBooksComeAtTheirRate() throws IOException {
    RecordedDay day = day(new BlemishRates(SHARE, 0, 0, 0, 0, 0));
    assertThat(count(day, BlemishesTest::crossed)).isBetween((long) LEAST, (long) MOST);
    assertThat(day.books).allMatch(Book::twoSided);
  }

  @Test
  void oneSidedBooksComeAtTheirRateOnBothSidesEmptyAndNull() throws IOException {
    RecordedDay day = day(new BlemishRates(0, SHARE, 0, 0, 0, 0));
    Predicate<Book> noBids = book -> missing(book.bidPrices());
    Predicate<Book> noAsks = book -> missing(book.askPrices());
    assertThat(count(day, noBids.or(noAsks))).isBetween((long) LEAST, (long) MOST);
    assertThat(count(day, noBids.and(noAsks))).isZero();
    assertThat(count(day, noBids)).isPositive();
    assertThat(count(day, noAsks)).isPositive();
    assertThat(count(day, book -> book.bidPrices() == null)).isPositive();
    assertThat(count(day, book -> book.bidPrices() != null && book.bidPrices().length == 0))
        .isPositive();
  }

  @Test
  void emptyBooksComeAtTheirRate() throws IOException {
    RecordedDay day = day(new BlemishRates(0, 0, SHARE, 0, 0, 0));
    Predicate<Book> noBids = book -> missing(book.bidPrices());
    assertThat(count(day, noBids.and(book -> missing(book.askPrices()))))
        .isBetween((long) LEAST, (long) MOST)
        .isEqualTo(count(day, book -> !book.twoSided()));
  }

  @Test
  void nullLevelsComeAtTheirRateAndDoNotStay() throws IOException {
    RecordedDay day = day(new BlemishRates(0, 0, 0, SHARE, 0, 0));
    assertThat(count(day, BlemishesTest::hasNull)).isBetween((long) LEAST, (long) MOST);
  }

  @Test
  void repeatedTimesComeAtTheirRateWithABookOfTheirOwn() throws IOException {
    RecordedDay day = day(new BlemishRates(0, 0, 0, 0, SHARE, 0));
    long repeated = 0;
    for (int i = 1; i < ROWS; i++) {
      Book before = day.books.get(i - 1);
      Book after = day.books.get(i);
      if (before.captureMicros() == after.captureMicros()) {
        repeated++;
        assertThat(after.nonce()).isGreaterThan(before.nonce());
      }
    }
    assertThat(repeated).isBetween((long) LEAST, (long) MOST);
  }

  @Test
  void outagesHaveNeitherSnapshotsNorTradesAndCostNoRows() throws IOException {
    for (int gaps : new int[] {1, 3, 24}) {
      RecordedDay day = day(new BlemishRates(0, 0, 0, 0, 0, gaps));
      assertThat(day.books).hasSize(ROWS);
      assertThat(day.trades).hasSize(20_000);
      int found = 0;
      for (int i = 1; i < ROWS; i++) {
        long from = day.books.get(i - 1).captureMicros();
        long to = day.books.get(i).captureMicros();
        if (to - from > 300 * MarketSimulation.SECOND) {
          found++;
          assertThat(to - from).isLessThan(920 * MarketSimulation.SECOND);
          // Trades may only lie in the part of the interval before or after the outage.
          long silent = 0;
          long last = from;
          for (RecordedDay.Trade trade : day.trades) {
            if (trade.captureMicros() > from && trade.captureMicros() <= to) {
              silent = Math.max(silent, trade.captureMicros() - last);
              last = trade.captureMicros();
            }
          }
          assertThat(Math.max(silent, to - last)).isGreaterThan(300 * MarketSimulation.SECOND);
        }
      }
      assertThat(found).isEqualTo(gaps);
    }
  }
}
