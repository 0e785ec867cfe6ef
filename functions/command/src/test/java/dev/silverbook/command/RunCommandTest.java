package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a small generated lake: 2 symbols, 2 days, with trades. */
final class RunCommandTest {

  @TempDir private Path directory;

  @BeforeEach
  void generate() {
    GeneratedLakes.twoMarkets(directory, "--segments", "2");
  }

  @Test
  void aRunProcessesEverythingAndASecondOneFindsNothingToDo() {
    Ran first = run();
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("processed  4           1,200 rows")
        .contains("failed     0")
        .contains("peak memory")
        .contains("DuckDB")
        .contains("Polars");
    assertThat(first.err().lines()).hasSize(4).allMatch(line -> line.startsWith("processed  demo"));

    Ran second = run();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("processed  0").contains("unchanged  4");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void theLineForDuckDbReadsTheOutput() throws SQLException {
    Ran ran = run();
    String query =
        ran.out()
            .lines()
            .filter(line -> line.startsWith("DuckDB"))
            .map(line -> line.substring("DuckDB".length()))
            .findFirst()
            .orElseThrow()
            .replace("FROM", "SELECT symbol, year, month, day, count(*), avg(mid_price) FROM")
            .replace("LIMIT 10", "GROUP BY ALL ORDER BY ALL");

    List<String> days = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        days.add(
            rows.getString(1)
                + " "
                + rows.getInt(2)
                + "-"
                + rows.getInt(3)
                + "-"
                + rows.getInt(4)
                + " "
                + rows.getInt(5));
        assertThat(rows.getDouble(6)).isPositive();
      }
    }
    assertThat(days)
        .containsExactly(
            "BTC~USDT 2025-1-6 300",
            "BTC~USDT 2025-1-7 300",
            "ETH~USDT 2025-1-6 300",
            "ETH~USDT 2025-1-7 300");
  }

  @Test
  void jsonIsTheOnlyThingOnStandardOutput() throws IOException {
    Map<String, Object> result = JSON.std.mapFrom(run("--json").out());

    assertThat(result).containsEntry("exit_code", 0).containsEntry("rows", 1200);
    assertThat((Map<?, ?>) result.get("partitions")).extracting("processed").isEqualTo(4);
    assertThat((List<?>) result.get("processed")).hasSize(4);
    assertThat(result.get("output")).isEqualTo(directory.resolve("out/silver").toString());
    assertThat(((Number) result.get("peak_memory_bytes")).longValue()).isPositive();
  }

  @Test
  void filtersRepeatAndTakeCommasAndBothSpellings() {
    assertThat(run("--symbol", "BTC/USDT").out()).contains("processed  2");
    assertThat(run("--symbol", "BTC~USDT,ETH/USDT", "--from", "2025-01-07").out())
        .contains("processed  1")
        .contains("unchanged  1");
    assertThat(run("--exchange", "demo", "--exchange", "other", "--to", "2025-01-06").out())
        .contains("processed  1");
    assertThat(run("--exchange", "other").out()).contains("No partition found below");
  }

  @Test
  void anInputThatIsOneDirectoryTooHighIsTold() {
    for (String command : List.of("run", "plan")) {
      Ran ran = Ran.in(directory, command, "--input", "lake", "--output", "out");

      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .contains("no partition below " + directory.resolve("lake") + ": expected exchange=*")
          .contains("found orderbook/, trades/")
          .contains("Did you mean --input " + directory.resolve("lake/orderbook") + "?");
    }
  }

  @Test
  void aLakeWithoutAnyPartitionIsAnErrorToMachinesToo() throws IOException {
    Files.createDirectories(directory.resolve("other"));
    Files.writeString(directory.resolve("other/prices.csv"), "1");
    for (String command : List.of("run", "plan")) {
      Ran ran = Ran.in(directory, command, "--input", "other", "--output", "out", "--json");

      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).contains("found prices.csv").contains("--layout");
    }
  }

  @Test
  void aTableIsRefusedWithTheStatementThatExportsIt() throws IOException {
    Files.createDirectories(directory.resolve("lake/orderbook/_delta_log"));
    Ran ran = run();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("TABLE_FORMAT")
        .contains("COPY (FROM delta_scan('" + directory.resolve("lake/orderbook") + "'))");
    assertThat(directory.resolve("out/silver/orderbook")).doesNotExist();

    Files.delete(directory.resolve("lake/orderbook/_delta_log"));
    assertThat(run().out()).contains("processed  4");
  }

  @Test
  void aTableThatHasNoDirectoriesOfDaysIsRefusedToo() throws IOException {
    Files.createDirectories(directory.resolve("table/metadata"));
    Files.writeString(directory.resolve("table/metadata/v1.metadata.json"), "{}");

    Ran ran = Ran.in(directory, "plan", "--input", "table", "--output", "out");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("iceberg_scan('" + directory.resolve("table") + "')");
  }

  @Test
  void aFilterThatMatchesNothingIsToldWhatIsThere() {
    assertThat(run("--symbol", "eth/usdt").out())
        .contains("Did you mean --symbol ETH/USDT?\nSymbols there: ETH/USDT, BTC/USDT\n");
    assertThat(run("--symbol", "BTCUSDT").exitCode()).isZero();
    assertThat(run("--exchange", "DEMO").out())
        .contains("Did you mean --exchange demo?\nExchanges there: demo\n");
    assertThat(run("--symbol", "DOGE/EUR").out())
        .contains("Symbols there: ")
        .doesNotContain("Did you mean");
    assertThat(run("--from", "2030-01-01").out())
        .contains("No partition found")
        .contains("Days there: 2025-01-06 to 2025-01-07\n");
    assertThat(
            Ran.in(
                    directory,
                    "plan",
                    "--input",
                    "lake/orderbook",
                    "--output",
                    "out",
                    "--symbol",
                    "BTC-USDT")
                .out())
        .contains("Did you mean --symbol BTC/USDT?");
  }

  @Test
  void aStatusThatAsksForWhatTheLedgerDoesNotHaveIsToldWhatItHas() {
    assertThat(run().exitCode()).isZero();

    Ran ran = Ran.in(directory, "status", "--output", "out", "--symbol", "BTCUSDT");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("Nothing of this selection is in the ledger\nDid you mean --symbol BTC/USDT?\n");
  }

  @Test
  void workersBeyondAllReasonAreNotStarted() {
    assertThat(run("--workers", Integer.toString(Integer.MAX_VALUE)).out())
        .contains("processed  4");
  }

  @Test
  void aLimitLeavesTheRestForTheNextRun() {
    Ran first = run("--limit", "3");
    assertThat(first.out()).contains("processed   3").contains("over limit  1");
    assertThat(run("--limit", "3").out()).contains("processed  1").contains("unchanged  3");
  }

  @Test
  void aChangedInputAConfigurationAndARemovedOutputAreProcessedAgain() throws IOException {
    run();
    Path day = directory.resolve("lake/orderbook").resolve(day("BTC~USDT", 6));
    Files.delete(day.resolve("segment_20250106_12.parquet"));
    assertThat(run().out()).contains("unchanged  4");
    // Input that is gone and not replaced has expired: the good day stays, unless somebody says so.
    assertThat(run("--force", "--symbol", "BTC/USDT", "--to", "2025-01-06").out())
        .contains("processed  1           150 rows");

    Files.delete(
        directory.resolve("out/silver/orderbook").resolve(day("ETH~USDT", 6) + "/part-0.parquet"));
    assertThat(run().out()).contains("processed  1").contains("unchanged  3");

    Files.writeString(directory.resolve("config.yaml"), "depth_levels: 3\n");
    assertThat(run("--config", "config.yaml").out()).contains("processed  4");
  }

  @Test
  void forceGivesTheSameBytes() throws IOException {
    run();
    Path output =
        directory.resolve("out/silver/orderbook").resolve(day("BTC~USDT", 6) + "/part-0.parquet");
    byte[] before = Files.readAllBytes(output);

    assertThat(run("--force").out()).contains("processed  4");
    assertThat(Files.readAllBytes(output)).isEqualTo(before);
  }

  @Test
  void aDryRunAndAPlanShowTheSameAndLeaveNoTrace() throws IOException {
    Ran dry = run("--dry-run", "--symbol", "BTC/USDT");
    Ran plan =
        Ran.in(
            directory,
            "plan",
            "--input",
            "lake/orderbook",
            "--trades",
            "lake/trades",
            "--output",
            "out",
            "--symbol",
            "BTC/USDT");

    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out())
        .isEqualTo(plan.out())
        .contains("demo      BTC/USDT  2025-01-06  yes   new")
        .contains("2 partitions of 2 would run");
    assertThat(directory.resolve("out")).doesNotExist();

    run();
    Map<String, Object> after = JSON.std.mapFrom(run("--dry-run", "--json").out());
    assertThat(after).containsEntry("to_run", 0);
    assertThat((Map<?, ?>) after.get("counts")).extracting("unchanged").isEqualTo(4);
  }

  @Test
  void directoriesThatDoNotFitAreReportedOnceAndAreNotFatal() throws IOException {
    Files.createDirectories(directory.resolve("lake/orderbook/exchange=demo/notes"));
    Files.createDirectories(directory.resolve("lake/orderbook/_tmp"));

    Ran ran = run();

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).containsOnlyOnce("ignored    exchange=demo/notes/");
    assertThat(ran.err()).doesNotContain("_tmp");
  }

  @Test
  void aDirectoryThatCannotBeListedIsAnErrorAndTheOthersAreProcessed() throws IOException {
    Path exchange = directory.resolve("lake/orderbook/exchange=demo");
    Path symbol = Files.createSymbolicLink(exchange.resolve("symbol=BAD"), Path.of("symbol=BAD"));
    Path year =
        Files.createSymbolicLink(
            exchange.resolve("symbol=BTC~USDT/year=2026"), Path.of("year=2026"));

    Ran planned = run("--dry-run");
    assertThat(planned.exitCode()).isEqualTo(1);
    assertThat(planned.out()).contains("4 partitions of 4 would run", "could not be listed: 2");
    assertThat(planned.err())
        .contains("unlisted   " + symbol + "  STORE_UNAVAILABLE: cannot read " + symbol)
        .contains("unlisted   " + year + "  ");

    Ran ran = run();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("processed  4")
        .contains("failed     0")
        .contains("unlisted   2")
        .contains("  " + symbol + "  STORE_UNAVAILABLE\n    cannot read " + symbol + ": ");

    Map<String, Object> document = JSON.std.mapFrom(run("--json").out());
    assertThat(document).containsEntry("exit_code", 1);
    assertThat(
            ((List<?>) document.get("unlisted"))
                .stream().<Object>map(failure -> ((Map<?, ?>) failure).get("object")))
        .containsExactly(symbol.toString(), year.toString());

    Files.delete(symbol);
    Files.delete(year);
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void whenNothingCanBeListedNobodyIsToldThatThereIsNothing() throws IOException {
    Path books = Files.createDirectories(directory.resolve("lake/other"));
    Files.createSymbolicLink(books.resolve("exchange=x"), Path.of("exchange=x"));

    Ran plan = Ran.in(directory, "plan", "--input", "lake/other", "--output", "out", "--json");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat((List<?>) JSON.std.mapFrom(plan.out()).get("unlisted")).hasSize(1);
    Ran run = Ran.in(directory, "run", "--input", "lake/other", "--output", "out");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("No partition found in what could be listed");
  }

  @Test
  void aCheckpointIsHonouredAndKept() throws IOException {
    Path checkpoint = directory.resolve("cp.json");
    Files.writeString(
        checkpoint,
        """
        {"processed": [["demo", "BTC/USDT", "2025-01-06"], ["gone", "X/Y", "2020-01-01"]],
         "failed": [["demo", "BTC/USDT", "2025-01-07"]], "mine": 1}
        """);

    Ran first = run("--checkpoint-path", "cp.json");
    assertThat(first.out())
        .contains("processed  2")
        .contains("unchanged  1")
        .contains("skipped    1")
        .contains("demo BTC/USDT 2025-01-07  listed as failed in the checkpoint file");
    assertThat(checkpoint)
        .content()
        .contains("[\"demo\",\"ETH/USDT\",\"2025-01-06\"]")
        .contains("[\"gone\",\"X/Y\",\"2020-01-01\"]")
        .contains("\"mine\": 1")
        .contains("\"rows_written\":600");

    assertThat(run("--checkpoint-path", "cp.json", "--retry-failed").out())
        .contains("processed  1")
        .contains("unchanged  3");
    Map<String, Object> kept = JSON.std.mapFrom(Files.readString(checkpoint));
    assertThat((List<?>) kept.get("failed")).isEmpty();
    assertThat((List<?>) kept.get("processed")).hasSize(5);
  }

  @Test
  void aCheckpointDoesNotCountAgainstTheLimitAndForceOverridesIt() throws IOException {
    Files.writeString(
        directory.resolve("cp.json"),
        "{\"processed\": [[\"demo\", \"BTC/USDT\", \"2025-01-06\"]], \"failed\": []}");

    assertThat(run("--checkpoint-path", "cp.json", "--limit", "1").out())
        .contains("processed   1")
        .contains("unchanged   1")
        .contains("over limit  2");
    assertThat(run("--checkpoint-path", "cp.json", "--force").out()).contains("processed  4");
  }

  @Test
  void aCheckpointOfAnotherLedgerLearnsWhatIsDone() throws IOException {
    run();
    run("--checkpoint-path", "cp.json");

    Map<String, Object> kept = JSON.std.mapFrom(Files.readString(directory.resolve("cp.json")));
    assertThat((List<?>) kept.get("processed")).hasSize(4);
  }

  @Test
  void statusShowsCountsDegradedDaysAndTheSlowest() throws IOException {
    FileTree.delete(directory.resolve("lake/trades").resolve(day("ETH~USDT", 7)));
    run();

    Ran status = Ran.in(directory, "status", "--output", "out", "--slowest", "2");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .contains("processed  4           1,200")
        .contains("demo ETH/USDT 2025-01-07  trades_missing")
        .contains("slowest");
    Map<String, Object> filtered =
        JSON.std.mapFrom(
            Ran.in(directory, "status", "--output", "out", "--symbol", "BTC/USDT", "--json").out());
    assertThat((List<?>) filtered.get("partitions")).hasSize(2);
    assertThat(filtered).containsEntry("rows", 600);
  }

  @Test
  void statusShowsWhatWasMeasuredADay() throws IOException {
    run();

    assertThat(Ran.in(directory, "status", "--output", "out").out())
        .contains("  measured")
        .contains("latency p50")
        .containsPattern(
            "  demo BTC/USDT 2025-01-06 +\\d\\d:\\d\\d:\\d\\d +\\d\\d:\\d\\d:\\d\\d +\\d+ ");
  }

  @Test
  void statusJudgesByTheThresholdsItIsGiven() throws IOException {
    run();
    Path config = directory.resolve("strict.yaml");
    Files.writeString(config, "quality: {book_age_seconds: 0, gaps: 1000000, latency_p50_ms: 0}\n");

    Map<String, Object> judged =
        JSON.std.mapFrom(
            Ran.in(directory, "status", "--output", "out", "--config", "strict.yaml", "--json")
                .out());
    for (Object partition : (List<?>) judged.get("partitions")) {
      Map<?, ?> map = (Map<?, ?>) partition;
      assertThat(map.get("condition")).isEqualTo("degraded");
      assertThat(map.get("degraded_by").toString())
          .contains("ms is the median of capture minus exchange time; up to 0 is good")
          .doesNotContain("gaps:");
      Map<?, ?> gaps = (Map<?, ?>) ((Map<?, ?>) map.get("quality")).get("gaps");
      assertThat(gaps.get("measured")).isEqualTo(((Map<?, ?>) map.get("stats")).get("gaps"));
      assertThat(gaps.get("threshold")).isEqualTo(1_000_000);
      assertThat(gaps.get("good")).isEqualTo(true);
      Map<?, ?> latency = (Map<?, ?>) ((Map<?, ?>) map.get("quality")).get("latency_p50_ms");
      assertThat(latency.get("good")).isEqualTo(false);
    }
    assertThat(judged.get("thresholds_of")).isEqualTo("configuration");
    assertThat((Map<?, ?>) judged.get("thresholds")).extracting("gaps").isEqualTo(1_000_000);
  }

  @Test
  void scratchAndTemporaryFilesAreGoneAfterARun() throws IOException {
    run();

    assertThat(directory.resolve("out/_silverbook/scratch")).isEmptyDirectory();
    try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
      assertThat(files.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private Ran run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", "--input", "lake/orderbook", "--trades", "lake/trades", "--output", "out"));
    if (!List.of(more).contains("--workers")) {
      arguments.addAll(List.of("--workers", "2"));
    }
    arguments.addAll(List.of(more));
    return Ran.in(directory, arguments.toArray(String[]::new));
  }

  private static String day(String symbol, int day) {
    return "exchange=demo/symbol=" + symbol + "/year=2025/month=01/day=0" + day;
  }
}
