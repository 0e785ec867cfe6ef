package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.TextLake;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionProcessorTest {

  private final Bench bench = Bench.withADay();
  private PartitionStats stats;

  @Test
  void aTradeAtExactlyTheRowsTimeIsKnownAtTheRow() throws IOException {
    List<String> rows = rows(process(Bench.CONFIGURATION, true));

    assertThat(value(rows.get(0), "buy_volume_5s")).isEqualTo("3.0");
    assertThat(value(rows.get(0), "sell_volume_5s")).isEqualTo("0.0");
    assertThat(value(rows.get(1), "sell_volume_5s")).isEqualTo("4.0");
  }

  @Test
  void rowsOfAllObjectsComeOutInTimeOrder() throws IOException {
    assertThat(rows(process(Bench.CONFIGURATION, true)))
        .extracting(row -> value(row, "capture_ts"))
        .containsExactly("1000000", "2000000", "3000000");
  }

  @Test
  void everythingIsCountedAlsoTradesAfterTheLastRow() throws IOException {
    Bench.put(
        bench.trades,
        Bench.PREFIX + "u.parquet",
        "null|100|1|buy",
        "600000|-1|1|buy",
        "700000|100|1|");
    Bench.put(bench.orderBook, Bench.PREFIX + "c.parquet", "null|99@1|101@1", "4000000||101@1");
    process(Bench.CONFIGURATION, true);

    assertThat(stats.rowsRead()).isEqualTo(5);
    assertThat(stats.rowsWritten()).isEqualTo(4);
    assertThat(stats.rowsWithoutTime()).isEqualTo(1);
    assertThat(stats.engine().oneSidedRows()).isEqualTo(1);
    assertThat(stats.tradesRead()).isEqualTo(7);
    assertThat(stats.tradesWithoutTime()).isEqualTo(1);
    assertThat(stats.engine().trades()).isEqualTo(5);
    assertThat(stats.engine().tradesDropped()).isEqualTo(1);
    assertThat(stats.engine().tradesUnknownSide()).isEqualTo(1);
    assertThat(stats.objectsIn()).isEqualTo(5);
    assertThat(stats.bytesIn()).isEqualTo(inputs(true).bytes());
    assertThat(stats.peakHeapBytes()).isPositive();
  }

  @Test
  void theAutomaticBucketHoldsItsShareOfTheWholeDaysVolume() throws IOException {
    List<String> file = process(Bench.CONFIGURATION, true);

    assertThat(stats.vpinBucketVolume()).isEqualTo(8.0 / 4);
    assertThat(file).contains("# silverbook.vpin_bucket_volume=2.0");
    assertThat(value(rows(file).get(2), "vpin")).isNotEmpty();
  }

  @Test
  void aGivenBucketVolumeIsTaken() throws IOException {
    List<String> file =
        process(
            SilverConfiguration.fromMap(
                Map.of("vpin_bucket_volume", 0.5, "outputs", List.of("orderbook"))),
            true);

    assertThat(stats.vpinBucketVolume()).isEqualTo(0.5);
    assertThat(file).contains("# silverbook.vpin_bucket_volume=0.5");
  }

  @Test
  void withoutAdvancedFeaturesTradesAreReadOnceAndThereIsNoBucket() throws IOException {
    List<String> file =
        process(
            SilverConfiguration.fromMap(
                Map.of("categories", List.of("dynamic"), "outputs", List.of("orderbook"))),
            true);

    assertThat(stats.vpinBucketVolume()).isNaN();
    assertThat(file).contains("# silverbook.vpin_bucket_volume=none");
    assertThat(value(rows(file).get(0), "buy_volume_5s")).isEqualTo("3.0");
  }

  @Test
  void aDayWithoutTradeObjectsHasNullsAndNotZeros() throws IOException {
    bench.trades.remove(Bench.PREFIX + "t.parquet");
    List<String> rows = rows(process(Bench.CONFIGURATION, true));

    assertThat(stats.tradesMissing()).isTrue();
    assertThat(rows).allSatisfy(row -> assertThat(value(row, "buy_volume_5s")).isEmpty());
  }

  @Test
  void withoutATradesLocationNothingIsMissing() throws IOException {
    List<String> rows = rows(process(Bench.CONFIGURATION, false));

    assertThat(stats.tradesMissing()).isFalse();
    assertThat(stats.tradesRead()).isZero();
    assertThat(rows).hasSize(3);
    assertThat(rows).allSatisfy(row -> assertThat(value(row, "buy_volume_5s")).isEmpty());
  }

  @Test
  void tradesWithoutVolumeGiveNoBucket() throws IOException {
    Bench.put(bench.trades, Bench.PREFIX + "t.parquet", "500000|100|NaN|buy");
    process(Bench.CONFIGURATION, true);

    assertThat(stats.vpinBucketVolume()).isNaN();
    assertThat(stats.tradesMissing()).isFalse();
  }

  @Test
  void theFileSaysWhatItIs() throws IOException {
    List<String> file = process(Bench.CONFIGURATION, true);

    assertThat(file.subList(3, file.size()))
        .containsExactly(
            "# silverbook.version=1.2.3",
            "# silverbook.configuration=" + Bench.CONFIGURATION.toJson(),
            "# silverbook.partition=exchange=binance/symbol=BTC~USDT/date=2024-08-08",
            "# silverbook.fingerprint=the-fingerprint",
            "# silverbook.vpin_bucket_volume=2.0",
            "# silverbook.input.layout=" + Layout.CANONICAL,
            "# silverbook.input.trades_layout=" + Layout.CANONICAL,
            "# silverbook.input.clock=capture",
            "# silverbook.input.depth=2",
            "# silverbook.input.orderbook=",
            "# silverbook.input.trades=",
            "# silverbook.input.rowsOutsideDay=" + (stats.rowsRead() + stats.tradesRead()));
  }

  @Test
  void theBytesDependOnNothingButTheInput() throws IOException {
    List<String> first = process(Bench.CONFIGURATION, true);
    bench.clock.advance(Duration.ofDays(3));

    assertThat(process(Bench.CONFIGURATION, true)).isEqualTo(first);
  }

  @Test
  void splittingObjectsChangesNothing() throws IOException {
    List<String> whole = process(Bench.CONFIGURATION, true);
    bench.trades.remove(Bench.PREFIX + "t.parquet");
    Bench.put(bench.trades, Bench.PREFIX + "1.parquet", "9000000|99|1|sell", "1000000|101|2|buy");
    Bench.put(bench.trades, Bench.PREFIX + "2.parquet", "1000001|99|4|sell", "500000|100|1|buy");

    assertThat(process(Bench.CONFIGURATION, true)).isEqualTo(whole);
  }

  @Test
  void noRowAtAllIsAFailureThatNamesTheObjects() {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");

    assertThatThrownBy(() -> process(Bench.CONFIGURATION, true))
        .isInstanceOfSatisfying(
            PartitionFailedException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.NO_USABLE_ROWS))
        .hasMessageContaining(Bench.PREFIX + "a.parquet");
  }

  @Test
  void onlyRowsWithoutTimeIsAFailureThatNamesTheColumn() {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "null|99@1|101@1");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");

    assertThatThrownBy(() -> process(Bench.CONFIGURATION, true))
        .isInstanceOfSatisfying(
            PartitionFailedException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.NO_USABLE_ROWS))
        .hasMessageContaining("capture_ts");
  }

  @Test
  void booksThatCannotBeUsedAreStillWritten() throws IOException {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|99@1|", "1100000|101@1|99@1");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");
    List<String> rows = rows(process(Bench.CONFIGURATION, true));

    assertThat(rows).hasSize(2);
    assertThat(rows)
        .extracting(row -> value(row, "book_state"))
        .containsExactly("one_sided", "crossed");
    assertThat(
            DayCondition.degradedBy(
                stats, LocalDate.of(2024, 8, 8), FeatureConfiguration.defaults().quality()))
        .anySatisfy(reason -> assertThat(reason).startsWith("no_usable_book: "));
  }

  @Test
  void rowsOfAnotherDayAreKeptAndCounted() throws IOException {
    long day = Instant.parse("2024-08-08T00:00:00Z").getEpochSecond() * 1_000_000;
    long minute = 60_000_000;
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");
    Bench.put(
        bench.orderBook,
        Bench.PREFIX + "a.parquet",
        (day - 6 * minute) + "|99@1|101@1",
        (day - 4 * minute) + "|99@1|101@1",
        (day + 1444 * minute) + "|99@1|101@1",
        (day + 1445 * minute) + "|99@1|101@1");

    List<String> rows = rows(process(Bench.CONFIGURATION, false));

    assertThat(rows).hasSize(4);
    assertThat(stats.count(InputCount.ROWS_OUTSIDE_DAY)).isEqualTo(2);
    assertThat(
            DayCondition.degradedBy(
                stats, LocalDate.of(2024, 8, 8), FeatureConfiguration.defaults().quality()))
        .anySatisfy(reason -> assertThat(reason).startsWith("rows_outside_day: 2 "));
  }

  @Test
  void filesThatAreNoInputMakeTheDayDegradedAndChangeNoByte() throws IOException {
    List<String> without = process(Bench.CONFIGURATION, true);
    assertThat(stats.count(InputCount.FILES_IGNORED)).isZero();
    Bench.put(bench.orderBook, Bench.PREFIX + "notes.csv", "1000000|99@1|101@1");

    assertThat(process(Bench.CONFIGURATION, true)).isEqualTo(without);
    assertThat(stats.count(InputCount.FILES_IGNORED)).isEqualTo(1);
    assertThat(
            DayCondition.degradedBy(
                stats, LocalDate.of(2024, 8, 8), FeatureConfiguration.defaults().quality()))
        .anySatisfy(reason -> assertThat(reason).startsWith("files_ignored: "));
  }

  @Test
  void aRunningPartitionStopsWhenItsTimeIsOver() {
    manyRows();
    StopSignal stop =
        new StopSignal(
            bench.clock,
            bench.clock.instant().plusSeconds(1),
            () -> {
              bench.clock.advance(Duration.ofMillis(100));
              return false;
            });

    assertThatThrownBy(() -> process(Bench.CONFIGURATION, true, stop, ProgressObserver.NONE))
        .isInstanceOfSatisfying(
            PartitionFailedException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.OUT_OF_TIME));
  }

  @Test
  void aRunningPartitionStopsOnRequestBetweenTwoRows() {
    manyRows();
    AtomicInteger heard = new AtomicInteger();
    StopSignal stop =
        new StopSignal(bench.clock, bench.clock.instant().plusSeconds(1), () -> heard.get() > 0);

    assertThatThrownBy(
            () ->
                process(
                    Bench.CONFIGURATION,
                    true,
                    stop,
                    (partition, rows, total) -> heard.incrementAndGet()))
        .isInstanceOfSatisfying(
            PartitionFailedException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.INTERRUPTED));
    assertThat(heard).hasValue(1);
  }

  @Test
  void theObserverHearsHowFarItIs() throws IOException {
    manyRows();
    List<Long> heard = new ArrayList<>();
    process(
        Bench.CONFIGURATION,
        true,
        never(),
        (partition, rows, total) -> {
          assertThat(partition).isEqualTo(Bench.DAY);
          assertThat(total).isEqualTo(10_002);
          heard.add(rows);
        });

    assertThat(heard).hasSizeGreaterThan(2).isSorted().endsWith(10_002L);
  }

  private void manyRows() {
    Bench.put(
        bench.orderBook,
        Bench.PREFIX + "a.parquet",
        IntStream.range(0, 10_000)
            .mapToObj(row -> (10_000_000L + row) + "|99@1|101@1")
            .toArray(String[]::new));
  }

  private StopSignal never() {
    return new StopSignal(bench.clock, bench.clock.instant().plusSeconds(1), () -> false);
  }

  private PartitionInputs inputs(boolean withTrades) {
    return new InputListing(
            bench.orderBook, withTrades ? Optional.of(bench.trades) : Optional.empty())
        .list(Bench.DAY);
  }

  private List<String> process(SilverConfiguration configuration, boolean withTrades)
      throws IOException {
    return process(configuration, withTrades, never(), ProgressObserver.NONE);
  }

  private List<String> process(
      SilverConfiguration configuration,
      boolean withTrades,
      StopSignal stop,
      ProgressObserver progress)
      throws IOException {
    TextLake format = new TextLake();
    PartitionProcessor processor =
        new PartitionProcessor(
            bench.lakes(), format, () -> format, configuration, "1.2.3", bench.clock);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stats =
        processor.process(inputs(withTrades), "the-fingerprint", dataset -> out, stop, progress);
    assertThat(stats.bytesOut()).isEqualTo(out.size());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> rows(List<String> file) {
    return file.stream().filter(line -> !line.startsWith("#")).toList();
  }

  /** Of one column; empty when null. */
  private static String value(String row, String column) {
    return Arrays.stream(row.split(" ", -1))
        .filter(part -> part.startsWith(column + "="))
        .map(part -> part.substring(column.length() + 1))
        .findFirst()
        .orElse("");
  }
}
