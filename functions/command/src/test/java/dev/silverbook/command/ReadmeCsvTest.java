package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's statements turn small files in the formats of Tardis, Binance and LOBSTER into lakes
 * that are then inspected and run.
 */
final class ReadmeCsvTest {

  private static final Path README = Path.of("..", "..", "README.md");
  private static final Pattern SQL =
      Pattern.compile("^```sql\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PLACE =
      Pattern.compile("'((?:tardis|binance|binance-spot|lobster|lake-[a-z0-9-]+)/)");

  /** Noon of 2025-03-05, UTC. */
  private static final long NOON = 1_741_176_000L;

  private static final int ROWS = 40;

  @TempDir private Path directory;

  @BeforeEach
  void convert() throws IOException, SQLException {
    tardis();
    binance();
    lobster();
    int statements = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      String csv = Files.readString(README);
      Matcher sql = SQL.matcher(csv.substring(csv.indexOf("\n### CSV\n")));
      while (sql.find() && sql.group(1).contains("COPY")) {
        Matcher lake = Pattern.compile("TO '(lake-[^/']*)/").matcher(sql.group(1));
        assertThat(lake.find()).as(sql.group(1)).isTrue();
        // DuckDB makes the last directory alone.
        Files.createDirectories(directory.resolve(lake.group(1)));
        statement.execute(
            PLACE
                .matcher(sql.group(1))
                .replaceAll("'" + Matcher.quoteReplacement(directory + "/") + "$1"));
        statements++;
      }
    }
    assertThat(statements).isEqualTo(10);
  }

  private void csv(String name, List<String> lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    if (!name.endsWith(".gz")) {
      Files.write(file, bytes);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
  }

  private void tardis() throws IOException {
    StringBuilder header = new StringBuilder("exchange,symbol,timestamp,local_timestamp");
    for (int i = 0; i < 25; i++) {
      header.append(
          ",asks[%d].price,asks[%d].amount,bids[%d].price,bids[%d].amount".formatted(i, i, i, i));
    }
    List<String> snapshots = new ArrayList<>(List.of(header.toString()));
    List<String> updates =
        new ArrayList<>(
            List.of("exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount"));
    List<String> trades =
        new ArrayList<>(List.of("exchange,symbol,timestamp,local_timestamp,id,side,price,amount"));
    for (int row = 0; row < ROWS; row++) {
      long micros = (NOON + row) * 1_000_000;
      String start = "binance-futures,BTCUSDT," + (micros - 900) + "," + micros;
      StringBuilder snapshot = new StringBuilder(start);
      for (int i = 0; i < 25; i++) {
        double ask = 100.5 + i + row * 0.5;
        double bid = 99.5 - i + row * 0.5;
        snapshot.append("," + ask + "," + (1 + i) + "," + bid + "," + (2 + i));
        if (row == 0) {
          updates.add(start + ",true,ask," + ask + "," + (1 + i));
          updates.add(start + ",true,bid," + bid + "," + (2 + i));
        }
      }
      snapshots.add(snapshot.toString());
      if (row > 0) {
        // The best bid of the first row takes another size.
        updates.add(start + ",false,bid,99.5," + (2 + row));
      }
      trades.add(
          start + "," + (7_000 + row) + "," + (row % 4 == 0 ? "sell" : "buy") + ",100.5,0.25");
    }
    csv("tardis/binance-futures_book_snapshot_25_2025-03-05_BTCUSDT.csv.gz", snapshots);
    csv("tardis/binance-futures_incremental_book_L2_2025-03-05_BTCUSDT.csv.gz", updates);
    csv("tardis/binance-futures_trades_2025-03-05_BTCUSDT.csv.gz", trades);
  }

  private void binance() throws IOException {
    List<String> ticker =
        new ArrayList<>(
            List.of(
                "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,"
                    + "transaction_time,event_time"));
    List<String> depth = new ArrayList<>(List.of("timestamp,percentage,depth,notional"));
    List<String> trades = new ArrayList<>(List.of("id,price,qty,quote_qty,time,is_buyer_maker"));
    List<String> aggregated =
        new ArrayList<>(
            List.of(
                "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,"
                    + "is_buyer_maker"));
    List<String> spot = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      long millis = (NOON + row) * 1_000;
      ticker.add((900 + row) + ",99.5,2.0,100.5,1.0," + millis + "," + (millis + 3));
      for (int percent = -5; percent <= 5; percent++) {
        if (percent != 0) {
          int amount = 10 * Math.abs(percent);
          // Each band trades at 100 plus or minus half a percent of the band's number.
          double notional = 0;
          for (int band = 1; band <= Math.abs(percent); band++) {
            notional += 10 * (100 + Integer.signum(percent) * (band - 0.5));
          }
          depth.add("2025-03-05 12:00:%02d,%d,%d,%s".formatted(row, percent, amount, notional));
        }
      }
      boolean maker = row % 4 == 0;
      trades.add((7_000 + row) + ",100.5,0.25,25.125," + (millis + 10) + "," + maker);
      aggregated.add((8_000 + row) + ",100.5,0.25,7000,7001," + (millis + 10) + "," + maker);
      spot.add(
          (7_000 + row)
              + ",100.50000000,0.25000000,25.125,"
              + (millis + 10) * 1_000
              + ","
              + (maker ? "True" : "False")
              + ",True");
    }
    csv("binance/BTCUSDT-bookTicker-2025-03-05.csv", ticker);
    csv("binance/BTCUSDT-bookDepth-2025-03-05.csv", depth);
    csv("binance/BTCUSDT-trades-2025-03-05.csv", trades);
    csv("binance/BTCUSDT-aggTrades-2025-03-05.csv", aggregated);
    csv("binance-spot/BTCUSDT-trades-2025-03-05.csv", spot);
  }

