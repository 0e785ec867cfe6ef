package dev.silverbook.benchmark.jmh;

import dev.silverbook.benchmark.subject.LoadedObject;
import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The books of a generated day in one file in memory, in one of the shapes that books have. */
@State(Scope.Benchmark)
public class SpelledDay {

  /** A shape. */
  public enum Shape {
    /** A list of structures a side. */
    LISTS,
    /** A column for each price and size. */
    FLAT,
    /** A list of one structure a side. */
    LISTS_OF_ONE,
    /** The best price and size of each side. */
    QUOTES
  }

  /** The shape of the books. */
  @Param({"LISTS", "FLAT", "LISTS_OF_ONE", "QUOTES"})
  public Shape shape;

  private BronzeDay day;
  private InputObject object;

  /** Writes the day's books anew. */
  @Setup(Level.Trial)
  public void spell(BronzeDay generated) throws IOException {
    day = generated;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureSchema schema = new FeatureSchema(columns());
    FeatureRow row = new FeatureRow(schema);
    try (OrderedSnapshots books = day.snapshots();
        FeatureWriter writer = day.format().create(schema, out)) {
      while (books.next()) {
        fill(row, books.current());
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    object = new LoadedObject("books.parquet", out.toByteArray());
  }

  /** Opens the books in the order of the file. */
  SnapshotReader open() throws IOException {
    return day.format().openSnapshots(object);
  }

  private int depth() {
    return switch (shape) {
      case LISTS, FLAT -> day.levels;
      case LISTS_OF_ONE, QUOTES -> 1;
    };
  }

  private boolean lists() {
    return switch (shape) {
      case LISTS, LISTS_OF_ONE -> true;
      case FLAT, QUOTES -> false;
    };
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("capture_ts", ColumnType.TIMESTAMP_MICROS));
    for (String side : List.of("bid", "ask")) {
      if (lists()) {
        columns.add(column(side + "s", ColumnType.LEVELS));
      } else {
        for (int level = 0; level < depth(); level++) {
          String name = shape == Shape.QUOTES ? side + "_" : side + "_" + level + "_";
          columns.add(column(name + "price", ColumnType.DOUBLE));
          columns.add(column(name + "size", ColumnType.DOUBLE));
        }
      }
    }
    return columns;
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.IDENTITY, "", "", "", false, true, List.of());
  }

  private void fill(FeatureRow row, RawSnapshot book) {
    row.clear();
    row.integers()[0] = book.captureMicros();
    if (lists()) {
      shorten(book.bids());
      shorten(book.asks());
      row.setSnapshot(book);
      return;
    }
    int slot = 0;
    for (RawLevels side : List.of(book.bids(), book.asks())) {
      for (int level = 0; level < depth(); level++) {
        boolean there = level < side.length();
        row.numbers()[slot++] = there ? side.price(level) : Double.NaN;
        row.numbers()[slot++] = there ? side.size(level) : Double.NaN;
      }
    }
  }

  private void shorten(RawLevels side) {
    if (!side.absent() && side.length() > depth()) {
      side.set(side.prices(), side.priceOffset(), side.sizes(), side.sizeOffset(), depth());
    }
  }
}
