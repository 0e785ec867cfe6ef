package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says what it took its input for: once, and again where a partition differs. */
final class UnderstoodInRunTest {

  private static final String BOOKS =
      "[{'price': 1.0, 'size': 2.0}] AS bids, [{'price': 3.0, 'size': 2.0}] AS asks";
  private static final int DAYS = 8;

  @TempDir private Path directory;

  private void write(String dataset, int day, String select) throws IOException, SQLException {
    PartitionId partition = new PartitionId("x", "BTC~USDT", LocalDate.of(2025, 3, day));
    Path file =
        directory.resolve("lake/" + dataset + "/" + HivePath.canonical(partition) + "a.parquet");
    Files.createDirectories(file.getParent());
    String noon = "epoch_ms(TIMESTAMP '2025-03-0" + day + " 12:00:00')";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT " + select.replace("$MS", noon) + ") TO '" + file + "' (FORMAT parquet)");
    }
  }

  private Ran run(String... more) {
    List<String> arguments =
        List.of("run", "--input", "lake/orderbook", "--trades", "lake/trades", "--output", "out");
    List<String> all = new java.util.ArrayList<>(arguments);
    all.addAll(List.of(more));
    return Ran.in(directory, all.toArray(String[]::new));
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  @Test
  void whatIsTheSameInAllPartitionsIsSaidOnce() throws IOException, SQLException {
    for (int day = 1; day <= DAYS; day++) {
      write("orderbook", day, "$MS AS ts_recv, " + BOOKS);
      write("trades", day, "$MS AS ts_recv, 1.0 AS px, 2.0 AS qty, 'B' AS side");
    }

    Ran ran = run();

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(count(ran.out(), "Understood")).isEqualTo(1);
    assertThat(ran.out())
        .contains("Understood\n  layout   exchange={exchange}/symbol={symbol}/year={year}")
        .contains("  books    list of structs, up to 1 level; levels: bids, asks; capture time:")
        .contains("ts_recv (int64 in ms)")
        .contains("price: px; amount: qty")
        .contains("B = buy")
        .doesNotContain("but in");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100 || line.contains("/"));
    String status = Ran.in(directory, "status", "--output", "out").out();
    assertThat(status)
        .contains(
            ran.out().substring(ran.out().indexOf("Understood"), ran.out().indexOf("\nOutput")));
  }

  @Test
  void whereAPartitionDiffersThatIsSaidAndNoMoreThanAFewTimes() throws IOException, SQLException {
    for (int day = 1; day <= DAYS; day++) {
      String time = day < 3 ? "$MS AS ts_recv" : "$MS * 1000 AS t" + day + ", $MS AS ts_init";
      write("orderbook", day, day < 3 ? time + ", " + BOOKS : time + ", 1 AS seq, " + BOOKS);
      write("trades", day, "$MS AS ts_recv, 1.0 AS px, 2.0 AS qty, 'side" + day + "' AS side");
    }
    write("orderbook", 4, "$MS AS capture_ts, " + BOOKS);
    write("orderbook", 5, "$MS AS received_time, " + BOOKS);
    write("orderbook", 6, "$MS AS local_timestamp, " + BOOKS);
    write("orderbook", 7, "$MS AS recv_time, " + BOOKS);
    write("orderbook", 8, "$MS AS collected_at, " + BOOKS);

    String out = run().out();

    assertThat(out)
        .contains("Understood, in 2 partitions\n")
        .contains("  but in x BTC/USDT 2025-03-03:\n    books")
        .contains("  and otherwise in 2 more partitions: status --json has each\n");
    assertThat(count(out, "but in")).isEqualTo(4);
    assertThat(count(out, "layout")).isEqualTo(1);
  }

  @Test
  void machinesGetItFromRunAndFromStatus() throws IOException, SQLException {
    write("orderbook", 1, "$MS AS ts_recv, " + BOOKS);
    write("trades", 1, "$MS AS ts_recv, 1.0 AS px, 2.0 AS qty, 'B' AS side");

    Map<String, Object> ran = JSON.std.mapFrom(run("--json").out());
    Map<String, Object> status =
        JSON.std.mapFrom(Ran.in(directory, "status", "--output", "out", "--json").out());

    assertThat(ran.get("understood")).isEqualTo(status.get("understood"));
    Map<?, ?> said = (Map<?, ?>) ((List<?>) ran.get("understood")).get(0);
    assertThat(said.get("layout").toString()).startsWith("exchange={exchange}/");
    assertThat(said.get("clock")).isEqualTo("capture");
    assertThat(said.get("depth")).isEqualTo(1);
    assertThat(said.get("partitions")).isEqualTo(1);
    assertThat((Map<?, ?>) said.get("trades"))
        .extracting("sides")
        .isEqualTo(Map.of("buy", List.of("B")));
    Map<?, ?> partition = (Map<?, ?>) ((List<?>) status.get("partitions")).get(0);
    assertThat((Map<?, ?>) ((Map<?, ?>) partition.get("stats")).get("understood"))
        .extracting("layout")
        .isEqualTo(said.get("layout"));
  }
}
