package dev.silverbook.aws.standin;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A day in many small objects, as recorders write them that close a file every few seconds. Sizes
 * of levels are random, so that they compress as little as real ones; every tenth object holds
 * trades.
 *
 * @param objects of books and trades together, ten at least
 * @param rows of each object
 * @param levels a side of a book
 * @param overlap objects of books that overlap in time; 1 when they follow one another
 */
public record SmallObjects(int objects, int rows, int levels, int overlap) {

  /** The day. */
  public static final PartitionId PARTITION =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));

  /** Where the objects of books are, below the directory. */
  public static final String BOOKS = "orderbook";

  /** Where the objects of trades are. */
  public static final String TRADES = "trades";

  private static final String DAY =
      "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/%05d.parquet";

  private static final int BOOKS_PER_TRADES = 9;
  private static final double TICK = 0.01;

  /** Objects that hold books. */
  public int bookObjects() {
    return objects - tradeObjects();
  }

  /** Objects that hold trades. */
  public int tradeObjects() {
    return objects / (BOOKS_PER_TRADES + 1);
  }

  /** Writes them below a directory. */
  public void write(Path directory) throws IOException {
    long day = TimeUnit.DAYS.toMicros(1);
    long start = TimeUnit.SECONDS.toMicros(PARTITION.date().toEpochDay() * 86_400);
    // A group of objects that overlap shares its time and takes turns row by row.
    int groups = (bookObjects() + overlap - 1) / overlap;
    long step = day / ((long) groups * rows * overlap);
    for (int i = 0; i < bookObjects(); i++) {
      long first = start + ((long) (i / overlap) * rows * overlap + i % overlap) * step;
      writeBooks(directory.resolve(BOOKS).resolve(DAY.formatted(i)), first, step * overlap, i);
    }
    long tradeStep = day / ((long) tradeObjects() * rows);
    for (int i = 0; i < tradeObjects(); i++) {
      writeTrades(
          directory.resolve(TRADES).resolve(DAY.formatted(i)),
          start + (long) i * rows * tradeStep,
          tradeStep,
          i);
    }
  }

  private void writeBooks(Path file, long first, long step, long seed) throws IOException {
    FeatureSchema schema =
        new FeatureSchema(
            List.of(
                column("capture_ts", ColumnType.TIMESTAMP_MICROS),
                column("timestamp", ColumnType.INT64),
                column("nonce", ColumnType.INT64),
                column("bids", ColumnType.LEVELS),
                column("asks", ColumnType.LEVELS)));
    Random random = new Random(seed);
    FeatureRow row = new FeatureRow(schema);
    RawSnapshot book = new RawSnapshot();
    double[][] sides = new double[4][levels];
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        FeatureWriter writer = new ParquetFormat().create(schema, out)) {
      for (int i = 0; i < rows; i++) {
        long time = first + i * step;
        double middle = 60_000 + random.nextInt(100);
        for (int level = 0; level < levels; level++) {
          sides[0][level] = middle - (level + 1) * TICK;
          sides[1][level] = random.nextDouble();
          sides[2][level] = middle + (level + 1) * TICK;
          sides[3][level] = random.nextDouble();
        }
        book.set(time, time / 1_000, seed * rows + i);
        book.bids().set(sides[0], 0, sides[1], 0, levels);
        book.asks().set(sides[2], 0, sides[3], 0, levels);
        row.clear();
        row.setSnapshot(book);
        row.integers()[0] = time;
        row.integers()[1] = time / 1_000;
        row.integers()[2] = seed * rows + i;
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }

  private void writeTrades(Path file, long first, long step, long seed) throws IOException {
    FeatureSchema schema =
        new FeatureSchema(
            List.of(
                column("capture_ts", ColumnType.TIMESTAMP_MICROS),
                column("timestamp", ColumnType.INT64),
                column("price", ColumnType.DOUBLE),
                column("amount", ColumnType.DOUBLE)));
    Random random = new Random(-1 - seed);
    FeatureRow row = new FeatureRow(schema);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        FeatureWriter writer = new ParquetFormat().create(schema, out)) {
      for (int i = 0; i < rows; i++) {
        long time = first + i * step;
        row.clear();
        row.integers()[0] = time;
        row.integers()[1] = time / 1_000;
        row.numbers()[0] = 60_000 + random.nextInt(100);
        row.numbers()[1] = random.nextDouble();
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.STRUCTURAL, "1", name, "", false, true, List.of());
  }
}
