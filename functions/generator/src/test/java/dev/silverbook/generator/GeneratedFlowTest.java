package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.generator.RecordedDay.Book;
import dev.silverbook.generator.RecordedDay.Trade;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What makes a generated day worth computing features on. */
class GeneratedFlowTest {

  private static final int ROWS = 86_400;
  private static final int TRADES = 50_000;
  private static final List<String> SYMBOLS = List.of("BTC~USDT", "ETH~USDT", "SOL~USDT");
  private static final int TEN_SECONDS = 10;
  private static final int MINUTE = 60;

  private static final Map<String, RecordedDay> DAYS = new HashMap<>();

  @BeforeAll
  static void generate() throws IOException {
    for (String symbol : SYMBOLS) {
      DAYS.put(symbol, RecordedDay.of(options(symbol)));
    }
  }

  private static GeneratorOptions options(String symbol) {
    return GeneratorOptions.builder()
        .symbols(List.of(symbol))
        .rowsPerDay(ROWS)
        .tradesPerDay(TRADES)
        .blemishes(BlemishRates.NONE)
        .seed(11)
        .build();
  }

  @Test
  void orderFlowImbalanceExplainsReturnsOfTheSameSeconds() {
    DAYS.forEach(
        (symbol, day) -> {
          assertThat(correlation(day, 1)).as(symbol).isGreaterThan(0.2);
          assertThat(correlation(day, TEN_SECONDS)).as(symbol).isGreaterThan(0.4);
          assertThat(correlation(day, MINUTE)).as(symbol).isGreaterThan(0.5);
        });
  }

  private static double correlation(RecordedDay day, int rows) {
    FlowStatistics flow = new FlowStatistics(day, rows);
    return FlowStatistics.correlation(flow.orderFlow, flow.returns);
  }

  @Test
  void orderFlowImbalancePointsToTheNextReturn() {
    DAYS.forEach(
        (symbol, day) -> {
          FlowStatistics flow = new FlowStatistics(day, 1);
          // Over four standard errors (1/sqrt(86400)) of a correlation of noise.
          assertThat(FlowStatistics.laggedCorrelation(flow.orderFlow, flow.returns, 1))
              .as(symbol)
              .isGreaterThan(0.015);
        });
  }

  @Test
  void kylesLambdaIsPositiveAndExplainsPartOfTheReturns() {
    DAYS.forEach(
        (symbol, day) -> {
          FlowStatistics flow = new FlowStatistics(day, TEN_SECONDS);
          double correlation = FlowStatistics.correlation(flow.signedVolume, flow.returns);
          assertThat(FlowStatistics.slope(flow.signedVolume, flow.returns)).as(symbol).isPositive();
          assertThat(correlation * correlation).as(symbol).isGreaterThan(0.15);
        });
  }

  @Test
  void signsOfTradesPersist() {
    DAYS.forEach(
        (symbol, day) -> {
          double[] signs =
              day.trades.stream().mapToDouble(t -> Math.signum(t.signedAmount())).toArray();
          assertThat(FlowStatistics.laggedCorrelation(signs, signs, 1))
              .as(symbol)
              .isGreaterThan(0.2);
          assertThat(FlowStatistics.laggedCorrelation(signs, signs, 10))
              .as(symbol)
              .isGreaterThan(0.08);
        });
  }

  @Test
  void mostLevelsKeepTheirSizeFromOneSecondToTheNext() {
    DAYS.forEach(
        (symbol, day) -> {
          long kept = 0;
          long common = 0;
          for (int i = 1; i < day.books.size(); i++) {
            Map<Double, Double> before = new HashMap<>();
            Book old = day.books.get(i - 1);
            Book now = day.books.get(i);
            for (int level = 0; level < old.bidPrices().length; level++) {
              before.put(old.bidPrices()[level], old.bidSizes()[level]);
            }
            for (int level = 0; level < now.bidPrices().length; level++) {
              Double size = before.get(now.bidPrices()[level]);
              if (size != null) {
                common++;
                kept += size == now.bidSizes()[level] ? 1 : 0;
              }
            }
          }
          assertThat((double) kept / common).as(symbol).isBetween(0.7, 0.999);
          assertThat(common).as(symbol).isGreaterThan(10L * ROWS);
        });
  }

