package dev.silverbook.benchmark.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTapeTest {

  private static final FeatureSchema SCHEMA =
      FeatureSchema.of(FeatureConfiguration.defaults(), InputColumns.ALL);

  /** More than the tape's buffer holds. */
  private static final int ROWS = 1_500;

  @TempDir private Path directory;

  @Test
  void playsEveryRowAsItWasRecordedAsOftenAsAsked() throws IOException {
    try (RowTape tape = recorded()) {
      for (int round = 0; round < 2; round++) {
        tape.rewind();
        FeatureRow played = new FeatureRow(SCHEMA);
        for (int i = 0; i < ROWS; i++) {
          tape.play(played);
          FeatureRow expected = row(i);
          assertThat(played.numbers()).isEqualTo(expected.numbers());
          assertThat(played.integers()).isEqualTo(expected.integers());
          assertThat(played.labels()).isEqualTo(expected.labels());
        }
      }
    }
  }

  @Test
  void endsAfterTheLastRow() throws IOException {
    try (RowTape tape = recorded()) {
      tape.rewind();
      FeatureRow played = new FeatureRow(SCHEMA);
      for (int i = 0; i < ROWS; i++) {
        tape.play(played);
      }

      assertThatThrownBy(() -> tape.play(played))
          .isInstanceOf(EOFException.class)
          .hasMessage("the tape ends after 1500 rows");
    }
  }

  private RowTape recorded() throws IOException {
    RowTape tape = RowTape.create(directory.resolve("rows"), SCHEMA);
    for (int i = 0; i < ROWS; i++) {
      tape.record(row(i));
    }
    tape.finish();
    return tape;
  }

  private static FeatureRow row(int i) {
    FeatureRow row = new FeatureRow(SCHEMA);
    for (int k = 0; k < row.numbers().length; k += 2) {
      row.numbers()[k] = i + k / 1_000.0;
    }
    row.integers()[0] = i;
    row.labels()[0] = (byte) (i % 3);
    return row;
  }
}
