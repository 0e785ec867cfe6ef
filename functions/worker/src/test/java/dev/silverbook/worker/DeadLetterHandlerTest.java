package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.standin.Events;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerStatus;
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
                new InputIdentity("f", "c", "in/", ""),
                "the dead worker",
                now,
                now.plus(lease),
                new Ledger.Asked("r", false, false)));
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

  /** The message that died, as if it had been sent then. */
  private String died(Instant sentAt) throws IOException {
    String event = Events.read("dead-letter/died.json");
    String sent = "\"SentTimestamp\": \"1723118405000\"";
    assertThat(event).contains(sent);
    return event.replace(sent, "\"SentTimestamp\": \"" + sentAt.toEpochMilli() + "\"");
  }

  private String handleDied(Instant sentAt) throws IOException {
    return Events.invoke(bench.deadLetters(), died(sentAt), WorkerBench.CONTEXT);
  }

  private void process(String event) throws IOException {
    Events.invoke(bench.worker(), Events.read(event), WorkerBench.CONTEXT);
  }

  private void assertKept() {
    assertThat(bench.queue.kept).hasSize(1);
    assertThat(bench.queue.kept.keySet())
        .allSatisfy(body -> assertThat(body).contains("BTC~USDT", "2024-08-08"));
    assertThat(bench.queue.kept.values())
        .allSatisfy(reason -> assertThat(reason).contains("older than the message", "send the"));
    assertThat(bench.endings()).endsWith("OVERLOOKED");
  }

  @Test
  void aPartitionProcessedAfterTheMessageStaysProcessedAndTheMessageIsConsumed()
      throws IOException {
    process("worker/one.json");

    assertThat(handleDied(bench.clock.instant().minus(Duration.ofMinutes(16))))
        .isEqualTo(NO_FAILURES);

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.endings()).containsExactly("PROCESSED", "DECIDED");
    assertThat(bench.queue.kept).isEmpty();
  }

  @Test
  void aMessageThatIsNewerThanThePartitionsResultIsKept() throws IOException {
    process("worker/one.json");
    Instant processed = bench.clock.instant();
    bench.clock.advance(Duration.ofHours(8));

    assertThat(handleDied(processed.plus(Duration.ofHours(1)))).isEqualTo(NO_FAILURES);

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.PROCESSED);
    assertKept();
  }

  @Test
  void aMessageSentJustBeforeTheListingOfTheResultIsKept() throws IOException {
    process("worker/one.json");

    handleDied(bench.clock.instant().minus(Duration.ofSeconds(5)));

    assertKept();
  }

  @Test
  void aMessageSentAfterTheListingOfAVerdictThatTookLongIsKept() throws IOException {
    Ledger.Lease lease = claim(WorkerBench.BTC, Duration.ofMinutes(30));
    bench.clock.advance(Duration.ofMinutes(10));
    Instant sentAt = bench.clock.instant();
    bench.clock.advance(Duration.ofMinutes(10));
    Failure failure = Failure.of(FailureReason.CORRUPT_FILE, "damaged");
    bench.ledger.fail(lease, "f", failure, bench.clock.instant());

    handleDied(sentAt);

    assertKept();
  }

  @Test
  void anArrivalThatNobodyHasLookedAtIsKeptWhateverTheClocksSay() throws IOException {
    process("worker/one.json");
    Instant now = bench.clock.instant();
    bench.ledger.schedule(WorkerBench.BTC, now, now.plusSeconds(120));

    handle("dead-letter/died.json");

    assertKept();
  }

  @Test
  void aMessageOfUnknownAgeIsKeptWhenThePartitionHasAResult() throws IOException {
    process("worker/one.json");

    String event = died(Instant.EPOCH).replace("\"SentTimestamp\": \"0\",", "");
    assertThat(event).doesNotContain("SentTimestamp");
    Events.invoke(bench.deadLetters(), event, WorkerBench.CONTEXT);

    assertKept();
  }

  @Test
  void aMessageThatIsNewerThanThePartitionsFailureIsKept() throws IOException {
    Instant failed = bench.clock.instant();
    handleDied(failed.minus(Duration.ofHours(1)));
    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.FAILED);
    bench.clock.advance(Duration.ofHours(8));

    handleDied(failed.plus(Duration.ofHours(1)));

    assertKept();
  }

  @Test
  void anArrivalDuringTheWorkThatFailedIsKept() throws IOException {
    Ledger.Lease lease = claim(WorkerBench.BTC, Duration.ofMinutes(15));
    Instant sentAt = bench.clock.instant();
    bench.ledger.schedule(WorkerBench.BTC, sentAt, sentAt.plusSeconds(120));
    bench.clock.advance(Duration.ofMinutes(1));
    bench.ledger.fail(
        lease, "f", Failure.of(FailureReason.NOT_PARQUET, "no magic bytes"), bench.clock.instant());
    bench.clock.advance(Duration.ofHours(1));

    handleDied(sentAt);

    assertThat(bench.entry(WorkerBench.BTC).failure().map(Failure::reason))
        .contains(FailureReason.NOT_PARQUET);
    assertKept();
  }

  @Test
  void aDeathThatIsToldTwiceIsRecordedOnce() throws IOException {
    Instant sentAt = bench.clock.instant();
    bench.ledger.schedule(WorkerBench.BTC, sentAt, sentAt.plusSeconds(120));
    bench.clock.advance(Duration.ofMinutes(8));

    handleDied(sentAt);
    handleDied(sentAt);

    assertThat(bench.endings()).containsExactly("FAILED", "DECIDED");
    assertThat(bench.queue.kept).isEmpty();
  }

  @Test
  void aNewerMessageThatCannotBeKeptComesAgain() throws IOException {
    process("worker/one.json");
    bench.queue.refusing = true;

    assertThat(handleDied(bench.clock.instant().plusSeconds(60))).contains("itemIdentifier");
  }

  @Test
  void aPartitionUnderALiveLeaseIsLookedAtAgainWhenItHasEnded() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(2));

    assertThat(handle("dead-letter/died.json")).contains("itemIdentifier");

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.RUNNING);
    assertThat(bench.queue.hidden.values()).containsExactly(Duration.ofMinutes(2).plusSeconds(5));
    bench.clock.advance(Duration.ofMinutes(11));
    assertThat(handle("dead-letter/died.json")).isEqualTo(NO_FAILURES);
    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.FAILED);
  }

  @Test
  void whatCannotBeUnderstoodIsKeptAndItsNeighboursAreDone() throws IOException {
    assertThat(handle("dead-letter/mixed-batch.json")).isEqualTo(NO_FAILURES);

    assertThat(bench.queue.kept)
        .containsEntry(
            "partition=BTC", "the message: expected a JSON object, found 'partition=BTC'");
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
