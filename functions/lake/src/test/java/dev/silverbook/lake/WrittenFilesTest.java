package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.NumberEncoding;
import dev.silverbook.features.RawLevels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is written here is read identically by DuckDB, pyarrow and polars. */
class WrittenFilesTest {

  private static final int FILES = Integer.getInteger("silverbook.written.files", 100);
  private static final int SEVERAL_ROW_GROUPS = 140_000;

  @TempDir static Path directory;
  private static final List<WrittenFile> WRITTEN = new ArrayList<>();

  @BeforeAll
  static void write() throws IOException {
    for (int seed = 0; seed < FILES; seed++) {
      WRITTEN.add(new WrittenFile(seed, 1 + seed % 12, seed % 10 == 0 ? 0 : 3 * seed));
    }
    WRITTEN.add(new WrittenFile(FILES, 2, SEVERAL_ROW_GROUPS));
    for (int nulls : new int[] {0, 1, 30}) {
      WRITTEN.add(WrittenFile.noise(nulls, 5_003, nulls, NumberEncoding.AUTO));
    }
    // Its byte streams take more than one block of zstd.
    WRITTEN.add(WrittenFile.noise(1, 60_001, 1, NumberEncoding.AUTO));
    for (int i = 0; i < WRITTEN.size(); i++) {
      Files.write(path(i, "parquet"), WRITTEN.get(i).content());
    }
  }

  private static Path path(int index, String extension) {
    return directory.resolve("%03d.%s".formatted(index, extension));
  }

  private static List<String> rows(WrittenFile file) {
    return file.rows().stream().map(row -> String.join(" ", row)).toList();
  }

  @Test
  void severalRowGroupsAreAmongThem() throws IOException {
    assertThat(Footers.of(WRITTEN.get(FILES).content()).getRow_groups()).hasSizeGreaterThan(1);
  }

  @Test
  void noiseIsAmongThem() throws IOException {
    for (WrittenFile file : WRITTEN.subList(FILES + 1, WRITTEN.size())) {
      for (ColumnChunk chunk : Footers.of(file.content()).getRow_groups().get(0).getColumns()) {
        assertThat(chunk.getMeta_data().getEncodings()).contains(Encoding.BYTE_STREAM_SPLIT);
        assertThat(chunk.getMeta_data().getTotal_compressed_size())
            .isLessThan(chunk.getMeta_data().getTotal_uncompressed_size());
      }
    }
  }

  @Test
  void plainIsPlainThroughout() throws IOException {
    WrittenFile file = WrittenFile.noise(1, 5_003, 1, NumberEncoding.PLAIN);
    for (ColumnChunk chunk : Footers.of(file.content()).getRow_groups().get(0).getColumns()) {
      assertThat(chunk.getMeta_data().getEncodings()).containsExactly(Encoding.PLAIN, Encoding.RLE);
    }
    assertThat(file.rows()).isEqualTo(WRITTEN.get(FILES + 2).rows());
  }

