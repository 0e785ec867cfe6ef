package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Prints how long reading and writing a generated day of 86,400 snapshots with 20 levels and 200
 * double columns takes. Not a test; run its main method.
 */
final class FormatSpeed {

  private static final int ROWS = 86_400;
  private static final int LEVELS = 20;
  private static final int COLUMNS = 200;
  private static final int ROUNDS = 8;

  private FormatSpeed() {}

  /** Runs all rounds; the later ones are warm. */
  public static void main(String[] arguments) throws IOException {
    LakeFormat format = new ParquetFormat();
    Path directory = Files.createTempDirectory("speed");
    Path bronze = directory.resolve("bronze.parquet");
    writeBronze(format, bronze);
    FileObject object = FileObject.of(bronze);
    Path silver = directory.resolve("silver.parquet");
    for (int round = 0; round < ROUNDS; round++) {
      long start = cpuNanos();
      double sum = read(format, object);
      long direct = cpuNanos();
      try (OrderedSnapshots rows =
          new SortedPartitionReader(format, Clock.CAPTURE, directory).snapshots(List.of(object))) {
        while (rows.next()) {
          sum += rows.current().bids().price(0);
        }
      }
      long ordered = cpuNanos();
      writeSilver(format, silver);
      long written = cpuNanos();
      System.out.printf(
          Locale.ROOT,
          "CPU: read %.3f s, in order %.3f s, write %.3f s (bronze %d KB, silver %d KB, sum %.1f)%n",
          (direct - start) / 1e9,
          (ordered - direct) / 1e9,
          (written - ordered) / 1e9,
          Files.size(bronze) / 1024,
          Files.size(silver) / 1024,
          sum);
    }
    Files.delete(bronze);
    Files.delete(silver);
    Files.delete(directory);
  }

  /** The thread's own time, so that a busy machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double read(LakeFormat format, InputObject object) throws IOException {
    double sum = 0;
    try (SnapshotReader reader = format.openSnapshots(object)) {
      while (reader.next()) {
        sum += reader.current().bids().price(0) + reader.current().asks().size(LEVELS - 1);
      }
    }
    return sum;
  }

  private static void writeBronze(LakeFormat format, Path file) throws IOException {
    Random random = new Random(1);
    FeatureSchema schema = RoundTripTest.BRONZE;
    FeatureRow row = new FeatureRow(schema);
    RawSnapshot snapshot = new RawSnapshot();
    double[][] sides = new double[4][LEVELS];
    double mid = 50_000;
    try (FeatureWriter writer = format.create(schema, Files.newOutputStream(file))) {
      for (int i = 0; i < ROWS; i++) {
        mid += Math.round(random.nextGaussian() * 10) / 10.0;
        for (int k = 0; k < LEVELS; k++) {
          sides[0][k] = mid - k * 0.1;
          sides[1][k] = Math.round(random.nextDouble() * 1e5) / 1e5;
          sides[2][k] = mid + 0.1 + k * 0.1;
          sides[3][k] = Math.round(random.nextDouble() * 1e5) / 1e5;
        }
        snapshot.bids().set(sides[0], 0, sides[1], 0, LEVELS);
        snapshot.asks().set(sides[2], 0, sides[3], 0, LEVELS);
        row.setSnapshot(snapshot);
        row.integers()[0] = 1_700_000_000_000_000L + i * 1_000_000L;
        row.integers()[1] = row.integers()[0] / 1000;
        row.integers()[2] = i;
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }

  private static void writeSilver(LakeFormat format, Path file) throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.add(RoundTripTest.column("capture_ts", ColumnType.TIMESTAMP_MICROS));
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(RoundTripTest.column("c" + i, ColumnType.DOUBLE));
    }
    FeatureSchema schema = new FeatureSchema(columns);
    FeatureRow row = new FeatureRow(schema);
    long state = 88172645463325252L;
    try (FeatureWriter writer = format.create(schema, Files.newOutputStream(file))) {
      for (int i = 0; i < ROWS; i++) {
        row.integers()[0] = i;
        double[] numbers = row.numbers();
        for (int k = 0; k < numbers.length; k++) {
          state ^= state << 13;
          state ^= state >>> 7;
          state ^= state << 17;
          numbers[k] = 100 + k + (state >>> 11) * 0x1p-53;
        }
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }
}
