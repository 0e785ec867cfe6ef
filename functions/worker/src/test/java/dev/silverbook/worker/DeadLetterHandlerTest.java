package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.Failure;
import dev.silverbook.pipeline.FailureReason;
import dev.silverbook.pipeline.Ledger;
import dev.silverbook.pipeline.LedgerStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterHandlerTest {

  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";

  private final WorkerBench bench = new WorkerBench();

  private String handle(String event) throws IOException {
    return Events.invoke(bench.deadLetters(), Events.read(event), WorkerBench.CONTEXT);
  }

  private Ledger.Lease claim(PartitionId partition, Duration lease) {
    Instant now = bench.clock.instant();
    Ledger.ClaimResult result =
        bench.ledger.claim(
            new Ledger.Claim(
                partition,
                "f",
                "c",
                "the dead worker",
                now,
                now.plus(lease),
                false,
                false,
                "r",
                "in/",
                ""));
    return ((Ledger.ClaimResult.Claimed) result).lease();
  }

  @Test
  void aWorkerThatDiedLeavesItsPartitionFailedWithReasonCrashed() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(1));
    bench.clock.advance(Duration.ofHours(8));

    assertThat(handle("dead-letter/died.json")).isEqualTo(NO_FAILURES);

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.FAILED);
    assertThat(bench.entry(WorkerBench.BTC).failure())
        .contains(Failure.of(FailureReason.CRASHED, "the worker ended without a verdict"));
    assertThat(bench.endings()).containsExactly("FAILED");
  }

  @Test
  void aPartitionThatNobodyEverClaimedFailsToo() throws IOException {
    handle("dead-letter/died.json");

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.FAILED);
    assertThat(bench.entry(WorkerBench.BTC).runId())
        .isEqualTo("backfill-8f14e45f-ceea-4672-9b65-ab4a2f1a3f5e");
  }

  @Test
  void theFailureBeforeTheDeathIsNamed() throws IOException {
    Ledger.Lease lease = claim(WorkerBench.BTC, Duration.ofMinutes(1));
    Failure before = Failure.of(FailureReason.OUT_OF_MEMORY, "the heap was too small");
    bench.ledger.retry(lease, before, bench.clock.instant());

    handle("dead-letter/died.json");

    assertThat(bench.entry(WorkerBench.BTC).failure().map(Failure::message))
        .contains(
            "the worker ended without a verdict; the failure recorded before was"
                + " OUT_OF_MEMORY: the heap was too small");
  }

  @Test
  void aProcessedPartitionStaysProcessed() throws IOException {
    Events.invoke(bench.worker(), Events.read("worker/one.json"), WorkerBench.CONTEXT);

    assertThat(handle("dead-letter/died.json")).isEqualTo(NO_FAILURES);

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.endings()).containsExactly("PROCESSED", "DECIDED");
  }

  @Test
  void aPartitionUnderALiveLeaseIsLookedAtAgainWhenItHasEnded() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(10));

    assertThat(handle("dead-letter/died.json")).contains("itemIdentifier");

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.RUNNING);
    assertThat(bench.queue.hidden.values()).containsExactly(Duration.ofMinutes(10).plusSeconds(5));
    bench.clock.advance(Duration.ofMinutes(11));
    assertThat(handle("dead-letter/died.json")).isEqualTo(NO_FAILURES);
    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.FAILED);
  }

  @Test
  void whatCannotBeUnderstoodIsKeptAndItsNeighboursAreDone() throws IOException {
    assertThat(handle("dead-letter/mixed-batch.json")).isEqualTo(NO_FAILURES);

    assertThat(bench.queue.kept)
        .containsEntry("partition=BTC", "the message body is not a JSON object: partition=BTC");
    assertThat(bench.endings()).containsExactly("FAILED", "BAD_MESSAGE", "FAILED");
  }

  @Test
  void whatCannotBeKeptComesAgain() throws IOException {
    bench.queue.refusing = true;

    assertThat(handle("dead-letter/mixed-batch.json"))
        .containsOnlyOnce("itemIdentifier")
        .contains("batchItemFailures");
  }

  @Test
  void anEventThatIsNotFromAQueueIsNoFailure() throws IOException {
    assertThat(Events.invoke(bench.deadLetters(), "[]", WorkerBench.CONTEXT))
        .isEqualTo(NO_FAILURES);
  }
}
