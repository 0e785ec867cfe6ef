package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers of one format hand their memory on, and nothing of what was in it. */
class WritersInTurnTest {

  /** A writer with the rows it is to get. */
  private static final class Writing {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final FeatureSchema schema;
    private final Random random;
    private final FeatureWriter writer;

    Writing(ParquetFormat format, int columns, long seed) throws IOException {
      schema =
          new FeatureSchema(
              IntStream.range(0, columns)
                  .mapToObj(i -> RoundTripTest.column("c" + i, ColumnType.DOUBLE))
                  .toList());
      random = new Random(seed);
      writer = format.create(schema, out);
    }

    void write(int rows) throws IOException {
      FeatureRow row = new FeatureRow(schema);
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < schema.numberCount(); k++) {
          row.set(k, random.nextGaussian());
        }
        writer.write(row);
      }
    }

    byte[] finish() throws IOException {
      writer.finish(Map.of());
      writer.close();
      // Closing again is allowed, and must not hand the same memory on again.
      writer.close();
      return out.toByteArray();
    }
  }

  private static byte[] file(ParquetFormat format, int columns, long seed, int rows)
      throws IOException {
    Writing writing = new Writing(format, columns, seed);
    writing.write(rows);
    return writing.finish();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachFileIsAsByAFormatOfItsOwn(boolean background) throws IOException {
    ParquetFormat shared = new ParquetFormat(() -> background);
    int[] columns = {300, 300, 2, 300, 2};
    int[] rows = {20_000, 40, 3_000, 9_000, 70_000};
    for (int i = 0; i < rows.length; i++) {
      assertThat(file(shared, columns[i], i, rows[i]))
          .as("file %d", i)
          .isEqualTo(file(new ParquetFormat(), columns[i], i, rows[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writersAtTheSameTimeShareNothing(boolean background) throws IOException {
    ParquetFormat shared = new ParquetFormat(() -> background);
    file(shared, 300, 1, 20_000);
    List<Writing> together = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      together.add(new Writing(shared, 300, seed));
    }
    for (int piece = 0; piece < 4; piece++) {
      for (Writing writing : together) {
        writing.write(3_000);
      }
    }
    for (int seed = 0; seed < 3; seed++) {
      assertThat(together.get(seed).finish())
          .as("seed %d", seed)
          .isEqualTo(file(new ParquetFormat(), 300, seed, 12_000));
    }
  }
}