  private void lobster() throws IOException {
    List<String> books = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      // Prices in 1/10,000; the second ask is not there.
      books.add("1005000," + (100 + row) + ",995000,200,9999999999,0,994000,300");
      // Every eighth message executes a resting buy order, the others a resting sell order.
      int direction = row % 8 == 0 ? 1 : -1;
      String time = (34_200 + row) + ".123456789";
      messages.add(time + "," + (row % 2 == 0 ? 4 : 1) + ",17,10,1005000," + direction);
    }
    csv("lobster/AAPL_2012-06-21_34200000_57600000_orderbook_2.csv", books);
    csv("lobster/AAPL_2012-06-21_34200000_57600000_message_2.csv", messages);
  }

  /** Inspects and runs a lake. */
  private Map<String, Object> processed(String books, Optional<String> trades) throws IOException {
    List<String> inputs = new ArrayList<>(List.of("--input", books));
    trades.ifPresent(place -> inputs.addAll(List.of("--trades", place)));
    List<String> inspect = new ArrayList<>(List.of("inspect", books));
    trades.ifPresent(place -> inspect.addAll(List.of("--trades", place)));
    Ran inspected = Ran.in(directory, inspect.toArray(String[]::new));
    assertThat(inspected.exitCode()).as(inspected.out() + inspected.err()).isZero();

    List<String> run = new ArrayList<>(List.of("run", "--output", "out", "--json"));
    run.addAll(inputs);
    Ran ran = Ran.in(directory, run.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    List<?> all = (List<?>) JSON.std.mapFrom(ran.out()).get("processed");
    assertThat(all).hasSize(1);
    Map<String, Object> result = new LinkedHashMap<>();
    ((Map<?, ?>) all.get(0)).forEach((key, value) -> result.put(key.toString(), value));
    return result;
  }

  /** A query of the output, whose place is {@code $}. */
  private String answer(Map<String, Object> processed, String select) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + select + " FROM read_parquet('" + processed.get("output") + "')")) {
      rows.next();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return String.join(" ", values);
    }
  }

  private static Object stat(Map<String, Object> processed, String name) {
    return ((Map<?, ?>) processed.get("stats")).get(name);
  }

  private static Object sides(Map<String, Object> processed) throws IOException {
    Map<String, Object> understood = JSON.std.mapFrom(stat(processed, "understood").toString());
    return ((Map<?, ?>) understood.get("trades")).get("sides");
  }

  private static final String MIDS =
      "count(*), first(mid_price ORDER BY capture_ts), last(mid_price ORDER BY capture_ts)";
  private static final String FLOW = "round(last(tfi_60s ORDER BY capture_ts), 3)";

  @Test
  void tardis25LevelsWithTrades() throws IOException, SQLException {
    Map<String, Object> day = processed("lake-tardis/orderbook", Optional.of("lake-tardis/trades"));

    assertThat(answer(day, MIDS)).isEqualTo("40 100.0 119.5");
    assertThat(
            answer(
                day,
                "first(bid_price_20 ORDER BY capture_ts), first(ask_size_20 ORDER BY capture_ts)"))
        .isEqualTo("80.5 20.0");
    assertThat(day.get("condition")).as("%s", day).isEqualTo("good");
    assertThat(sides(day)).isEqualTo(Map.of("buy", List.of("buy"), "sell", List.of("sell")));
    assertThat(answer(day, FLOW)).isEqualTo("0.5");
  }

  @Test
  void tardisLevelUpdates() throws IOException, SQLException {
    Map<String, Object> day = processed("lake-tardis-l2/orderbook", Optional.empty());

    assertThat(answer(day, MIDS)).isEqualTo("40 100.0 100.0");
    assertThat(answer(day, "last(bid_size_1 ORDER BY capture_ts)")).isEqualTo("41.0");
    assertThat(day.get("condition")).as("%s", day).isEqualTo("good");
  }

  @Test
  void binanceBookTickerWithTradesOfTheFutures() throws IOException, SQLException {
    Map<String, Object> day =
        processed("lake-binance/orderbook", Optional.of("lake-binance/trades"));

    assertThat(answer(day, MIDS.replace("capture_ts", "timestamp"))).isEqualTo("40 100.0 100.0");
    assertThat(answer(day, FLOW.replace("capture_ts", "timestamp"))).isEqualTo("0.487");
    assertThat(stat(day, "tradesRead")).isEqualTo(ROWS);
    assertThat(day.get("condition")).as("%s", day).isEqualTo("good");
  }

  @Test
  void binanceAggregatedTradesAndThoseOfTheSpotMarket() throws IOException, SQLException {
    Map<String, Object> aggregated =
        processed("lake-binance/orderbook", Optional.of("lake-binance-agg/trades"));

    assertThat(stat(aggregated, "tradesRead")).isEqualTo(ROWS);
    assertThat(sides(aggregated))
        .isEqualTo(Map.of("buy", List.of("false"), "sell", List.of("true")));

    Ran spot = Ran.in(directory, "inspect", "lake-binance-spot/trades");
    assertThat(spot.out())
        .contains("time            int64")
        .contains("exchange time in us, the clock")
        .contains("side: whether the buyer was the maker")
        .contains("2025-03-05T12:00:00.010Z  sell       100.5  0.25");
  }

  @Test
  void binanceBookDepthAsBands() throws IOException, SQLException {
    Map<String, Object> day = processed("lake-binance-depth/orderbook", Optional.empty());

    assertThat(answer(day, "count(*), first(bid_price_1), first(ask_price_1), first(ask_price_5)"))
        .isEqualTo("40 99.5 100.5 104.5");
    assertThat(answer(day, "first(bid_size_1), first(bid_size_5)")).isEqualTo("10.0 10.0");
  }

  @Test
  void lobsterWithItsExecutions() throws IOException, SQLException {
    Map<String, Object> day =
        processed("lake-lobster/orderbook", Optional.of("lake-lobster/trades"));

    assertThat(day.get("symbol")).isEqualTo("AAPL");
    assertThat(answer(day, MIDS)).isEqualTo("40 100.0 100.0");
    assertThat(answer(day, "first(ask_size_1 ORDER BY capture_ts), first(bid_size_2)"))
        .isEqualTo("100.0 300.0");
    assertThat(answer(day, "count(ask_size_2)")).as("levels that are not there").isEqualTo("0");
    // 09:30 in New York's summer.
    assertThat(answer(day, "strftime(min(capture_ts) AT TIME ZONE 'UTC', '%H:%M:%S.%f')"))
        .isEqualTo("13:30:00.123457");
    // Executions of even rows: of 20, the 5 of resting buy orders are sells.
    assertThat(stat(day, "tradesRead")).isEqualTo(ROWS / 2);
    assertThat(answer(day, FLOW)).isEqualTo("0.5");
  }
}
