package dev.silverbook.pipeline.work;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partition through real Parquet: files that are out of order and overlap, with trades. */
class ParquetPartitionTest {

  private static final int ROWS = 3_000;
  private static final long SECOND = 1_000_000;
  private static final long MIDNIGHT = 1_723_075_200_000_000L;
  private static final SilverConfiguration CONFIGURATION =
      SilverConfiguration.fromMap(
          Map.of(
              "drop_raw_book_arrays",
              false,
              "depth_levels",
              2,
              // The sides here are drawn, so half of them are on the other side of the mid.
              "quality",
              Map.of("sides_agree_share", 0.4)));
  private static final FeatureSchema SNAPSHOTS =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("bids", ColumnType.LEVELS),
              column("asks", ColumnType.LEVELS)));
  private static final FeatureSchema TRADES =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("price", ColumnType.DOUBLE),
              column("amount", ColumnType.DOUBLE),
              column("side", ColumnType.LABEL).asLabel(List.of("buy", "sell"))));

  private final ParquetFormat format = new ParquetFormat();
  @TempDir private Path scratch;

  @Test
  void aPartitionOfUnorderedFilesComesOutInOrderAndIsRecorded() throws IOException {
    Bench bench = parquetDay();

    Outcome outcome = handle(bench);

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    Outcome.Processed processed = (Outcome.Processed) outcome;
    assertThat(processed.degradedBy()).isEmpty();
    assertThat(processed.stats().rowsWritten()).isEqualTo(ROWS);
    assertThat(processed.stats().engine().trades()).isEqualTo(ROWS);
    assertThat(processed.stats().vpinBucketVolume()).isEqualTo(ROWS * 0.5 / 500);
    assertThat(processed.stats().bytesOut()).isEqualTo(processed.result().bytes());
    try (SnapshotReader rows =
        format.openSnapshots(bench.silver.open(bench.silver.find(Bench.OUTPUT).orElseThrow()))) {
      for (int row = 0; row < ROWS; row++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.current().captureMicros()).isEqualTo(MIDNIGHT + row * SECOND);
        assertThat(rows.current().bids().price(0)).isEqualTo(bid(row));
      }
      assertThat(rows.next()).isFalse();
    }
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theFileCarriesItsMetadata() throws IOException {
    Bench bench = parquetDay();
    handle(bench);

    assertThat(new String(bench.silver.bytes(Bench.OUTPUT).orElseThrow(), ISO_8859_1))
        .contains("silverbook.version", "1.2.3")
        .contains("silverbook.configuration", CONFIGURATION.toJson())
        .contains("silverbook.partition", Bench.DAY.key())
        .contains("silverbook.fingerprint", bench.entry().fingerprint())
        .contains("silverbook.vpin_bucket_volume", "3.0");
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Bench first = parquetDay();
    Bench second = parquetDay();
    handle(first);
    second.clock.advance(Bench.BUDGET);
    handle(second);

    assertThat(second.silver.bytes(Bench.OUTPUT).orElseThrow())
        .isEqualTo(first.silver.bytes(Bench.OUTPUT).orElseThrow());
  }

  @Test
  void aTruncatedFileIsAVerdictThatNamesItAndLeavesNoOutput() throws IOException {
    Bench bench = parquetDay();
    byte[] whole = bench.orderBook.bytes(Bench.PREFIX + "a.parquet").orElseThrow();
    bench.orderBook.put(Bench.PREFIX + "a.parquet", Arrays.copyOf(whole, whole.length / 2));

    Outcome outcome = handle(bench);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Failure failure = ((Outcome.Failed) outcome).failure();
    assertThat(failure.reason()).isIn(FailureReason.CORRUPT_FILE, FailureReason.NOT_PARQUET);
    assertThat(failure.object()).isEqualTo(Bench.PREFIX + "a.parquet");
    assertThat(failure.message()).contains("a.parquet");
    assertThat(bench.silver.objects("")).isEmpty();
  }

  @Test
  void aFileThatEndsEarlyMayStillBeingWrittenForAQuarterOfAnHour() throws IOException {
    for (int kept : new int[] {0, 2, 100}) {
      Bench bench = parquetDay();
      byte[] whole = bench.orderBook.bytes(Bench.PREFIX + "a.parquet").orElseThrow();
      Instant written =
          bench.orderBook.put(Bench.PREFIX + "a.parquet", Arrays.copyOf(whole, kept)).modified();
      Duration age = Duration.between(written, bench.clock.instant());
      bench.clock.advance(Duration.ofMinutes(14).minus(age));

      Outcome young = handle(bench);
      bench.clock.advance(Duration.ofMinutes(1));
      Outcome old = handle(bench);

      assertThat(young).as("%d bytes", kept).isInstanceOf(Outcome.Retrying.class);
      Failure failure = ((Outcome.Retrying) young).failure();
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.message()).contains("a.parquet").contains("may still be being written");
      assertThat(old).as("%d bytes", kept).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) old).failure().retryable()).isFalse();
    }
  }

  @Test
  void aYoungFileThatIsNoParquetAtAllIsNotWaitedFor() throws IOException {
    Bench bench = parquetDay();
    Instant written =
        bench
            .orderBook
            .put(Bench.PREFIX + "a.parquet", "time,bid,ask\n1,2,3\n".getBytes(ISO_8859_1))
            .modified();
    bench.clock.advance(Duration.between(bench.clock.instant(), written));

    assertThat(handle(bench)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aFileOfAnotherSchemaIsAVerdictThatNamesTheColumn() throws IOException {
    Bench bench = parquetDay();
    bench.orderBook.put(Bench.PREFIX + "c.parquet", trades());

    Outcome outcome = handle(bench);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Failure failure = ((Outcome.Failed) outcome).failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.SCHEMA_MISMATCH);
    assertThat(failure.message()).contains("c.parquet").contains("bids");
  }

  private Outcome handle(Bench bench) {
    PartitionProcessor processor =
        new PartitionProcessor(
            bench.lakes(),
            format,
            () ->
                new SortedPartitionReader(
                    format,
                    CONFIGURATION.features().clock(),
                    scratch,
                    InputConfiguration.defaults(),
                    CONFIGURATION.features().book().depthLevels()),
            CONFIGURATION,
            "1.2.3",
            bench.clock);
    PartitionWorker worker =
        new PartitionWorker(
            bench.lakes(),
            bench.ledger,
            processor,
            bench.clock,
            () -> "owner",
            ProgressObserver.NONE);
    return worker.handle(Bench.message(), bench.delivery());
  }

  /** Odd rows backwards in one file, even rows in another. */
  private Bench parquetDay() throws IOException {
    Bench bench = new Bench();
    bench.orderBook.put(Bench.PREFIX + "a.parquet", snapshots(ROWS - 1, -2));
    bench.orderBook.put(Bench.PREFIX + "b.parquet", snapshots(0, 2));
    bench.trades.put(Bench.PREFIX + "t.parquet", trades());
    return bench;
  }

  private byte[] snapshots(int first, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(SNAPSHOTS);
    RawSnapshot snapshot = new RawSnapshot();
    row.setSnapshot(snapshot);
    try (FeatureWriter writer = format.create(SNAPSHOTS, out)) {
      for (int i = first; i >= 0 && i < ROWS; i += step) {
        row.integers()[SNAPSHOTS.slot(0)] = MIDNIGHT + i * SECOND;
        snapshot
            .bids()
            .set(new double[] {bid(i), bid(i) - 1}, 0, new double[] {1 + i % 5, 2}, 0, 2);
        snapshot
            .asks()
            .set(new double[] {bid(i) + 1, bid(i) + 2}, 0, new double[] {1 + i % 7, 2}, 0, 2);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private byte[] trades() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(TRADES);
    try (FeatureWriter writer = format.create(TRADES, out)) {
      for (int i = 0; i < ROWS; i++) {
        row.integers()[TRADES.slot(0)] = MIDNIGHT + i * SECOND;
        row.numbers()[TRADES.slot(1)] = bid(i);
        row.numbers()[TRADES.slot(2)] = 0.5;
        row.labels()[TRADES.slot(3)] = (byte) (i % 2);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private static double bid(int row) {
    return 100 + row % 11;
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.IDENTITY, "", name, "", false, true, List.of());
  }
}
