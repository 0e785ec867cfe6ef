package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.generator.RecordedDay.Book;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketDayTest {

  private static final long SECOND = MarketSimulation.SECOND;

  private static GeneratorOptions.Builder small() {
    return GeneratorOptions.builder()
        .rowsPerDay(5_000)
        .tradesPerDay(3_000)
        .levels(10)
        .blemishes(BlemishRates.NONE);
  }

  private static RecordedDay play(GeneratorOptions.Builder options) throws IOException {
    return RecordedDay.of(options.build());
  }

  @Test
  void theSameSeedGivesTheSameDay() throws IOException {
    RecordedDay first = play(small().seed(3).blemishes(BlemishRates.REALISTIC));
    RecordedDay second = play(small().seed(3).blemishes(BlemishRates.REALISTIC));
    for (int i = 0; i < first.books.size(); i++) {
      assertThat(first.books.get(i).sameAs(second.books.get(i))).as("row %d", i).isTrue();
    }
    assertThat(first.trades).isEqualTo(second.trades);
  }

  @Test
  void seedExchangeSymbolAndDateEachMakeAnotherDay() throws IOException {
    List<RecordedDay> days =
        List.of(
            play(small()),
            play(small().seed(2)),
            play(small().exchanges(List.of("other"))),
            play(small().symbols(List.of("BTC~EUR"))),
            play(small().startDate(LocalDate.of(2025, 1, 7))));
    assertThat(days.stream().map(day -> day.books.get(100).bidSizes()[0])).doesNotHaveDuplicates();
  }

  @Test
  void theMarketTakesTheSameCourseHoweverOftenItIsRecorded() throws IOException {
    RecordedDay often = play(small().rowsPerDay(8_640));
    RecordedDay seldom = play(small().rowsPerDay(864));
    assertThat(seldom.trades).isEqualTo(often.trades);
    for (int i = 0; i < 864; i++) {
      assertThat(seldom.books.get(i).bidSizes()).isEqualTo(often.books.get(10 * i).bidSizes());
    }
  }

  @Test
  void oneDayEndsAboutWhereTheNextOneOpensAndExchangesAgreeOnThePrice() throws IOException {
    RecordedDay today = play(small().startDate(LocalDate.of(2025, 1, 6)));
    RecordedDay tomorrow = play(small().startDate(LocalDate.of(2025, 1, 7)));
    RecordedDay elsewhere = play(small().exchanges(List.of("other")));
    double close = today.books.get(4_999).mid();
    assertThat(tomorrow.books.get(0).mid() / close).isBetween(0.997, 1.003);
    assertThat(elsewhere.books.get(2_500).mid() / today.books.get(2_500).mid())
        .isBetween(0.97, 1.03);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1, 60, 1",
    "24, 5, 500",
    "7777, 1, 123",
    "2000, 200, 20000",
    "500, 20, 300000"
  })
  void countsAreExactAtAnySize(int rows, int levels, int trades) throws IOException {
    for (String symbol : List.of("BTC~USDT", "NEXO~USDT", "ADA~USDT", "AAPL", "1000PEPE~USDC")) {
      RecordedDay day =
          play(
              small()
                  .symbols(List.of(symbol))
                  .rowsPerDay(rows)
                  .levels(levels)
                  .tradesPerDay(trades)
                  .blemishes(BlemishRates.REALISTIC));
      assertThat(day.books).as(symbol).hasSize(rows);
      assertThat(day.trades).as(symbol).hasSize(trades);
      Book last = day.books.get(rows - 1);
      assertThat(last.bidPrices().length).as(symbol).isBetween(Math.min(levels, 60), levels);
      assertThat(DoubleStream.of(last.bidPrices()).allMatch(price -> price > 0)).isTrue();
    }
  }

  @Test
  void snapshotsLieOnARegularGridFromMidnight() throws IOException {
    RecordedDay day = play(small().rowsPerDay(86_400 / 2));
    long midnight = day.books.get(0).captureMicros();
    assertThat(midnight).isEqualTo(LocalDate.of(2025, 1, 6).toEpochDay() * MarketSimulation.DAY);
    for (int i = 0; i < day.books.size(); i++) {
      assertThat(day.books.get(i).captureMicros()).isEqualTo(midnight + 2L * i * SECOND);
    }
  }

  @Test
  void jitterMovesSnapshotsWithinTheirInterval() throws IOException {
    RecordedDay day = play(small().rowsPerDay(8_640).intervalJitter(0.9));
    long midnight = LocalDate.of(2025, 1, 6).toEpochDay() * MarketSimulation.DAY;
    boolean moved = false;
    for (int i = 0; i < day.books.size(); i++) {
      long late = day.books.get(i).captureMicros() - midnight - 10L * i * SECOND;
      assertThat(late).isBetween(0L, 9 * SECOND);
      moved |= late > 4 * SECOND;
    }
    assertThat(moved).isTrue();
  }

  @Test
  void theExchangesClockIsBehindAndWanders() throws IOException {
    RecordedDay day = play(small().clockJitterMillis(20));
    long[] delays =
        day.books.stream().mapToLong(b -> b.captureMicros() / 1_000 - b.exchangeMillis()).toArray();
    double mean = Arrays.stream(delays).average().orElseThrow();
    double deviation = FlowStatistics.deviation(Arrays.stream(delays).asDoubleStream().toArray());
    assertThat(mean).isBetween(-10.0, 80.0);
    assertThat(deviation).isBetween(12.0, 28.0);
  }

  @Test
  void withoutClockJitterTheDelayIsFixed() throws IOException {
    RecordedDay day = play(small().clockJitterMillis(0));
    assertThat(day.books.stream().map(b -> b.captureMicros() - 1_000 * b.exchangeMillis()))
        .allSatisfy(delay -> assertThat(delay).isBetween(5_000L, 66_000L));
  }

  @Test
  void theWantedShareOfTradesHasNoSide() throws IOException {
    assertThat(unsided(play(small()))).isZero();
    assertThat(unsided(play(small().unsidedTrades(1)))).isEqualTo(3_000);
    assertThat(unsided(play(small().unsidedTrades(0.25)))).isBetween(650L, 850L);
  }

  private static long unsided(RecordedDay day) {
    return day.trades.stream().filter(t -> t.side() == AggressorSide.UNKNOWN).count();
  }
}