  @Test
  void duckDbReadsEveryValue() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      for (int i = 0; i < WRITTEN.size(); i++) {
        WrittenFile file = WRITTEN.get(i);
        String columns =
            file.schema().columns().stream()
                .map(
                    column ->
                        column.type() == ColumnType.TIMESTAMP_MICROS
                            ? "epoch_us(" + column.name() + ")"
                            : column.name())
                .collect(Collectors.joining(", "));
        List<String> found = new ArrayList<>();
        try (ResultSet result =
            statement.executeQuery("SELECT " + columns + " FROM '" + path(i, "parquet") + "'")) {
          while (result.next()) {
            found.add(text(result, file.schema().columns()));
          }
        }
        assertThat(found).as("seed %d", i).isEqualTo(rows(file));
      }
    }
  }

  private static String text(ResultSet result, List<Column> columns) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= columns.size(); i++) {
      Object value = result.getObject(i);
      texts.add(value == null ? "null" : text(columns.get(i - 1).type(), value));
    }
    return String.join(" ", texts);
  }

  private static String text(ColumnType type, Object value) throws SQLException {
    return switch (type) {
      case DOUBLE -> ExactText.number((Double) value);
      case FLOAT -> ExactText.number((Float) value);
      case INT64, TIMESTAMP_MICROS -> Long.toString((Long) value);
      case LABEL -> (String) value;
      case BOOLEAN -> ExactText.flag((Boolean) value);
      case LEVELS -> {
        Object[] elements = (Object[]) ((Array) value).getArray();
        double[][] levels = new double[elements.length][2];
        for (int i = 0; i < levels.length; i++) {
          Object[] fields = ((Struct) elements[i]).getAttributes();
          for (int k = 0; k < 2; k++) {
            levels[i][k] = fields[k] == null ? RawLevels.NULL_VALUE : (Double) fields[k];
          }
        }
        yield ExactText.side(levels);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyarrow", "polars"})
  void pythonReadsEveryTypeAndEveryValue(String library) throws IOException, InterruptedException {
    OtherLibraries.require(library);
    OtherLibraries.read(library, directory);
    for (int i = 0; i < WRITTEN.size(); i++) {
      WrittenFile file = WRITTEN.get(i);
      List<String> found = Files.readAllLines(path(i, library));
      String types =
          file.schema().columns().stream()
              .map(column -> library.equals("pyarrow") ? arrowType(column) : polarsType(column))
              .collect(Collectors.joining(" "));
      assertThat(found.get(0)).as("types of seed %d", i).isEqualTo(types);
      int rows = file.rows().size();
      assertThat(found.subList(1, 1 + rows)).as("seed %d", i).isEqualTo(rows(file));
      if (library.equals("pyarrow")) {
        assertThat(found.subList(1 + rows, found.size()))
            .as("statistics of seed %d", i)
            .isEqualTo(statistics(file));
      }
    }
  }

  private static String arrowType(Column column) {
    return switch (column.type()) {
      case DOUBLE -> "double";
      case FLOAT -> "float";
      case INT64 -> "int64";
      case TIMESTAMP_MICROS -> "timestamp[us,tz=UTC]";
      case LABEL -> "string";
      case BOOLEAN -> "bool";
      case LEVELS -> "list<element:struct<price:double,size:double>>";
    };
  }

  private static String polarsType(Column column) {
    return switch (column.type()) {
      case DOUBLE -> "Float64";
      case FLOAT -> "Float32";
      case INT64 -> "Int64";
      case TIMESTAMP_MICROS -> "Datetime(time_unit='us',time_zone='UTC')";
      case LABEL -> "String";
      case BOOLEAN -> "Boolean";
      case LEVELS -> "List(Struct({'price':Float64,'size':Float64}))";
    };
  }

  @Test
  void statisticsInTheFooterAreThoseOfTheRows() throws IOException {
    for (int i = 0; i < WRITTEN.size(); i++) {
      List<String> found = new ArrayList<>();
      for (RowGroup group : Footers.of(WRITTEN.get(i).content()).getRow_groups()) {
        group
            .getColumns()
            .forEach(column -> found.add(text(group.getNum_rows(), column.getMeta_data())));
      }
      assertThat(found).as("seed %d", i).isEqualTo(statistics(WRITTEN.get(i)));
    }
  }

  private static String text(long rows, ColumnMetaData chunk) {
    Statistics statistics = chunk.getStatistics();
    return "statistics "
        + String.join(".", chunk.getPath_in_schema())
        + " "
        + rows
        + " "
        + statistics.getNull_count()
        + " "
        + bound(chunk, statistics.getMin_value())
        + " "
        + bound(chunk, statistics.getMax_value());
  }

  private static String bound(ColumnMetaData chunk, byte[] bytes) {
    if (bytes == null) {
      return "none";
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (chunk.getType()) {
      case DOUBLE -> ExactText.number(buffer.getDouble());
      case FLOAT -> ExactText.number(buffer.getFloat());
      case INT64 -> Long.toString(buffer.getLong());
      case BYTE_ARRAY -> new String(bytes, StandardCharsets.UTF_8);
      case BOOLEAN -> ExactText.flag(buffer.get() != 0);
      case INT32, INT96, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalStateException(chunk.getType() + " is never written");
    };
  }

  /** What the statistics have to be, from the values alone. */
  private static List<String> statistics(WrittenFile file) throws IOException {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (RowGroup group : Footers.of(file.content()).getRow_groups()) {
      int rows = (int) group.getNum_rows();
      for (int i = 0; i < file.schema().columns().size(); i++) {
        Column column = file.schema().columns().get(i);
        int index = i;
        List<String> values =
            file.rows().subList(from, from + rows).stream().map(row -> row.get(index)).toList();
        if (column.type() == ColumnType.LEVELS) {
          lines.add(line(column.name() + ".list.element.price", rows, column, leaf(values, 0)));
          lines.add(line(column.name() + ".list.element.size", rows, column, leaf(values, 1)));
        } else {
          lines.add(line(column.name(), rows, column, values));
        }
      }
      from += rows;
    }
    assertThat(from).isEqualTo(file.rows().size());
    return lines;
  }

  /** A list that is null or empty is one null of each of its leaves. */
  private static List<String> leaf(List<String> sides, int field) {
    return sides.stream()
        .flatMap(
            side ->
                side.equals("null") || side.equals("[]")
                    ? Stream.of("null")
                    : Stream.of(side.substring(1, side.length() - 1).split(","))
                        .map(level -> level.split(":", 2)[field]))
        .toList();
  }

  private static String line(String path, int rows, Column column, List<String> values) {
    List<String> defined = values.stream().filter(value -> !value.equals("null")).toList();
    return "statistics "
        + path
        + " "
        + rows
        + " "
        + (values.size() - defined.size())
        + " "
        + (defined.isEmpty() ? "none none" : bounds(column.type(), defined));
  }

  private static String bounds(ColumnType type, List<String> values) {
    return switch (type) {
      case DOUBLE, FLOAT, LEVELS -> {
        double[] numbers =
            values.stream()
                .mapToDouble(bits -> Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)))
                .sorted()
                .toArray();
        double min = numbers[0];
        double max = numbers[numbers.length - 1];
        // Sorted, NaN is last; one of them leaves no bounds.
        yield Double.isNaN(max)
            ? "none none"
            : ExactText.number(min == 0 ? -0.0 : min) + " " + ExactText.number(max + 0.0);
      }
      case INT64, TIMESTAMP_MICROS -> {
        long[] numbers = values.stream().mapToLong(Long::parseLong).sorted().toArray();
        yield numbers[0] + " " + numbers[numbers.length - 1];
      }
      case LABEL, BOOLEAN -> {
        // All in these labels is below the surrogates, where bytes and chars have one order.
        List<String> sorted = values.stream().sorted().toList();
        yield sorted.get(0) + " " + sorted.get(sorted.size() - 1);
      }
    };
  }
}
