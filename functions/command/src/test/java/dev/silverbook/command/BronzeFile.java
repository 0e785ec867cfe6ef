package dev.silverbook.command;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.ParquetFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes small order-book files, sound ones and others. */
final class BronzeFile {

  private static final long START = 1_723_075_200_000_000L;
  private static final long SECOND = 1_000_000L;
  private static final int ROWS = 50;

  private BronzeFile() {}

  static Column captureTs() {
    return column("capture_ts", ColumnType.TIMESTAMP_MICROS);
  }

  static Column levels(String name) {
    return column(name, ColumnType.LEVELS);
  }

  static Column number(String name) {
    return column(name, ColumnType.DOUBLE);
  }

  /** The day's directory below a lake's root. */
  static Path day(Path lake, String symbol) {
    return lake.resolve("exchange=test/symbol=" + symbol + "/year=2024/month=08/day=08");
  }

  /** A sound file. */
  static Path sound(Path lake, String symbol) throws IOException {
    return write(lake, symbol, ROWS, -1, captureTs(), levels("bids"), levels("asks"));
  }

  /**
   * A file with those columns.
   *
   * @param nullTimeAt row whose {@code capture_ts} is null; negative for none
   */
  static Path write(Path lake, String symbol, int rows, int nullTimeAt, Column... columns)
      throws IOException {
    Path file = Files.createDirectories(day(lake, symbol)).resolve("part.parquet");
    FeatureSchema schema = new FeatureSchema(List.of(columns));
    FeatureRow row = new FeatureRow(schema);
    RawSnapshot snapshot = new RawSnapshot();
    double[] sizes = {1, 2, 3};
    try (OutputStream out = Files.newOutputStream(file);
        FeatureWriter writer = new ParquetFormat().create(schema, out)) {
      for (int i = 0; i < rows; i++) {
        double mid = 100 + Math.sin(i);
        snapshot.bids().set(new double[] {mid - 0.5, mid - 1, mid - 2}, 0, sizes, 0, 3);
        snapshot.asks().set(new double[] {mid + 0.5, mid + 1, mid + 2}, 0, sizes, 0, 3);
        row.setSnapshot(snapshot);
        if (schema.integerCount() > 0) {
          row.integers()[0] = i == nullTimeAt ? RawSnapshot.NULL : START + i * SECOND;
        }
        if (schema.numberCount() > 0) {
          row.numbers()[0] = i;
        }
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return file;
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.IDENTITY, "1", name, "", false, true, List.of());
  }
}
