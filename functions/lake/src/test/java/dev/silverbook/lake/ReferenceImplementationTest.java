package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.NumberEncoding;
import dev.silverbook.features.RawSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec here against the format's reference implementation, on files of random layout. */
@Execution(ExecutionMode.CONCURRENT)
class ReferenceImplementationTest {

  /** To each first seed. */
  private static final int FOREIGN_FILES = 500;

  private static final int OWN_FILES = 400;

  private final LakeFormat format = new ParquetFormat();

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 1_000, 1_500})
  void bothReadersAgreeOnWhatTheReferenceHasWritten(int firstSeed) throws IOException {
    long rows = 0;
    for (int seed = firstSeed; seed < firstSeed + FOREIGN_FILES; seed++) {
      byte[] file = new ReferenceWriter(new Random(seed)).write();
      List<String> expected = ReferenceReader.snapshots(file);
      assertThat(snapshots(file)).as("seed %d", seed).isEqualTo(expected);
      rows += expected.size();
    }
    assertThat(rows).isGreaterThan(10L * FOREIGN_FILES);
  }

  private List<String> snapshots(byte[] file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = format.openSnapshots(new FileObject("file", file))) {
      while (reader.next()) {
        rows.add(RoundTripTest.text(reader.current()));
      }
    }
    return rows;
  }

  @Test
  void theReferenceReadsTheBooksThatAreWrittenHere() throws IOException {
    for (int seed = 0; seed < OWN_FILES; seed++) {
      Random random = new Random(seed);
      FeatureRow row = new FeatureRow(RoundTripTest.BRONZE);
      RawSnapshot snapshot = new RawSnapshot();
      List<String> expected = new ArrayList<>();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (FeatureWriter writer = format.create(RoundTripTest.BRONZE, out)) {
        int rows = random.nextInt(60);
        for (int i = 0; i < rows; i++) {
          snapshot.set(
              i, random.nextBoolean() ? RawSnapshot.NULL : random.nextLong(), RawSnapshot.NULL);
          RoundTripTest.randomLevels(snapshot.bids(), random, 40);
          RoundTripTest.randomLevels(snapshot.asks(), random, 3);
          row.integers()[0] = snapshot.captureMicros();
          row.integers()[1] = snapshot.exchangeMillis();
          row.integers()[2] = snapshot.nonce();
          row.setSnapshot(snapshot);
          writer.write(row);
          expected.add(RoundTripTest.text(snapshot));
        }
        writer.finish(Map.of("seed", Integer.toString(seed)));
      }
      assertThat(ReferenceReader.snapshots(out.toByteArray()))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void theReferenceReadsTheFeaturesThatAreWrittenHere() throws IOException {
    for (int seed = 0; seed < OWN_FILES; seed++) {
      Random random = new Random(seed);
      FeatureSchema schema = schema(random);
      List<String> expected = new ArrayList<>();
      byte[] file = features(schema, random, expected);
      List<String> found = new ArrayList<>();
      for (Group row : ReferenceReader.rows(file)) {
        found.add(text(schema, row));
      }
      assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30})
  void theReferenceReadsByteStreams(int nulls) throws IOException {
    WrittenFile file = WrittenFile.noise(nulls, 60_001, nulls, NumberEncoding.AUTO);
    List<List<String>> found = new ArrayList<>();
    for (Group row : ReferenceReader.rows(file.content())) {
      found.add(List.of(number(row, 0), number(row, 1), number(row, 2)));
    }
    assertThat(found).isEqualTo(file.rows());
  }

  private static String number(Group row, int field) {
    if (row.getFieldRepetitionCount(field) == 0) {
      return "null";
    }
    return field == 1
        ? ExactText.number(row.getFloat(field, 0))
        : ExactText.number(row.getDouble(field, 0));
  }

  private static FeatureSchema schema(Random random) {
    List<ColumnType> types =
        List.of(
            ColumnType.DOUBLE,
            ColumnType.FLOAT,
            ColumnType.INT64,
            ColumnType.TIMESTAMP_MICROS,
            ColumnType.LABEL);
    List<Column> columns = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      columns.add(RoundTripTest.column("c" + i, types.get(random.nextInt(types.size()))));
    }
    return new FeatureSchema(columns);
  }

  private byte[] features(FeatureSchema schema, Random random, List<String> expected)
      throws IOException {
    FeatureRow row = new FeatureRow(schema);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int nullsInTen = random.nextInt(11);
    try (FeatureWriter writer = format.create(schema, out)) {
      int rows = random.nextInt(200);
      for (int i = 0; i < rows; i++) {
        row.clear();
        for (int k = 0; k < schema.numberCount(); k++) {
          row.numbers()[k] =
              random.nextInt(10) < nullsInTen ? Double.NaN : (float) random.nextGaussian();
        }
        for (int k = 0; k < schema.integerCount(); k++) {
          row.integers()[k] =
              random.nextInt(10) < nullsInTen ? RawSnapshot.NULL : random.nextInt(5) - 2L;
        }
        for (int k = 0; k < schema.labelCount(); k++) {
          row.labels()[k] = (byte) (random.nextInt(10) < nullsInTen ? -1 : random.nextInt(3));
        }
        writer.write(row);
        expected.add(text(schema, row));
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private static String text(FeatureSchema schema, FeatureRow row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int slot = schema.slot(i);
      Object value =
          switch (column.type()) {
            case DOUBLE -> row.numbers()[slot];
            case FLOAT ->
                Double.isNaN(row.numbers()[slot]) ? "null" : "" + (float) row.numbers()[slot];
            case INT64, TIMESTAMP_MICROS -> row.integers()[slot];
            case LABEL -> row.labels()[slot] < 0 ? "null" : column.labels().get(row.labels()[slot]);
            case BOOLEAN -> row.labels()[slot] < 0 ? "null" : row.labels()[slot] > 0;
            case LEVELS -> throw new IllegalStateException(column.name());
          };
      text.append(value).append(' ');
    }
    return text.toString().replace("NaN", "null").replace("" + RawSnapshot.NULL, "null");
  }

  private static String text(FeatureSchema schema, Group row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < schema.columns().size(); i++) {
      text.append(row.getFieldRepetitionCount(i) == 0 ? "null" : row.getValueToString(i, 0))
          .append(' ');
    }
    return text.toString();
  }
}
