package dev.silverbook.command.inspect;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** Writes small lakes of one day, in any spelling that SQL can write. */
final class SmallLake {

  static final String DAY = HivePath.canonical(partition());

  /** A minute of whole books; {@code %s} is the time's column in microseconds. */
  static final String BOOKS =
      "1741176000000000 + 1000000 * i AS capture_ts, 100 + i AS nonce,"
          + " [{'price': 99.5, 'size': 1.0 + i}, {'price': 99.0, 'size': 2.0}] AS bids,"
          + " [{'price': 100.5, 'size': 2.0 + i}] AS asks FROM range(60) t(i)";

  static final String TRADES =
      "1741176000500000 + 1000000 * i AS capture_ts, 'id' || i AS trade_id,"
          + " CASE WHEN i % 2 = 0 THEN 'buy' ELSE 'sell' END AS side,"
          + " CASE WHEN i % 2 = 0 THEN 100.5 ELSE 99.5 END AS price, 0.1 AS amount"
          + " FROM range(50) t(i)";

  private final Path root;

  SmallLake(Path root) {
    this.root = root;
  }

  static PartitionId partition() {
    return new PartitionId("x", "BTC~USDT", LocalDate.of(2025, 3, 5));
  }

  Path root() {
    return root;
  }

  /** A file below the root with what a query selects. */
  SmallLake put(String key, String select) throws IOException, SQLException {
    Path file = root.resolve(key);
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT " + select + ") TO '" + file + "' (FORMAT parquet)");
    }
    return this;
  }

  /** Both datasets in the canonical layout. */
  SmallLake both(String books, String trades) throws IOException, SQLException {
    return put("orderbook/" + DAY + "a.parquet", books).put("trades/" + DAY + "a.parquet", trades);
  }

  /** A file that is no Parquet. */
  SmallLake text(String key, String content) throws IOException {
    Path file = root.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }
}
