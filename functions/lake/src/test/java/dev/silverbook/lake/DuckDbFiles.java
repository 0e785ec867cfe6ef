package dev.silverbook.lake;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Order book and trade files of random content and layout by DuckDB, with the rows as DuckDB itself
 * gives them from the table that the file was written from.
 */
final class DuckDbFiles implements AutoCloseable {

  /** A file and its rows as {@link ExactText} prints them. */
  record Written(FileObject file, List<String> rows) {}

  private static final long START_SECONDS = 1_700_000_000L;
  private static final int MANY_ROWS = 200;

  private final Connection connection;
  private final Statement statement;
  private final Path file;

  DuckDbFiles(Path directory) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    statement = connection.createStatement();
    statement.execute("SET threads = 1");
    statement.execute("SET TimeZone = 'UTC'");
    file = directory.resolve("file.parquet");
  }

  /** A unit of time: SQL to make a value of it from an integer, and its length. */
  private enum Time {
    INTEGER_MICROS("%s", 1_000_000),
    INTEGER_MILLIS("%s", 1_000),
    MILLIS("make_timestamp_ms(%s)::TIMESTAMP_MS", 1_000),
    MICROS("make_timestamp(%s)", 1_000_000),
    NANOS("make_timestamp_ns(%s)", 1_000_000_000),
    ZONED("make_timestamp(%s)::TIMESTAMPTZ", 1_000_000);

    private final String sql;
    private final long perSecond;

    Time(String sql, long perSecond) {
      this.sql = sql;
      this.perSecond = perSecond;
    }

    /** {@code value} in units of {@code wantedPerSecond}, rounded down. */
    long convert(long value, long wantedPerSecond) {
      return perSecond >= wantedPerSecond
          ? Math.floorDiv(value, perSecond / wantedPerSecond)
          : Math.multiplyExact(value, wantedPerSecond / perSecond);
    }
  }

  /** What the columns of one file are; every choice follows from the seed. */
  private static final class Choices {

    private final Random random;
    private final Time capture;
    private final Time exchange;
    private final String nonce;
    private final String number;
    private final String values;

    Choices(Random random) {
      this.random = random;
      capture = pick(Time.INTEGER_MICROS, Time.MILLIS, Time.MICROS, Time.NANOS, Time.ZONED);
      exchange = pick(Time.INTEGER_MILLIS, Time.MILLIS, Time.MICROS, Time.NANOS, Time.ZONED);
      nonce = pick("BIGINT", "INTEGER", "SMALLINT", "UINTEGER", "UBIGINT");
      number =
          pick(
              "DOUBLE",
              "DOUBLE",
              "DOUBLE",
              "FLOAT",
              "DECIMAL(9,3)",
              "DECIMAL(18,6)",
              "DECIMAL(25,9)",
              "INTEGER",
              "BIGINT",
              "UINTEGER",
              "UBIGINT");
      values =
          number.equals("DOUBLE")
              ? pick("few", "random", "rising", "same", "special")
              : pick("few", "rising", "same", "tick", number.startsWith("U") ? "large" : "tick");
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
      return choices[random.nextInt(choices.length)];
    }

    boolean chance(int oneIn) {
      return random.nextInt(oneIn) == 0;
    }

    /** A hash of row, level and which draw this is. */
    String hash(String level) {
      return "hash(" + random.nextInt() + ", i, " + level + ")";
    }

    /** SQL of a number in row {@code i} at {@code level}. */
    String value(String level, boolean nullable) {
      String hash = hash(level);
      String sql =
          switch (values) {
            case "few" -> "(" + hash + " % 9) * 0.25";
            case "random" -> "(" + hash + " / 1e19) * 2 - 0.9";
            case "rising" -> "100 + i * 0.5 + " + level + " * 0.125";
            case "tick" -> "(" + hash + " % 4000) * 100.125";
            case "large" -> number.equals("UBIGINT") ? hash : "(" + hash + " % 4294967296)";
            case "same" -> "12345.625";
            default ->
                "list_value('nan'::DOUBLE, '-0.0'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE, 0, 5e-324,"
                    + " 1.7976931348623157e308, 0.1)[1 + ("
                    + hash
                    + " % 8)::BIGINT]";
          };
      String cast = "(" + sql + ")::" + number;
      return nullable
          ? "CASE WHEN " + hash(level) + " % 12 = 0 THEN NULL ELSE " + cast + " END"
          : cast;
    }

    /** SQL of a nullable integer column in row {@code i}. */
    String integer(String type) {
      String most =
          switch (type) {
            case "SMALLINT" -> "30000";
            case "INTEGER" -> "2000000000";
            case "UINTEGER" -> "4294967295";
            default -> "9000000000000000000";
          };
      String sql =
          pick("i", "(" + hash("0") + " % " + most + ")", "(" + hash("0") + " % 3)") + "::" + type;
      return "CASE WHEN " + hash("1") + " % 7 = 0 THEN NULL ELSE " + sql + " END";
    }

    String time(Time unit) {
      long start = START_SECONDS * unit.perSecond;
      long step = pick(0L, 1L, unit.perSecond / 1_000 + 7, unit.perSecond);
      String offset = chance(2) ? "i" : "(" + hash("0") + " % 1000)::BIGINT";
      return chance(8) ? "-i * " + (step + 1) + " - 1" : start + " + " + offset + " * " + step;
    }

    int rows() {
      return chance(60) ? 4_000 + random.nextInt(3_000) : pick(0, 1, 2, 9, 60, MANY_ROWS);
    }

    String copyOptions() {
      StringBuilder options = new StringBuilder("FORMAT parquet");
      options
          .append(", COMPRESSION ")
          .append(pick("zstd", "snappy", "gzip", "lz4_raw", "uncompressed"));
      options.append(", PARQUET_VERSION ").append(pick("V1", "V2"));
      options.append(", ROW_GROUP_SIZE ").append(pick(1, 2048, 122_880));
      if (chance(2)) {
        options.append(", DICTIONARY_SIZE_LIMIT ").append(pick(1, 3, 100_000));
      }
      return options.toString();
    }
  }

  private static String side(Choices choices, boolean pairs) {
    boolean nullable = choices.chance(2);
    String level;
    if (pairs) {
      level =
          "CASE WHEN "
              + choices.hash("j")
              + " % 15 = 0 THEN NULL ELSE list_value("
              + choices.value("j", nullable)
              + ", "
              + choices.value("j + 1000", nullable)
              + ", "
              + choices.value("j + 2000", nullable)
              + ")"
              + (nullable ? "[:(" + choices.hash("j") + " % 4)::BIGINT]" : "[:2]")
              + " END";
    } else {
      String price = "price := " + choices.value("j", nullable);
      String size =
          choices.pick("size", "amount", "quantity", "qty")
              + " := "
              + choices.value("j + 1000", nullable);
      List<String> fields =
          new ArrayList<>(choices.chance(2) ? List.of(price, size) : List.of(size, price));
      if (choices.chance(3)) {
        fields.add(1, "orders := j");
      }
      level = "struct_pack(" + String.join(", ", fields) + ")";
      if (nullable) {
        level = "CASE WHEN " + choices.hash("j") + " % 15 = 0 THEN NULL ELSE " + level + " END";
      }
    }
    int most = choices.pick(1, 4, 20, 20, 60);
    String list =
        "list_transform(range(("
            + choices.hash("0")
            + " % "
            + (most + 1)
            + ")::BIGINT), lambda j: "
            + level
            + ")";
    return choices.chance(2)
        ? "CASE WHEN " + choices.hash("1") + " % 6 = 0 THEN NULL ELSE " + list + " END"
        : list;
  }

  /** A file of snapshots. */
  Written snapshots(long seed) throws SQLException, IOException {
    Choices choices = new Choices(new Random(seed));
    boolean pairs = choices.chance(3);
    statement.execute(
        "CREATE OR REPLACE TABLE source AS SELECT "
            + choices.time(choices.capture)
            + " AS capture, "
            + "CASE WHEN "
            + choices.hash("9")
            + " % 5 = 0 THEN NULL ELSE "
            + choices.time(choices.exchange)
            + " END AS exchange, "
            + choices.integer(choices.nonce)
            + " AS nonce, "
            + side(choices, pairs)
            + " AS bids, "
            + side(choices, pairs)
            + " AS asks"
            + " FROM range("
            + choices.rows()
            + ") rows(i)");
    boolean hasExchange = !choices.chance(6);
    boolean hasNonce = !choices.chance(6);
    copy(
        choices.capture.sql.formatted("capture")
            + " AS capture_ts, bids, 'x' || capture AS note"
            + (hasExchange
                ? ", " + choices.exchange.sql.formatted("exchange") + " AS timestamp"
                : "")
            + (hasNonce ? ", nonce" : "")
            + ", asks",
        choices);
    List<String> rows = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery(
            "SELECT capture, exchange, nonce::BIGINT, "
                + numbers("bids", pairs)
                + ", "
                + numbers("asks", pairs)
                + " FROM source")) {
      while (result.next()) {
        long exchange = result.getLong(2);
        boolean exchangeKnown = hasExchange && !result.wasNull();
        long nonce = result.getLong(3);
        boolean nonceKnown = hasNonce && !result.wasNull();
        rows.add(
            ExactText.snapshot(
                choices.capture.convert(result.getLong(1), 1_000_000),
                exchangeKnown ? choices.exchange.convert(exchange, 1_000) : RawSnapshot.NULL,
                nonceKnown ? nonce : RawSnapshot.NULL,
                levels(result.getArray(4), result.getArray(5)),
                levels(result.getArray(6), result.getArray(7))));
      }
    }
    return new Written(FileObject.of(file), rows);
  }

  private String numbers(String side, boolean pairs) throws SQLException {
    String size = "l[2]";
    if (!pairs) {
      try (ResultSet names =
          statement.executeQuery(
              "SELECT regexp_extract(typeof("
                  + side
                  + "), '(size|amount|quantity|qty)')"
                  + " FROM (SELECT (SELECT any_value("
                  + side
                  + ") FROM source) AS "
                  + side
                  + ")")) {
        names.next();
        size = "l." + names.getString(1);
      }
    }
    String price = pairs ? "l[1]" : "l.price";
    return "list_transform("
        + side
        + ", lambda l: "
        + price
        + "), list_transform("
        + side
        + ", lambda l: "
        + size
        + ")";
  }

  /** A file of trades. */
  Written trades(long seed) throws SQLException, IOException {
    Choices choices = new Choices(new Random(seed));
    String side =
        "list_value('buy', 'sell', 'BUY', 'Sell', '', 'unknown', NULL)[1 + ("
            + choices.hash("5")
            + " % 7)::BIGINT]";
    boolean nullable = choices.chance(2);
    statement.execute(
        "CREATE OR REPLACE TABLE source AS SELECT "
            + choices.time(choices.capture)
            + " AS capture, "
            + "CASE WHEN "
            + choices.hash("9")
            + " % 5 = 0 THEN NULL ELSE "
            + choices.time(choices.exchange)
            + " END AS exchange, "
            + choices.value("0", nullable)
            + " AS price, "
            + choices.value("1", nullable)
            + " AS amount, "
            + side
            + " AS side"
            + " FROM range("
            + choices.rows()
            + ") rows(i)");
    boolean asEnum = choices.chance(4);
    if (asEnum) {
      statement.execute(
          "CREATE TYPE IF NOT EXISTS side AS ENUM ('buy', 'sell', 'BUY', 'Sell', '', 'unknown')");
    }
    copy(
        choices.exchange.sql.formatted("exchange")
            + " AS timestamp, "
            + choices.capture.sql.formatted("capture")
            + " AS capture_ts, price, amount AS "
            + choices.pick("amount", "size", "quantity", "qty")
            + ", side"
            + (asEnum ? "::side AS side" : ""),
        choices);
    List<String> rows = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery("SELECT capture, exchange, price, amount, side FROM source")) {
      while (result.next()) {
        long exchange = result.getLong(2);
        boolean exchangeKnown = !result.wasNull();
        rows.add(
            ExactText.trade(
                choices.capture.convert(result.getLong(1), 1_000_000),
                exchangeKnown ? choices.exchange.convert(exchange, 1_000) : RawSnapshot.NULL,
                number(result.getObject(3), Double.NaN),
                number(result.getObject(4), Double.NaN),
                AggressorSide.parse(result.getString(5))));
      }
    }
    return new Written(FileObject.of(file), rows);
  }

  private void copy(String columns, Choices choices) throws SQLException {
    statement.execute(
        "COPY (SELECT "
            + columns
            + " FROM source) TO '"
            + file
            + "' ("
            + choices.copyOptions()
            + ")");
  }

  private static double[][] levels(Array prices, Array sizes) throws SQLException {
    if (prices == null) {
      return null;
    }
    Object[] price = (Object[]) prices.getArray();
    Object[] size = (Object[]) sizes.getArray();
    double[][] levels = new double[price.length][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] =
          new double[] {
            number(price[i], RawLevels.NULL_VALUE), number(size[i], RawLevels.NULL_VALUE)
          };
    }
    return levels;
  }

  private static double number(Object value, double ofNull) {
    if (value == null) {
      return ofNull;
    }
    return value instanceof BigDecimal exact
        ? Double.parseDouble(exact.toString())
        : ((Number) value).doubleValue();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
