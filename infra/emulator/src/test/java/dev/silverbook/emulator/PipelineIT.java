package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.EmulatedApplication.Names;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which partitions are noticed and processed. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineIT {

  @RegisterExtension static final EndToEnd END_TO_END = new EndToEnd();

  private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

  private final EmulatedApplication application = END_TO_END.application();
  private final BronzeLake bronze = application.bronze();

  private Optional<LedgerStatus> status(PartitionId partition) {
    return application.entry(partition).flatMap(LedgerEntry::status);
  }

  private Optional<FailureReason> failureReason(PartitionId partition) {
    return application.entry(partition).flatMap(LedgerEntry::failure).map(Failure::reason);
  }

  @Test
  void objectsThatArriveAreProcessedOnceTheySettleAndCanBeQueried(@TempDir Path silver)
      throws SQLException, IOException {
    List<PartitionId> partitions =
        bronze.record("arrivals", List.of("BTC~USDT", "ETH~USDT"), DAY, 1);

    partitions.forEach(bronze::put);
    application.drain();

    assertThat(partitions).allSatisfy(p -> assertThat(status(p)).contains(LedgerStatus.PROCESSED));
    application.downloadSilver("orderbook/exchange=arrivals/", silver);
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT symbol, count(*), count(mid_price), min(capture_ts)::DATE::VARCHAR
                FROM read_parquet('%s/**/*.parquet', hive_partitioning = true)
                GROUP BY symbol ORDER BY symbol
                """
                    .formatted(silver))) {
      for (PartitionId partition : partitions) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(partition.symbol());
        assertThat(rows.getInt(2)).isEqualTo(BronzeLake.ROWS);
        assertThat(rows.getInt(3)).isBetween(BronzeLake.ROWS * 8 / 10, BronzeLake.ROWS);
        assertThat(rows.getString(4)).isEqualTo(DAY.toString());
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void theScheduleFindsWhatEventsMissedInTheTrailingDaysAndABackfillTheRest() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    PartitionId yesterday =
        bronze.record("scheduled", List.of("BTC~USDT"), today.minusDays(1), 1).get(0);
    PartitionId longAgo =
        bronze.record("scheduled", List.of("BTC~USDT"), today.minusDays(30), 1).get(0);
    application.putUntold(List.of(yesterday, longAgo));

    application.fireSchedule();
    application.drain();

    assertThat(status(yesterday)).contains(LedgerStatus.PROCESSED);
    assertThat(status(longAgo)).isEmpty();

    Map<String, Object> answer =
        application.backfill(
            "{\"exchange\": \"scheduled\", \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(today.minusDays(40), today.minusDays(20)));
    application.drain();

    assertThat(answer).containsEntry("partitions", 1).containsEntry("sent", 1);
    assertThat(status(longAgo)).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void aPoisonedPartitionFailsWhileAllOthersAreProcessedAndASecondBackfillDoesNothing()
      throws Exception {
    List<PartitionId> partitions =
        bronze.record("manual", List.of("BTC~USDT", "ETH~USDT", "XRP~USDT"), DAY, 2);
    PartitionId poisoned = partitions.get(2);
    partitions.stream().filter(p -> !p.equals(poisoned)).forEach(bronze::put);
    bronze.putPoisoned(poisoned);
    application.loseArrivals(partitions);

    Map<String, Object> first = application.backfill("{\"exchange\": \"manual\"}");
    application.drain();

    assertThat(first).containsEntry("status", "COMPLETE").containsEntry("sent", partitions.size());
    assertThat(partitions)
        .allSatisfy(
            partition ->
                assertThat(status(partition))
                    .contains(
                        partition.equals(poisoned) ? LedgerStatus.FAILED : LedgerStatus.PROCESSED));
    assertThat(failureReason(poisoned)).contains(FailureReason.NOT_PARQUET);

    int changes = application.log().size();
    Map<String, Object> second = application.backfill("{\"exchange\": \"manual\"}");
    application.drain();

    assertThat(second)
        .containsEntry("sent", 0)
        .containsEntry("byReason", Map.of("UNCHANGED", 5, "FAILED_BEFORE", 1));
    assertThat(application.log().size()).as("changes of the ledger").isEqualTo(changes);

    bronze.repair(poisoned);
    application.loseArrivals(List.of());
    Map<String, Object> retry =
        application.backfill("{\"exchange\": \"manual\", \"retryFailed\": true}");
    application.drain();

    assertThat(retry).containsEntry("sent", 1);
    assertThat(status(poisoned)).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void aBackfillThatRunsOutOfTimeGoesOnExactlyWhereItStopped() throws Exception {
    Duration timeout = Duration.ofSeconds(12);
    List<PartitionId> partitions = new ArrayList<>();
    for (String symbol : List.of("A~B", "C~D", "E~F")) {
      for (int day = 0; day < 40; day++) {
        partitions.add(new PartitionId("many", symbol, DAY.plusDays(day)));
      }
    }
    partitions.forEach(partition -> bronze.putBytes(emptyObject(partition), new byte[0]));
    application.loseArrivals(partitions);
    AtomicLong stopAt = new AtomicLong();
    application
        .proxy()
        .disturb(
            request -> {
              if (!request.name().equals("s3:LIST") || !request.mentions("exchange=many/")) {
                return Disturbance.Step.PASS;
              }
              // The function keeps half of so short a time for handing on.
              stopAt.compareAndSet(0, System.nanoTime() + timeout.dividedBy(2).toNanos());
              return request.mentions("symbol=C~D/")
                  ? new Disturbance.Step.Before(() -> waitUntil(stopAt.get()))
                  : Disturbance.Step.PASS;
            });

    Map<String, Object> answer = application.backfill("{\"exchange\": \"many\"}", timeout);
    application.proxy().disturb(Disturbance.NONE);

    assertThat(answer).containsEntry("status", "CONTINUES");
    assertThat((Integer) answer.get("partitions")).isBetween(1, partitions.size() - 1);
    EventSource continuations = application.deployment().sourceOf(Names.BACKFILL);
    application.await("the continuation", () -> application.poller().poll(continuations));
    application.await("its end", () -> application.poller().running() == 0);
    List<PartitionId> sent =
        application.takeAll(Names.BACKFILL, "SILVERBOOK_QUEUE_URL").stream()
            .map(body -> PartitionMessageJson.read(body).partition())
            .toList();
    assertThat(sent).containsExactlyInAnyOrderElementsOf(partitions);
    partitions.forEach(partition -> bronze.remove(emptyObject(partition)));
  }

  @Test
  void aPartitionWhoseObjectsAreGoneLeavesNoTrace() {
    PartitionId partition = bronze.record("gone", List.of("BTC~USDT"), DAY, 1).get(0);

    application.tell(partition);
    application.drain();

    assertThat(application.entry(partition)).isEmpty();
  }

  @Test
  void aPartitionWithoutAReadableObjectFailsAndHealsWhenOneArrives() throws Exception {
    PartitionId partition = bronze.record("unreadable", List.of("BTC~USDT"), DAY, 1).get(0);
    bronze.putBytes("orderbook/" + HivePath.canonical(partition) + "books.csv.gz", new byte[] {1});
    application.loseArrivals(List.of(partition));

    application.backfill("{\"exchange\": \"unreadable\"}");
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.FAILED);
    assertThat(failureReason(partition)).contains(FailureReason.NO_INPUT);
    assertThat(application.backfill("{\"exchange\": \"unreadable\"}"))
        .as("sent again for nothing")
        .containsEntry("sent", 0);

    bronze.put(partition);
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void whatACancelledRunHasSentIsConsumedWithoutWork() throws Exception {
    List<PartitionId> partitions =
        bronze.record("cancelled", List.of("BTC~USDT", "ETH~USDT"), DAY, 1);
    application.putUntold(partitions);
    Map<String, Object> answer = application.backfill("{\"exchange\": \"cancelled\"}");
    assertThat(answer).containsEntry("sent", 2);

    application.runs().cancel((String) answer.get("runId"), Instant.now());
    application.drain();

    assertThat(partitions).allSatisfy(p -> assertThat(application.entry(p)).isEmpty());

    application.backfill("{\"exchange\": \"cancelled\"}");
    application.drain();

    assertThat(partitions).allSatisfy(p -> assertThat(status(p)).contains(LedgerStatus.PROCESSED));
  }

  @Test
  void aRunThatIsCancelledWhileItListsSendsNothing() throws Exception {
    application.putUntold(bronze.record("stopped", List.of("BTC~USDT"), DAY, 1));
    application
        .proxy()
        .disturb(
            request ->
                request.name().equals("s3:LIST") && request.mentions("exchange=stopped/")
                    ? new Disturbance.Step.Before(this::cancelTheNewestRun)
                    : Disturbance.Step.PASS);

    Map<String, Object> answer = application.backfill("{\"exchange\": \"stopped\"}");

    assertThat(answer).containsEntry("status", "CANCELLED").containsEntry("sent", 0);
  }

  private void cancelTheNewestRun() {
    application.runs().cancel(application.runs().newest().get(0).id(), Instant.now());
  }

  @Test
  void aMessageThatNobodyUnderstandsIsKept() {
    EventSource partitions = application.deployment().sourceOf(Names.WORKER);

    application.queues().send(partitions, "{\"exchange\": \"garbage\"}");
    application.drain();

    assertThat(application.takeAll(Names.WORKER, "SILVERBOOK_DEAD_LETTER_QUEUE_URL"))
        .containsExactly("{\"exchange\": \"garbage\"}");
  }

  @Test
  void anObjectThatIsNoInputIsIgnored() {
    int changes = application.log().size();

    bronze.putBytes("orderbook/exchange=ignored/notes.txt", new byte[] {1});
    bronze.putBytes("orderbook/exchange=ignored/symbol=BTC~USDT/x.parquet", new byte[] {1});
    application.drain();

    assertThat(application.log().size()).isEqualTo(changes);
  }

  private static String emptyObject(PartitionId partition) {
    return "orderbook/" + HivePath.canonical(partition) + "segment.parquet";
  }

  private static void waitUntil(long nanoTime) {
    while (System.nanoTime() < nanoTime) {
      LockSupport.parkNanos(nanoTime - System.nanoTime());
    }
  }
}
