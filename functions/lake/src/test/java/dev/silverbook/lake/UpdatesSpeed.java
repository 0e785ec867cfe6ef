package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many level updates a second the books of a generated day are rebuilt from, and leaves
 * the day as a lake for {@code silverbook run}. Not a test; run its main method.
 */
final class UpdatesSpeed {

  private static final int DAY_OF_UPDATES = 50_000_000;
  private static final int ROUNDS = 3;
  private static final int DEPTH = 20;
  private static final LocalDate DAY = LocalDate.of(2025, 3, 5);

  /**
   * A thousand levels a side in one snapshot, then four changes an event, a fifth of them removals.
   */
  private static final String UPDATES =
      """
      SELECT make_timestamp(1741132800000000 + if(i < 2000, 0, i // 4) * greatest(1, 86399000000 // (%1$d // 4)))
               AS local_timestamp,
             i < 2000 AS is_snapshot,
             if(bid, 'bid', 'ask') AS side,
             50000 + if(bid, -1, 1) * (1 + level) * 0.1 AS price,
             if(i >= 2000 AND hash(i * 13) %% 5 = 0, 0, (1 + hash(i * 17) %% 100000) / 1000.0) AS amount
      FROM (SELECT i,
                   if(i < 2000, i < 1000, hash(i) %% 2 = 0) AS bid,
                   if(i < 2000, i %% 1000, hash(i * 7 + 1) %% 1000) AS level
            FROM range(%1$d) t(i))
      """;

  private UpdatesSpeed() {}

  /**
   * Runs all rounds; the later ones are warm.
   *
   * @param arguments where the lake is to be, how many updates (by default 50 million), how many
   *     rounds (by default 3; 0 only makes the lake)
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path lake = Path.of(arguments[0]);
    long updates = arguments.length > 1 ? Long.parseLong(arguments[1]) : DAY_OF_UPDATES;
    Path file = lake.resolve("exchange=demo/symbol=BTC~USDT/date=" + DAY + "/updates.parquet");
    if (Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute("SET threads = 1");
        statement.execute(
            "COPY ("
                + UPDATES.formatted(updates)
                + ") TO '"
                + file
                + "' (FORMAT parquet, COMPRESSION zstd)");
      }
    }
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
    for (int round = 0; round < rounds; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long books = books(lake, file);
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      System.out.printf(
          Locale.ROOT,
          "%,d updates, %,d books of %d levels: %.2f s of one thread, %.1f million updates/s%n",
          updates,
          books,
          DEPTH,
          nanos / 1e9,
          updates * 1e3 / nanos);
    }
  }

  private static long books(Path scratch, Path file) throws IOException {
    long books = 0;
    PartitionReader reader =
        new SortedPartitionReader(
                new ParquetFormat(), Clock.CAPTURE, scratch, InputConfiguration.defaults(), DEPTH)
            .on(DAY);
    try (OrderedSnapshots rows = reader.snapshots(List.of(FileObject.of(file)))) {
      while (rows.next()) {
        books += rows.current().bids().length() > 0 ? 1 : 0;
      }
    }
    return books;
  }
}
