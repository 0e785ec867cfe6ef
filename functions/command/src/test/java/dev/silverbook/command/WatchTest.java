package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.files.FileTree;
import dev.silverbook.command.ledger.SqliteLedger;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.Pause;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds over a small lake; what happens between two of them, the test does. */
final class WatchTest {

  private static final Duration EVERY = Duration.ofSeconds(60);

  /** What the world does while the watch rests. */
  private interface Happening {
    void happen() throws IOException;
  }

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Duration> rests = new ArrayList<>();
  private final Deque<Happening> happenings = new ArrayDeque<>();
  private PlanRequest request = PlanRequest.DUE;
  private boolean json;
  private int exitCode = -1;

  @BeforeEach
  void aLakeOfOneDay() throws IOException {
    generate("BTC/USDT");
  }

  @Test
  void arrivalsAndChangesAreProcessedAndIdleRoundsSayOneLine() throws Exception {
    watch(
        () -> {},
        () -> generate("ETH/USDT"),
        () -> Files.delete(books("BTC~USDT").resolve("segment_20250106_00.parquet")),
        () -> {});

    assertThat(exitCode).isZero();
    assertThat(rests).hasSize(5).containsOnly(EVERY);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("processed  demo BTC/USDT 2025-01-06"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "watching   2026-01-02T03:04:05Z  again in 60 seconds; Ctrl-C ends it"),
            line -> assertThat(line).isEqualTo("idle       2026-01-02T03:05:05Z  1 unchanged"),
            line -> assertThat(line).startsWith("processed  demo ETH/USDT 2025-01-06"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "idle       2026-01-02T03:07:05Z  1 unchanged,"
                            + " 1 unchanged, its inputs have expired"),
            line -> assertThat(line).startsWith("idle       2026-01-02T03:08:05Z  "));
    assertThat(out.toString())
        .containsOnlyOnce("Polars")
        .endsWith("2026-01-02T03:06:05Z  processed 1 (100 rows, - rows/s), unchanged 1\n");
  }

  @Test
  void aPlaceWithoutAnyPartitionWaitsAndSaysOnceWhatItExpects() throws Exception {
    FileTree.delete(directory.resolve("lake"));
    Files.createDirectories(directory.resolve("lake/orderbook"));

    watch(() -> {}, () -> generate("BTC/USDT"));

    assertThat(exitCode).isZero();
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("waiting    2026-01-02T03:04:05Z  no partition below " + directory)
                    .contains("expected exchange=*", "found nothing"),
            line -> assertThat(line).startsWith("watching   "),
            line -> assertThat(line).isEqualTo("waiting    2026-01-02T03:05:05Z  no partition yet"),
            line -> assertThat(line).startsWith("processed  demo BTC/USDT 2025-01-06"));
    assertThat(out.toString()).contains("processed  1").contains("DuckDB");
  }

  @Test
  void aTableThatIsNoLakeEndsTheWatch() throws Exception {
    FileTree.delete(directory.resolve("lake/orderbook"));
    Files.createDirectories(directory.resolve("lake/orderbook"));

    assertThatThrownBy(
            () ->
                watch(
                    () -> Files.createDirectories(directory.resolve("lake/orderbook/_delta_log")),
                    () -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("delta_scan");
    assertThat(rests).hasSize(1);
  }

  @Test
  void whatCannotBeListedIsSaidOnceAndTriedAgain() throws Exception {
    Path loop = directory.resolve("lake/orderbook/exchange=demo/symbol=BAD");
    watch(
        () -> Files.createSymbolicLink(loop, Path.of("symbol=BAD")),
        () -> {},
        () -> Files.delete(loop));

    assertThat(exitCode).isZero();
    assertThat(err.toString().lines().skip(2))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("unlisted   " + loop + "  STORE_UNAVAILABLE: "),
            line -> assertThat(line).endsWith("1 unchanged; could not be listed: 1 place"),
            line -> assertThat(line).endsWith("1 unchanged; could not be listed: 1 place"),
            line -> assertThat(line).endsWith("1 unchanged"));
  }

  @Test
  void aLedgerThatFailsInOneRoundDoesNotEndTheWatch() throws Exception {
    watch(
        () -> ledger("ALTER TABLE partitions RENAME TO away"),
        () -> ledger("ALTER TABLE away RENAME TO partitions"));

    assertThat(exitCode).isZero();
    assertThat(err.toString().lines().skip(2))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("unreadable 2026-01-02T03:05:05Z  STORE_UNAVAILABLE: ")
                    .contains(directory + "/out/_silverbook/ledger.db")
                    .endsWith("; tried again in 60 seconds"),
            line -> assertThat(line).isEqualTo("idle       2026-01-02T03:06:05Z  1 unchanged"));
  }

  @Test
  void whatFailedForAPassingReasonIsTriedAgainByTheRuleOfTheLedger() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory.resolve("out/_silverbook"))) {
      ledger.failWithoutVerdict(
          new PartitionId("demo", "BTC~USDT", LocalDate.of(2025, 1, 6)),
          Failure.of(FailureReason.STORE_UNAVAILABLE, "the disk was away"),
          "earlier",
          clock.instant());
    }

    watch(() -> clock.advance(Duration.ofMinutes(40)), () -> clock.advance(Duration.ofMinutes(10)));

    assertThat(out.toString()).contains("skipped    1");
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("watching   "),
            line -> assertThat(line).endsWith("  1 failed before"),
            line -> assertThat(line).startsWith("processed  demo BTC/USDT 2025-01-06"));
  }

  @Test
  void onlyTheFirstRoundIsForced() throws Exception {
    watch();
    assertThat(out.toString()).contains("processed  1");
    request = new PlanRequest(PlanRequest.NO_LIMIT, true, true);
    watch(() -> {});

    assertThat(out.toString().split("processed  1", -1)).hasSize(3);
    assertThat(err.toString().lines().skip(4)).singleElement().asString().startsWith("idle       ");
  }

  @Test
  void machinesGetALineForEachRoundThatDidSomething() throws Exception {
    json = true;
    watch(() -> {}, () -> generate("ETH/USDT"));

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      Map<String, Object> round = JSON.std.mapFrom(line);
      assertThat(round).containsEntry("exit_code", 0).containsEntry("rows", 100);
    }
  }

  @Test
  void anIntervalOfNothingAndADryRunAreRefused() {
    assertThat(Ran.in(directory, "run", "--input", "l", "--output", "o", "--watch", "0").err())
        .contains("--watch is 0 seconds; it must be at least 1");
    assertThat(
            Ran.in(directory, "run", "--input", "l", "--output", "o", "--watch", "9", "--dry-run")
                .err())
        .contains("--dry-run shows one plan; leave out --watch");
  }

  /** Watches until all of that has happened, and one round more. */
  private void watch(Happening... between) throws IOException, InterruptedException {
    happenings.addAll(List.of(between));
    exitCode = new Watch(run(), EVERY, this::pause).untilStopped();
  }

  private Pause pause(Interruption interruption) {
    assertThat(interruption.happened()).isFalse();
    return duration -> {
      rests.add(duration);
      if (happenings.isEmpty()) {
        return false;
      }
      clock.advance(duration);
      try {
        happenings.remove().happen();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return true;
    };
  }

  private PartitionRun run() {
    return new PartitionRun(
        new Console(new PrintWriter(out), new PrintWriter(err), 0, directory, clock),
        json,
        inWork -> new ParquetFormat(),
        Places.check(
            directory,
            new Places.Named(
                "lake/orderbook",
                Optional.empty(),
                "out",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LayoutSettings.NONE),
            AwsSelection.STANDARD),
        PartitionFilter.ALL,
        request,
        Optional.empty(),
        1,
        ShellCommand.silverbook("plan"));
  }

  private void generate(String symbol) throws IOException {
    GeneratedLakes.generate(
        directory,
        "--symbol",
        symbol,
        "--from",
        "2025-01-06",
        "--days",
        "1",
        "--rows",
        "100",
        "--levels",
        "5",
        "--segments",
        "2",
        "--flawless");
  }

  /** As another program would that has the ledger's file open. */
  private void ledger(String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("out/_silverbook/ledger.db"));
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  private Path books(String symbol) {
    return directory.resolve(
        "lake/orderbook/exchange=demo/symbol=" + symbol + "/year=2025/month=01/day=06");
  }
}
