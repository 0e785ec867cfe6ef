package dev.silverbook.lake;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.NumberEncoding;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A file of random columns and rows by the writer that is tested, with its values as text by leaf
 * column.
 */
final class WrittenFile {

  private static final List<String> LABELS = List.of("buy", "sell", "", "größer", "\u007f~");
  private static final List<ColumnType> TYPES = List.of(ColumnType.values());
  private static final double[] SPECIAL = {
    0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300, 0.1
  };

  private static final int GAUSSIAN = 1;

  private final Random random;
  private final FeatureSchema schema;
  private final int rowCount;
  private final Numbers numbers;
  private final List<List<String>> rows = new ArrayList<>();
  private final byte[] content;

  /**
   * Everything about the file follows from {@code seed}.
   *
   * @param rows how many, at most
   * @param columns how many
   */
  WrittenFile(long seed, int columns, int rows) throws IOException {
    random = new Random(seed);
    schema = schema(columns);
    rowCount = rows;
    numbers = new Numbers(random.nextInt(4) == 0 ? 100 : 10 * random.nextInt(4), random.nextInt(4));
    content = write();
  }

  private WrittenFile(long seed, FeatureSchema schema, int rows, Numbers numbers)
      throws IOException {
    random = new Random(seed);
    this.schema = schema;
    rowCount = rows;
    this.numbers = numbers;
    content = write();
  }

  /** A file of doubles and singles that hardly ever repeat. */
  static WrittenFile noise(long seed, int rows, int nullsInHundred, NumberEncoding encoding)
      throws IOException {
    FeatureSchema schema =
        new FeatureSchema(
            List.of(
                RoundTripTest.column("c0", ColumnType.DOUBLE),
                RoundTripTest.column("c1", ColumnType.FLOAT),
                RoundTripTest.column("c2", ColumnType.DOUBLE)),
            encoding);
    return new WrittenFile(seed, schema, rows, new Numbers(nullsInHundred, GAUSSIAN));
  }

  private record Numbers(int nullsInHundred, int style) {}

  private FeatureSchema schema(int count) {
    List<Column> columns = new ArrayList<>();
    int levels = 0;
    for (int i = 0; i < count; i++) {
      ColumnType type = TYPES.get(random.nextInt(TYPES.size()));
      if (type == ColumnType.LEVELS && levels++ == 2) {
        type = ColumnType.DOUBLE;
      }
      columns.add(
          new Column(
              "c" + i,
              type,
              Category.STRUCTURAL,
              "1",
              "column " + i,
              "",
              false,
              true,
              type == ColumnType.LABEL ? LABELS : List.of()));
    }
    return new FeatureSchema(columns);
  }

  private byte[] write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(schema);
    RawSnapshot snapshot = new RawSnapshot();
    int mostLevels = random.nextInt(30);
    try (FeatureWriter writer = new ParquetFormat(random::nextBoolean).create(schema, out)) {
      for (int i = 0; i < rowCount; i++) {
        row.clear();
        for (int k = 0; k < schema.numberCount(); k++) {
          row.numbers()[k] =
              random.nextInt(100) < numbers.nullsInHundred ? Double.NaN : number(numbers.style, i);
        }
        for (int k = 0; k < schema.integerCount(); k++) {
          row.integers()[k] =
              random.nextInt(100) < numbers.nullsInHundred
                  ? RawSnapshot.NULL
                  : integer(numbers.style, i);
        }
        for (int k = 0; k < schema.labelCount(); k++) {
          row.labels()[k] =
              (byte)
                  (random.nextInt(100) < numbers.nullsInHundred
                      ? -1
                      : random.nextInt(LABELS.size()));
        }
        RoundTripTest.randomLevels(snapshot.bids(), random, mostLevels);
        RoundTripTest.randomLevels(snapshot.asks(), random, mostLevels);
        row.setSnapshot(snapshot);
        writer.write(row);
        rows.add(texts(row));
      }
      writer.finish(Map.of("key", "value"));
    }
    return out.toByteArray();
  }

  private long integer(int style, int row) {
    return switch (style) {
      case 0 -> random.nextInt(5) - 2L;
      // Differences of every width, also such that overflow.
      case 1 -> Math.max(RawSnapshot.NULL + 1, random.nextLong() >> random.nextInt(Long.SIZE));
      default -> 1_700_000_000_000_000L + row;
    };
  }

  private double number(int style, int row) {
    return switch (style) {
      case 0 -> random.nextInt(5) - 2;
      case GAUSSIAN -> random.nextGaussian();
      case 2 -> row * 0.25;
      default -> SPECIAL[random.nextInt(SPECIAL.length)];
    };
  }

  private List<String> texts(FeatureRow row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int slot = schema.slot(i);
      texts.add(
          switch (column.type()) {
            case DOUBLE -> nullable(row.numbers()[slot]);
            case FLOAT -> nullable((float) row.numbers()[slot]);
            case INT64, TIMESTAMP_MICROS -> ExactText.integer(row.integers()[slot]);
            case LABEL -> row.labels()[slot] < 0 ? "null" : LABELS.get(row.labels()[slot]);
            case BOOLEAN ->
                row.labels()[slot] < 0 ? "null" : ExactText.flag(row.labels()[slot] > 0);
            case LEVELS ->
                ExactText.side(
                    ExactText.levels(slot == 0 ? row.snapshot().bids() : row.snapshot().asks()));
          });
    }
    return texts;
  }

  private static String nullable(double value) {
    return ExactText.number(Double.isNaN(value) ? RawLevels.NULL_VALUE : value);
  }

  FeatureSchema schema() {
    return schema;
  }

  byte[] content() {
    return content;
  }

  /** Each row's values, in the columns' order. */
  List<List<String>> rows() {
    return rows;
  }
}
