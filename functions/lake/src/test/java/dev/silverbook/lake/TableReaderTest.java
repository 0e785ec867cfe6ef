package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.NumberEncoding;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableReaderTest {

  private static final int SEVERAL_ROW_GROUPS = 140_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void whatWasWrittenIsReadToTheBit(int seed) throws IOException {
    WrittenFile file = new WrittenFile(seed, 12, 40 * seed);
    FileObject object = new FileObject("file", file.content());
    TableReader reader = TableReader.open(object);

    assertThat(reader.columns()).isEqualTo(file.schema().names());
    assertThat(reader.rows()).isEqualTo(file.rows().size());
    assertColumns(reader, file);
    assertThat(object.openStreams()).isZero();
  }

  @Test
  void rowGroupsFollowEachOther() throws IOException {
    WrittenFile file = new WrittenFile(100, 3, SEVERAL_ROW_GROUPS);
    TableReader reader = TableReader.open(new FileObject("file", file.content()));

    assertThat(reader.groups()).isGreaterThan(1);
    assertColumns(reader, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30})
  void byteStreamsAreReadToTheBit(int nulls) throws IOException {
    WrittenFile file = WrittenFile.noise(nulls, 5_003, nulls, NumberEncoding.AUTO);

    assertColumns(TableReader.open(new FileObject("file", file.content())), file);
  }

  private static void assertColumns(TableReader reader, WrittenFile file) throws IOException {
    List<Column> columns = file.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).type() != ColumnType.LEVELS) {
        int index = i;
        assertThat(texts(reader, columns.get(i)))
            .as(columns.get(i).toString())
            .isEqualTo(file.rows().stream().map(row -> row.get(index)).toList());
      }
    }
  }

  private static List<String> texts(TableReader reader, Column column) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int group = 0; group < reader.groups(); group++) {
      switch (column.type()) {
        case DOUBLE, FLOAT -> {
          for (double value : reader.numbers(group, column.name())) {
            texts.add(Double.isNaN(value) ? "null" : ExactText.number(value));
          }
        }
        case INT64, TIMESTAMP_MICROS -> {
          for (long value : reader.integers(group, column.name())) {
            texts.add(ExactText.integer(value));
          }
        }
        case LABEL -> {
          for (String value : reader.texts(group, column.name())) {
            texts.add(value == null ? "null" : value);
          }
        }
        case BOOLEAN -> {
          for (byte value : reader.flags(group, column.name())) {
            texts.add(value < 0 ? "null" : ExactText.flag(value > 0));
          }
        }
        case LEVELS -> throw new AssertionError("lists are not read");
      }
    }
    return texts;
  }

  @Test
  void filesOfOthersAreReadToo() throws IOException, SQLException {
    TableReader reader =
        TableReader.open(
            duckDb(
                "SELECT TIMESTAMP '2025-01-06 00:00:01.5' AS t, 7 AS i, NULL::VARCHAR AS s,"
                    + " true AS f, 0.5::FLOAT AS x"
                    + " UNION ALL SELECT NULL, NULL, 'größer', NULL, NULL"
                    + " UNION ALL SELECT NULL, -3, 'größer', false, 2"));

    assertThat(reader.integers(0, "t"))
        .containsExactly(1_736_121_601_500_000L, RawSnapshot.NULL, RawSnapshot.NULL);
    assertThat(reader.integers(0, "i")).containsExactly(7, RawSnapshot.NULL, -3);
    assertThat(reader.texts(0, "s")).containsExactly(null, "größer", "größer");
    assertThat(reader.flags(0, "f")).containsExactly(1, -1, 0);
    assertThat(reader.numbers(0, "x")).containsExactly(0.5, Double.NaN, 2);
    assertThat(reader.numbers(0, "i")).containsExactly(7, Double.NaN, -3);
  }

  @Test
  void aMissingColumnIsNamedWithThoseThatAreThere() throws IOException, SQLException {
    TableReader reader = TableReader.open(duckDb("SELECT 1 AS a, 2 AS b"));

    assertThatThrownBy(() -> reader.numbers(0, "mid"))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessage("own.parquet: column 'mid' is missing; the file has a, b");
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedWithBothTypes() throws IOException, SQLException {
    TableReader reader =
        TableReader.open(duckDb("SELECT 'x' AS s, true AS f, 1.5::DOUBLE AS x, [1.0] AS l"));

    assertThatThrownBy(() -> reader.numbers(0, "s"))
        .hasMessage(
            "own.parquet: column 's' is string, expected double, float, integer or decimal");
    assertThatThrownBy(() -> reader.integers(0, "x"))
        .hasMessage("own.parquet: column 'x' is double, expected integer or timestamp");
    assertThatThrownBy(() -> reader.texts(0, "f"))
        .hasMessage("own.parquet: column 'f' is boolean, expected string");
    assertThatThrownBy(() -> reader.flags(0, "l"))
        .hasMessageStartingWith("own.parquet: column 'l' is list<")
        .hasMessageEndingWith(", expected boolean");
  }

  @Test
  void damageIsToldWithTheColumn() throws IOException, SQLException {
    byte[] content = duckDb("SELECT 'text' || range AS s FROM range(1000)").content();
    for (int i = 4; i < 200; i++) {
      content[i] = (byte) 0xff;
    }
    TableReader reader = TableReader.open(new FileObject("own.parquet", content));

    assertThatThrownBy(() -> reader.texts(0, "s"))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            failure ->
                assertThat(failure.reason())
                    .isEqualTo(UnreadableObjectException.Reason.CORRUPT_FILE))
        .hasMessageContaining("own.parquet")
        .hasMessageContaining("'s'");
  }

  private FileObject duckDb(String query) throws IOException, SQLException {
    Path file = directory.resolve("own.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return FileObject.of(file);
  }
}
