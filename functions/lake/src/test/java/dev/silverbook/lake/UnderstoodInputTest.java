package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.lake.understood.UnderstoodStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers say about the input that they read. */
final class UnderstoodInputTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 5);
  private static final String NOON = "1741176000";

  @TempDir private Path directory;

  private FileObject written(String name, String select) throws IOException, SQLException {
    Path file = directory.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
    return new FileObject(name, Files.readAllBytes(file));
  }

  private PartitionReader reader() {
    return new SortedPartitionReader(new ParquetFormat(), Clock.CAPTURE, directory).on(DAY);
  }

  private UnderstoodStream books(FileObject... files) throws IOException {
    try (OrderedSnapshots rows = reader().snapshots(List.of(files))) {
      while (rows.next()) {
        assertThat(rows.current().captureMicros()).isPositive();
      }
      return rows.report().understood();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1.0 AS bid_0_price, 2.0 AS bid_0_size, 3.0 AS ask_0_price, 4.0 AS ask_0_size"
            + "|flat columns, 1 level|bid_0_price bid_0_size ask_0_price ask_0_size",
        "1.0 AS bp1, 2.0 AS bq1, 0.9 AS bp2, 2.0 AS bq2, 3.0 AS ap1, 4.0 AS aq1"
            + "|flat columns, 2 levels|bp1 bq1 ap1 aq1",
        "[{'price': 1.0, 'size': 2.0}] AS bids, [{'price': 3.0, 'size': 2.0}] AS asks"
            + "|list of structs|bids asks",
        "[[1.0, 2.0]] AS bids, [[3.0, 2.0]] AS asks|list of lists|bids asks",
        "[1.0] AS bid_prices, [2.0] AS bid_sizes, [3.0] AS ask_prices, [2.0] AS ask_sizes"
            + "|parallel lists|bid_prices bid_sizes ask_prices ask_sizes",
        "'[[1,2]]' AS bids_json, '[[3,2]]' AS asks_json|JSON text|bids_json asks_json",
        "unnest(['bid', 'ask']) AS side, unnest([1.0, 3.0]) AS price, 2.0 AS size|one row per level|",
        "true AS is_snapshot, 'bid' AS side, 1.0 AS price, 2.0 AS size"
            + "|level updates (one row per level)|",
        "[[1.0, 2.0]] AS bids, [[3.0, 2.0]] AS asks, false AS delta"
            + "|level updates (list of lists)|bids asks",
        "1.0 AS bid_price, 2.0 AS bid_qty, 3.0 AS ask_price, 2.0 AS ask_qty"
            + "|quotes|bid_price bid_qty ask_price ask_qty"
      })
  void everyShapeIsSaidWithItsColumns(String columns, String shape, String levels)
      throws IOException, SQLException {
    UnderstoodStream said =
        books(written("a.parquet", "SELECT " + NOON + "000::BIGINT AS ts_recv, " + columns));

    assertThat(said.shapes()).containsExactly(shape);
    assertThat(said.columns().getOrDefault("levels", List.of()))
        .isEqualTo(levels == null ? List.of() : List.of(levels.split(" ", -1)));
    assertThat(said.columns()).containsEntry("capture_time", List.of("ts_recv"));
    assertThat(said.types()).containsEntry("ts_recv", List.of("int64"));
    assertThat(said.units()).containsEntry("ts_recv", List.of("ms"));
    assertThat(said.columns().containsKey("snapshot_marker")).isEqualTo(shape.contains("updates"));
  }

  @Test
  void sidesAreSaidAsTheyWereSpelledAndFilesThatDifferAreBothNamed()
      throws IOException, SQLException {
    String select = "SELECT %s AS %s, 1.0 AS price, 2.0 AS amount, side FROM (VALUES %s) t(side)";
    FileObject one =
        written("a.parquet", select.formatted(NOON + "::BIGINT", "received_time", "('B'), ('A')"));
    FileObject other =
        written(
            "b.parquet",
            select.formatted(
                "make_timestamp(" + NOON + "000001)", "capture_ts", "('sell'), ('x')"));

    UnderstoodStream said;
    try (OrderedTrades rows = reader().trades(List.of(one, other))) {
      List<String> sides = new ArrayList<>();
      while (rows.next()) {
        sides.add(rows.current().side().name());
      }
      assertThat(sides).containsExactly("BUY", "SELL", "SELL", "UNKNOWN");
      said = rows.report().understood();
      assertThat(rows.report().unknownSpellings()).containsOnlyKeys("x");
    }

    assertThat(said.sides()).isEqualTo(Map.of("buy", List.of("B"), "sell", List.of("A", "sell")));
    assertThat(said.columns())
        .containsEntry("capture_time", List.of("capture_ts", "received_time"));
    assertThat(said.units()).containsEntry("received_time", List.of("s"));
    assertThat(said.types()).containsEntry("capture_ts", List.of("timestamp(micros)"));
    assertThat(said.line())
        .contains("capture_time=[capture_ts, received_time]")
        .contains("received_time:[s]")
        .contains("sell~[A, sell]");
  }

  @Test
  void aDayThatSaysLessIsNoDifferenceAndOneThatSaysSomethingElseIs() {
    UnderstoodStream books =
        new UnderstoodStream(
            List.of("quotes"), Map.of("levels", List.of("b")), Map.of(), Map.of(), Map.of());
    UnderstoodStream trades =
        new UnderstoodStream(
            List.of(),
            Map.of("side", List.of("side")),
            Map.of(),
            Map.of(),
            Map.of("buy", List.of("B")));
    Understood said = understood("capture", books, Optional.of(trades));

    assertThat(understood("capture", books, Optional.empty()).saidBy(said)).isTrue();
    assertThat(said.saidBy(understood("capture", books, Optional.empty()))).isFalse();
    assertThat(understood("exchange", books, Optional.of(trades)).saidBy(said)).isFalse();
    UnderstoodStream others =
        new UnderstoodStream(
            List.of(),
            trades.columns(),
            Map.of(),
            Map.of(),
            Map.of("buy", List.of("B"), "sell", List.of("S")));
    assertThat(understood("capture", books, Optional.of(others)).saidBy(said)).isFalse();
    assertThat(Understood.fromMap(said.toMap())).isEqualTo(said);
  }

  private static Understood understood(
      String clock, UnderstoodStream books, Optional<UnderstoodStream> trades) {
    return new Understood("{symbol}/{date}", Optional.empty(), clock, books, trades, 3);
  }
}
