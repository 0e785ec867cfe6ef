package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written here, read by DuckDB. */
class DuckDbTest {

  private static final int ROWS = 100_000;
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          List.of(
              RoundTripTest.column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              RoundTripTest.column("timestamp", ColumnType.INT64),
              RoundTripTest.column("book_state", ColumnType.LABEL),
              RoundTripTest.column("mid_price", ColumnType.DOUBLE),
              RoundTripTest.column("zeros", ColumnType.DOUBLE),
              RoundTripTest.column("never", ColumnType.DOUBLE),
              RoundTripTest.column("bids", ColumnType.LEVELS)));

  @TempDir Path directory;
  private String source;

  @BeforeEach
  void write() throws IOException {
    Path file =
        directory.resolve(
            HivePath.canonical(new PartitionId("x", "BTC~USDT", java.time.LocalDate.of(2024, 8, 8)))
                + "part-0.parquet");
    Files.createDirectories(file.getParent());
    source = "read_parquet('" + directory + "/*/*/*/*/*/*.parquet', hive_partitioning = true)";
    FeatureRow row = new FeatureRow(SCHEMA);
    RawSnapshot snapshot = new RawSnapshot();
    try (FeatureWriter writer = new ParquetFormat().create(SCHEMA, Files.newOutputStream(file))) {
      for (int i = 0; i < ROWS; i++) {
        row.clear();
        row.integers()[0] = 1_723_075_200_000_000L + i * 1_000L;
        row.integers()[1] = i % 10 == 0 ? RawSnapshot.NULL : i;
        row.labels()[0] = (byte) (i % 4 - 1);
        row.set(0, i % 3 == 0 ? Double.NaN : i * 0.5);
        row.set(1, i % 2 == 0 ? 0.0 : -0.0);
        if (i % 5 == 0) {
          snapshot.bids().setAbsent();
        } else {
          double[] numbers = {i, i + 0.5, 7, 8};
          snapshot.bids().set(numbers, 0, numbers, 2, i % 3);
        }
        row.setSnapshot(snapshot);
        writer.write(row);
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      metadata.put("silverbook.version", "1");
      metadata.put("silverbook.partition", "x");
      writer.finish(metadata);
    }
  }

  private List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  @Test
  void typesAreWhatTheyShouldBe() throws SQLException {
    assertThat(
            query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")"))
        .startsWith(
            "capture_ts TIMESTAMP WITH TIME ZONE",
            "timestamp BIGINT",
            "book_state VARCHAR",
            "mid_price DOUBLE",
            "zeros DOUBLE",
            "never DOUBLE",
            "bids STRUCT(price DOUBLE, size DOUBLE)[]");
  }

  @Test
  void hiveColumnsComeFromThePath() throws SQLException {
    assertThat(
            query(
                "SELECT DISTINCT exchange, symbol, year::INT, month::INT, day::INT FROM " + source))
        .containsExactly("x BTC~USDT 2024 8 8");
  }

  @Test
  void valuesAndNullsAreWhatWasWritten() throws SQLException {
    assertThat(
            query(
                "SELECT count(*), count(timestamp), count(mid_price), sum(mid_price),"
                    + " count(never), count(bids), sum(len(bids)), epoch_us(min(capture_ts)),"
                    + " epoch_us(max(capture_ts)), sum(bids[1].price), sum(bids[2].size)"
                    + " FROM "
                    + source))
        .containsExactly(expectedTotals());
    assertThat(
            query(
                "SELECT coalesce(book_state, '-'), count(*) FROM "
                    + source
                    + " GROUP BY 1 ORDER BY 1"))
        .containsExactly("- 25000", "buy 25000", "other 25000", "sell 25000");
  }

  private static String expectedTotals() {
    double mid = 0;
    long mids = 0;
    long lists = 0;
    long levels = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < ROWS; i++) {
      if (i % 3 != 0) {
        mid += i * 0.5;
        mids++;
      }
      if (i % 5 != 0) {
        lists++;
        levels += i % 3;
        first += i % 3 > 0 ? i : 0;
        second += i % 3 > 1 ? 8 : 0;
      }
    }
    return String.join(
        " ",
        List.of(
            Integer.toString(ROWS),
            Integer.toString(ROWS - ROWS / 10),
            Long.toString(mids),
            Double.toString(mid),
            "0",
            Long.toString(lists),
            Long.toString(levels),
            "1723075200000000",
            Long.toString(1_723_075_200_000_000L + (ROWS - 1) * 1_000L),
            Double.toString(first),
            Double.toString(second)));
  }

  @Test
  void statisticsDoNotHideRowsFromFilters() throws SQLException {
    assertThat(query("SELECT count(*) FROM " + source + " WHERE zeros = 0"))
        .containsExactly("100000");
    assertThat(query("SELECT count(*) FROM " + source + " WHERE mid_price >= 49999.5"))
        .containsExactly("0");
    assertThat(query("SELECT count(*) FROM " + source + " WHERE mid_price >= 49999"))
        .containsExactly("1");
    assertThat(query("SELECT count(*) FROM " + source + " WHERE book_state = 'sell'"))
        .containsExactly("25000");
    assertThat(query("SELECT count(*) FROM " + source + " WHERE never IS NULL"))
        .containsExactly("100000");
  }

  @Test
  void metadataAndWriterAreInTheFooter() throws SQLException {
    String file = "'" + directory + "/*/*/*/*/*/*.parquet'";
    assertThat(query("SELECT decode(key), decode(value) FROM parquet_kv_metadata(" + file + ")"))
        .containsExactly("silverbook.version 1", "silverbook.partition x");
    assertThat(query("SELECT created_by FROM parquet_file_metadata(" + file + ")"))
        .singleElement()
        .asString()
        .matches("silverbook version \\d+\\.\\d+\\.\\d+.*");
  }
}