  @Test
  void spreadsComeInTightAndWideSpells() {
    RecordedDay day = DAYS.get("BTC~USDT");
    double[] spreads = day.books.stream().mapToDouble(Book::spread).toArray();
    double[] sorted = spreads.clone();
    Arrays.sort(sorted);
    double tenth = sorted[ROWS / 10];
    double nineTenths = sorted[ROWS * 9 / 10];
    assertThat(nineTenths).isGreaterThan(5 * tenth);
    // Spells last: minutes remember the minute before.
    double[] minutes = new double[ROWS / MINUTE];
    for (int i = 0; i < ROWS; i++) {
      minutes[i / MINUTE] += spreads[i] / MINUTE;
    }
    assertThat(FlowStatistics.laggedCorrelation(minutes, minutes, 1)).isGreaterThan(0.3);
  }

  @Test
  void volatilityComesInSpells() {
    FlowStatistics flow = new FlowStatistics(DAYS.get("BTC~USDT"), TEN_SECONDS);
    double[] sizes = Arrays.stream(flow.returns).map(Math::abs).toArray();
    assertThat(FlowStatistics.laggedCorrelation(sizes, sizes, 1)).isGreaterThan(0.1);
    assertThat(FlowStatistics.laggedCorrelation(sizes, sizes, 30)).isGreaterThan(0.05);
  }

  @Test
  void theDayMovesAsMuchAsARealOne() {
    DAYS.forEach(
        (symbol, day) -> {
          double least = day.books.stream().mapToDouble(Book::mid).min().orElseThrow();
          double most = day.books.stream().mapToDouble(Book::mid).max().orElseThrow();
          assertThat(most / least - 1).as(symbol).isBetween(0.005, 0.15);
        });
  }

  @Test
  void booksAreSortedPositiveAndUncrossedOnTheirGrids() {
    DAYS.forEach(
        (symbol, day) -> {
          for (Book book : day.books) {
            assertThat(book.bidPrices()).hasSize(20);
            assertThat(book.askPrices()).hasSize(20);
            assertThat(book.spread()).as(symbol).isPositive();
            for (int i = 0; i < 20; i++) {
              if ((i > 0 && book.bidPrices()[i] >= book.bidPrices()[i - 1])
                  || (i > 0 && book.askPrices()[i] <= book.askPrices()[i - 1])
                  || !(book.bidSizes()[i] > 0)
                  || !(book.askSizes()[i] > 0)
                  || !(book.bidPrices()[i] > 0)) {
                throw new AssertionError(symbol + ": bad level " + i + " in " + book);
              }
            }
          }
        });
  }

  @Test
  void tradesHappenWhereTheBookWas() {
    DAYS.forEach(
        (symbol, day) -> {
          int book = 0;
          int touching = 0;
          for (Trade trade : day.trades) {
            while (book + 1 < ROWS
                && day.books.get(book + 1).captureMicros() < trade.captureMicros()) {
              book++;
            }
            Book before = day.books.get(book);
            boolean buy = trade.side() == AggressorSide.BUY;
            double[] side = buy ? before.askPrices() : before.bidPrices();
            touching += Arrays.stream(side).anyMatch(p -> p == trade.price()) ? 1 : 0;
            assertThat(trade.amount()).isPositive();
            assertThat(trade.price() / before.mid()).as(symbol).isBetween(0.99, 1.01);
          }
          assertThat((double) touching / TRADES).as(symbol).isGreaterThan(0.5);
        });
  }

  @Test
  void rowsAndTradesAreExactAndInTimeOrder() {
    DAYS.forEach(
        (symbol, day) -> {
          assertThat(day.books).hasSize(ROWS);
          assertThat(day.trades).hasSize(TRADES);
          assertThat(day.books.stream().map(Book::captureMicros)).isSorted();
          assertThat(day.books.stream().map(Book::nonce)).isSorted();
          assertThat(day.trades.stream().map(Trade::captureMicros)).isSorted();
        });
  }

  @Test
  void tradesAreNotDumpedAtTheEndOfTheDay() {
    DAYS.forEach(
        (symbol, day) -> {
          long midnight = day.books.get(0).captureMicros();
          long end = midnight + MarketSimulation.DAY;
          assertThat(
                  day.trades.stream()
                      .filter(t -> t.captureMicros() >= end - 10 * MarketSimulation.SECOND))
              .as(symbol)
              .hasSizeLessThan(TRADES / 200);
        });
  }
}
