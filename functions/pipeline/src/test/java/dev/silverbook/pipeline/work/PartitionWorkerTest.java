package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionWorkerTest {

  private final Bench bench = Bench.withADay();

  @Test
  void aFreshPartitionIsProcessedAndRecorded() {
    Outcome outcome = bench.handle();

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    Outcome.Processed processed = (Outcome.Processed) outcome;
    assertThat(processed.stats().rowsWritten()).isEqualTo(3);
    assertThat(processed.outputs()).isEqualTo(bench.written());
    assertThat(processed.stats().bytesOut()).isEqualTo(processed.result().bytes());
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    assertThat(bench.entry().outputs()).isEqualTo(processed.outputs());
    assertThat(bench.entry().stats()).contains(processed.stats());
    assertThat(bench.output())
        .hasSize(15)
        .contains("# silverbook.fingerprint=" + bench.fingerprint());
  }

  @Test
  void theSameInputAgainIsUnchanged() {
    bench.handle();
    StoredObject output = bench.silver.find(Bench.OUTPUT).orElseThrow();

    assertThat(bench.handle()).isEqualTo(new Outcome.Unchanged(Bench.DAY));
    assertThat(bench.silver.find(Bench.OUTPUT)).contains(output);
  }

  @Test
  void changedInputIsProcessedAgain() {
    bench.handle();
    Bench.put(bench.trades, Bench.PREFIX + "late.parquet", "1|100|1|buy");

    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
  }

  @Test
  void forceProcessesAgainAndGivesTheSameBytes() {
    bench.handle();
    List<String> before = bench.output();

    assertThat(bench.worker().handle(Bench.force(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
    assertThat(bench.output()).isEqualTo(before);
  }

  @Test
  void anOutputThatWasRemovedOrReplacedIsMadeAgain() {
    bench.handle();
    List<String> before = bench.output();

    bench.silver.remove(Bench.OUTPUT);
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.output()).isEqualTo(before);

    Bench.put(bench.silver, Bench.OUTPUT, "something else");
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.output()).isEqualTo(before);
    assertThat(bench.handle()).isInstanceOf(Outcome.Unchanged.class);
  }

  @Test
  void withoutInputNothingIsWritten() {
    Bench empty = new Bench();

    assertThat(empty.handle())
        .isEqualTo(new Outcome.Gone(Bench.DAY, "memory:/" + Bench.PREFIX.replaceAll("/$", "")));
    assertThat(empty.entry()).isNull();
    assertThat(empty.silver.objects("")).isEmpty();
  }

  @Test
  void aMessageOfACancelledRunIsConsumedWithoutWork() {
    PartitionWorker worker =
        new PartitionWorker(
            bench.lakes(),
            bench.ledger,
            bench.processor(bench.lakes()),
            bench.clock,
            () -> "owner",
            run -> run.equals("run-1"),
            ProgressObserver.NONE);

    assertThat(worker.handle(Bench.message(), bench.delivery()))
        .isEqualTo(new Outcome.Cancelled(Bench.DAY));
    assertThat(bench.ledger.read(Bench.DAY)).isEmpty();
    assertThat(worker.handle(Bench.force(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void withoutInputAnEarlierEntryIsLeft() {
    bench.handle();
    LedgerEntry before = bench.entry();
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");

    assertThat(bench.handle()).isInstanceOf(Outcome.Gone.class);
    assertThat(bench.entry()).isEqualTo(before);
  }

  @Test
  void inputThatVanishesAfterTheClaimIsAFailureThatHealsWhenItIsBack() {
    Steps vanish =
        Steps.onceBefore(
            "claim",
            () -> {
              bench.orderBook.remove(Bench.PREFIX + "a.parquet");
              bench.orderBook.remove(Bench.PREFIX + "b.parquet");
            });

    Outcome outcome = bench.worker(vanish).handle(Bench.message(), bench.delivery());

    assertThat(reason(outcome)).isEqualTo(FailureReason.NO_USABLE_ROWS);
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|99@1|101@2");
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aLiveLeaseMakesItBusyUntilItEnds() {
    Instant until = lease("other");

    assertThat(bench.handle()).isEqualTo(new Outcome.Busy(Bench.DAY, until));
    assertThat(bench.worker().handle(Bench.force(), bench.delivery()))
        .isEqualTo(new Outcome.Busy(Bench.DAY, until));
    bench.clock.advance(Duration.ofSeconds(100));
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aPermanentFailureIsRecordedAndNotTriedAgainUnlessAsked() {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|99@1|101@2", "damaged");

    Outcome outcome = bench.handle();

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Failure failure = ((Outcome.Failed) outcome).failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.CORRUPT_FILE);
    assertThat(failure.object()).isEqualTo(Bench.PREFIX + "a.parquet");
    assertThat(failure.row()).hasValue(1);
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
    assertThat(bench.entry().failure()).contains(failure);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    assertThat(bench.silver.objects("")).isEmpty();
    assertThat(bench.handle()).isEqualTo(new Outcome.Skipped(Bench.DAY, failure));
    assertThat(bench.worker().handle(Bench.retryFailed(), bench.delivery()))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(bench.entry().attempts().count()).isEqualTo(2);
  }

  @Test
  void aFailureLeavesTheEarlierOutputAlone() {
    bench.handle();
    List<String> before = bench.output();
    Bench.put(bench.orderBook, Bench.PREFIX + "c.parquet", "damaged");

    assertThat(bench.handle()).isInstanceOf(Outcome.Failed.class);
    assertThat(bench.output()).isEqualTo(before);
  }

  @Test
  void aPassingFailureAfterTheClaimIsRecordedAsRetrying() {
    Outcome outcome = bench.worker(failing("create")).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class, retrying -> assertThat(retrying.recorded()).isTrue());
    assertThat(bench.entry().status()).contains(LedgerStatus.RETRYING);
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aPassingFailureAtTheLastReceiveIsAVerdict() {
    Outcome outcome = bench.worker(failing("create")).handle(Bench.message(), bench.lastDelivery());

    assertThat(reason(outcome)).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
  }

  @Test
  void aPassingFailureBeforeTheClaimIsNotInTheLedgerAndComesAgain() {
    Outcome outcome = bench.worker(failing("list")).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class, retrying -> assertThat(retrying.recorded()).isFalse());
    assertThat(bench.entry()).isNull();
  }

  @Test
  void aFailureBeforeTheClaimIsAVerdictAtTheLastReceive() {
    Outcome outcome = bench.worker(failing("list")).handle(Bench.message(), bench.lastDelivery());

    assertThat(reason(outcome)).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
    assertThat(bench.entry().runId()).isEqualTo("run-1");
  }

  @Test
  void missingPermissionToListIsAVerdictAtOnce() {
    Steps denied =
        Steps.onceBefore(
            "list",
            () -> {
              throw new StoreException(
                  FailureReason.ACCESS_DENIED, Bench.PREFIX, "no permission to list", null);
            });

    assertThat(reason(bench.worker(denied).handle(Bench.message(), bench.delivery())))
        .isEqualTo(FailureReason.ACCESS_DENIED);
    assertThat(bench.entry().failure().orElseThrow().object()).isEqualTo(Bench.PREFIX);
  }

  @Test
  void aFailureBeforeTheClaimDoesNotReplaceAnEarlierVerdict() {
    bench.handle();

    Outcome outcome = bench.worker(failing("list")).handle(Bench.message(), bench.lastDelivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class, retrying -> assertThat(retrying.recorded()).isFalse());
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aVerdictTheLedgerDidNotTakeIsNoVerdictEvenAtTheLastReceive(boolean last) {
    Steps everythingFailsOnceRunning = new LedgerDownAfterClaim();

    Outcome outcome =
        bench
            .worker(everythingFailsOnceRunning)
            .handle(Bench.message(), last ? bench.lastDelivery() : bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying -> {
              assertThat(retrying.recorded()).isFalse();
              assertThat(retrying.failure().message()).contains("the ledger could not be told");
            });
    assertThat(bench.entry().status()).contains(LedgerStatus.RUNNING);
  }

  @Test
  void aCommitWhoseAnswerWasLostIsStillOurs() {
    Steps lost = new LostAnswer("commit");

    assertThat(bench.worker(lost).handle(Bench.message(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void outOfTimeComesAgainAndIsAVerdictAtTheLastReceive() {
    Delivery late = new Delivery(bench.clock.instant(), false, () -> false);
    assertThat(bench.worker().handle(Bench.message(), late))
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying ->
                assertThat(retrying.failure().reason()).isEqualTo(FailureReason.OUT_OF_TIME));

    Steps slow = Steps.onceBefore("open", () -> bench.clock.advance(Bench.BUDGET));
    assertThat(reason(bench.worker(slow).handle(Bench.message(), bench.lastDelivery())))
        .isEqualTo(FailureReason.OUT_OF_TIME);
    assertThat(bench.silver.objects("")).isEmpty();
  }

  @Test
  void aWorkerWhoseTimeRunsOutAfterItsLastRowDoesNotTouchTheOutput() {
    PartitionWorker slow =
        new PartitionWorker(
            bench.lakes(),
            bench.ledger,
            bench.processor(bench.lakes()),
            bench.clock,
            () -> "slow",
            (partition, rows, total) -> bench.clock.advance(Bench.BUDGET));

    assertThat(slow.handle(Bench.message(), bench.delivery()))
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying ->
                assertThat(retrying.failure().reason()).isEqualTo(FailureReason.OUT_OF_TIME));
    assertThat(bench.silver.objects("")).isEmpty();
  }

  @Test
  void aClaimWhoseAnswerWasLostAndThatWasRepeatedIsStillOurs() {
    Steps repeated =
        Steps.onceBefore(
            "claim",
            () -> {
              Instant now = bench.clock.instant();
              Instant until = now.plus(PartitionWorker.LEASE);
              bench.ledger.claim(
                  new Claim(
                      Bench.DAY,
                      new InputIdentity(bench.fingerprint(), "c", "in/", ""),
                      "owner-1",
                      now,
                      until,
                      new Ledger.Asked("run-1", false, false)));
            });

    assertThat(bench.worker(repeated).handle(Bench.message(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void interruptedWorkIsNeverAVerdict() {
    boolean[] cancelled = new boolean[1];
    Steps cancel = Steps.onceBefore("create", () -> cancelled[0] = true);
    Delivery last = new Delivery(bench.lastDelivery().deadline(), true, () -> cancelled[0]);

    assertThat(bench.worker(cancel).handle(Bench.message(), last))
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying ->
                assertThat(retrying.failure().reason()).isEqualTo(FailureReason.INTERRUPTED));
    assertThat(bench.entry().status()).contains(LedgerStatus.RETRYING);
    assertThat(bench.silver.objects("")).isEmpty();
  }

  @Test
  void aHeapThatIsTooSmallComesAgain() {
    Steps heap =
        Steps.onceBefore(
            "open",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });

    assertThat(bench.worker(heap).handle(Bench.message(), bench.delivery()))
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying ->
                assertThat(retrying.failure().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY));
  }

  @Test
  void aDefectIsAVerdictThatNamesThePlace() {
    Steps defect =
        Steps.onceBefore(
            "open",
            () -> {
              throw new IndexOutOfBoundsException("index 7");
            });

    Outcome outcome = bench.worker(defect).handle(Bench.message(), bench.delivery());

    assertThat(reason(outcome)).isEqualTo(FailureReason.INTERNAL_ERROR);
    assertThat(((Outcome.Failed) outcome).failure().message())
        .contains("IndexOutOfBoundsException: index 7")
        .contains("PartitionWorkerTest");
  }

  @Test
  void aDayWithoutTradesIsProcessedAndDegraded() {
    bench.trades.remove(Bench.PREFIX + "t.parquet");

    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().degradedBy())
        .singleElement()
        .asString()
        .startsWith("trades_missing: ");
  }

  @Test
  void withoutATradesLocationTheDayIsGood() {
    LakeStores lakes = new LakeStores(bench.orderBook, Optional.empty(), bench.silver);

    assertThat(bench.worker(lakes, bench.ledger).handle(Bench.message(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().degradedBy()).isEmpty();
  }

  private Instant lease(String owner) {
    Instant now = bench.clock.instant();
    Instant until = now.plusSeconds(100);
    bench.ledger.claim(
        new Claim(
            Bench.DAY,
            new InputIdentity("f", "c", "in/", ""),
            owner,
            now,
            until,
            new Ledger.Asked("run-other", false, false)));
    return until;
  }

  private static Steps failing(String step) {
    return Steps.onceBefore(
        step,
        () -> {
          throw new StoreException(
              FailureReason.STORE_UNAVAILABLE, "key", step + " does not work", null);
        });
  }

  private static FailureReason reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).failure().reason();
  }

  /** The ledger takes a claim, then neither it nor the stores work. */
  private static final class LedgerDownAfterClaim implements Steps {

    private boolean claimed;

    @Override
    public void before(String step) {
      if (claimed) {
        throw new StoreException(FailureReason.THROTTLED, "table", "slow down", null);
      }
    }

    @Override
    public void after(String step) {
      claimed |= step.equals("claim");
    }
  }

  /** One step takes effect, but its answer is an error. */
  private static final class LostAnswer implements Steps {

    private final String name;

    LostAnswer(String name) {
      this.name = name;
    }

    @Override
    public void before(String step) {}

    @Override
    public void after(String step) {
      if (step.equals(name)) {
        throw new StoreException(FailureReason.STORE_UNAVAILABLE, "table", "no answer", null);
      }
    }
  }
}
