package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Leases that are short and renewed, and verdicts that are neither repeated nor undone. */
class LeaseAndVerdictTest {

  private static final PartitionMessage FORCED =
      new PartitionMessage(Bench.DAY, "run-forced", false, true);

  private final Bench bench = Bench.withADay();

  // Leases

  @Test
  void aCrashIsSeenAfterThreeMinutes() {
    Fault killed = new Fault(Fault.Kind.KILL_AFTER, claimStep());
    Instant claimed = bench.clock.instant();
    bench.worker(killed).handle(Bench.message(), bench.delivery());

    assertThat(bench.handle())
        .isEqualTo(new Outcome.Busy(Bench.DAY, claimed.plus(Duration.ofMinutes(3))));
    bench.clock.advance(Duration.ofMinutes(3));
    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aLongPartitionKeepsItsLeaseAndItsMessageHidden() {
    List<Instant> ends = new ArrayList<>();
    Instant start = bench.clock.instant();
    Delivery delivery =
        new Delivery(start.plus(Bench.BUDGET), false, () -> false, ends::add, Optional.empty());
    Steps slow =
        new Steps() {
          @Override
          public void before(String step) {
            if (step.equals("open")) {
              bench.clock.advance(Duration.ofSeconds(61));
              assertThat(bench.entry().leasedAt(bench.clock.instant())).isTrue();
            }
          }

          @Override
          public void after(String step) {}
        };

    Outcome outcome = bench.worker(slow).handle(Bench.message(), delivery);

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    assertThat(Duration.between(start, bench.clock.instant())).isGreaterThan(PartitionWorker.LEASE);
    assertThat(ends.get(0)).isEqualTo(start.plus(Duration.ofMinutes(3)));
    assertThat(ends).hasSizeGreaterThan(3).isSorted();
  }

  @Test
  void aWorkerWhoseLeaseWasTakenOverStopsBeforeItWrites() {
    List<Outcome> other = new ArrayList<>();
    Steps overtaken =
        Steps.onceBefore(
            "create",
            () -> {
              bench.clock.advance(PartitionWorker.LEASE);
              other.add(bench.handle());
            });
    List<String> steps = new ArrayList<>();

    Outcome outcome =
        bench.worker(both(overtaken, steps)).handle(Bench.message(), bench.delivery());

    assertThat(other).singleElement().isInstanceOf(Outcome.Processed.class);
    assertThat(outcome).isEqualTo(new Outcome.LeaseLost(Bench.DAY));
    assertThat(steps).contains("renew").doesNotContain("put");
    assertThat(bench.entry().outputs()).isEqualTo(bench.written());
  }

  @Test
  void aRenewalThatFailsOnceIsTriedAgain() {
    Refusing refusing = new Refusing(Set.of("renew"), 1);
    Steps slow = both(refusing, Steps.onceBefore("create", () -> advance(61)));

    Outcome outcome = bench.worker(slow).handle(Bench.message(), bench.delivery());

    assertThat(refusing.refused).isEqualTo(1);
    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aWorkerThatCannotRenewUntilItsLeaseEndsStops() {
    Refusing refusing = new Refusing(Set.of("renew"), Integer.MAX_VALUE);
    Steps slow = both(refusing, Steps.onceBefore("create", () -> advance(181)));

    Outcome outcome = bench.worker(slow).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying -> {
              assertThat(retrying.failure().reason()).isEqualTo(FailureReason.LEASE_LOST);
              assertThat(retrying.failure().message()).contains("could not be renewed");
            });
    assertThat(bench.silver.objects("")).isEmpty();
  }

  @Test
  void whenNeitherCommitNorRetryCanBeRecordedTheMessageWaitsForItsOwnLease() {
    Refusing throttled = new Refusing(Set.of("commit", "retry", "read"), Integer.MAX_VALUE);
    Instant start = bench.clock.instant();

    Outcome outcome = bench.worker(throttled).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying -> {
              assertThat(retrying.recorded()).isFalse();
              assertThat(retrying.leasedUntil()).contains(start.plus(PartitionWorker.LEASE));
            });
  }

  @Test
  void aFailureThatIsRecordedLeavesNoLeaseToWaitFor() {
    Refusing throttled = new Refusing(Set.of("commit"), Integer.MAX_VALUE);

    Outcome outcome = bench.worker(throttled).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retrying.class, retrying -> assertThat(retrying.leasedUntil()).isEmpty());
  }

  // Crashes

  @Test
  void afterFiveCrashesTheSixthWorkerRecordsThemWithinTwentyMinutes() {
    Instant start = bench.clock.instant();
    for (int crash = 1; crash <= Attempts.MOST_UNFINISHED; crash++) {
      bench
          .worker(new Fault(Fault.Kind.KILL_AFTER, claimStep()))
          .handle(Bench.message(), bench.delivery());
      bench.clock.advance(PartitionWorker.LEASE);
    }

    Outcome outcome = bench.handle();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().reason()).isEqualTo(FailureReason.CRASHED);
              assertThat(failed.failure().message())
                  .startsWith("5 workers in a row ended without a word")
                  .contains("memory is too small");
            });
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
    assertThat(Duration.between(start, bench.clock.instant())).isLessThan(Duration.ofMinutes(20));
    assertThat(bench.worker().handle(Bench.retryFailed(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void fourCrashesDoNotKeepTheFifthWorkerFromFinishing() {
    for (int crash = 1; crash < Attempts.MOST_UNFINISHED; crash++) {
      bench
          .worker(new Fault(Fault.Kind.KILL_AFTER, claimStep()))
          .handle(Bench.message(), bench.delivery());
      bench.clock.advance(PartitionWorker.LEASE);
    }

    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().attempts()).isEqualTo(Attempts.NONE);
  }

  // Idempotent force

  @Test
  void aForcedMessageThatIsDeliveredThreeTimesIsProcessedOnce() {
    bench.handle();

    List<Outcome> outcomes = new ArrayList<>();
    for (int delivery = 1; delivery <= 3; delivery++) {
      outcomes.add(bench.worker().handle(FORCED, bench.delivery()));
    }

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Processed.class);
    assertThat(outcomes.subList(1, 3)).containsOnly(new Outcome.Unchanged(Bench.DAY));
    assertThat(bench.worker().handle(Bench.force(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);
  }

  @Test
  void aRetryThatFailsIsNotRepeatedByItsOwnDuplicates() {
    Bench.put(bench.trades, Bench.PREFIX + "t.parquet", "damaged");
    bench.handle();

    Outcome first = bench.worker().handle(Bench.retryFailed(), bench.delivery());
    Outcome second = bench.worker().handle(Bench.retryFailed(), bench.delivery());

    assertThat(first).isInstanceOf(Outcome.Failed.class);
    assertThat(second).isInstanceOf(Outcome.Skipped.class);
    assertThat(bench.entry().attempts().failures()).isEqualTo(2);
  }

  // Expired inputs

  @Test
  void bronzeThatExpiresObjectByObjectLeavesAGoodDayAlone() {
    bench.handle();
    List<String> whole = bench.output();
    LedgerEntry before = bench.entry();

    bench.orderBook.remove(Bench.PREFIX + "a.parquet");
    Outcome outcome = bench.handle();

    assertThat(outcome).isEqualTo(new Outcome.Unchanged(Bench.DAY));
    assertThat(bench.output()).isEqualTo(whole);
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry().fingerprint()).isEqualTo(before.fingerprint());
    assertThat(expired()).contains(true);
    assertThat(bench.handle()).isEqualTo(new Outcome.Unchanged(Bench.DAY));
  }

  @Test
  void aCrashWhileExpiryIsNotedDoesNotUndoTheDay() {
    bench.handle();
    List<String> whole = bench.output();
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");
    bench
        .worker(new Fault(Fault.Kind.KILL_AFTER, claimStep()))
        .handle(Bench.message(), bench.delivery());
    bench.clock.advance(PartitionWorker.LEASE);

    assertThat(bench.handle()).isEqualTo(new Outcome.Unchanged(Bench.DAY));
    assertThat(bench.output()).isEqualTo(whole);
    assertThat(expired()).contains(true);
  }

  @Test
  void whatIsLeftIsComputedWhenForced() {
    bench.handle();
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");

    assertThat(bench.worker().handle(FORCED, bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);

    assertThat(bench.entry().stats().orElseThrow().rowsRead()).isEqualTo(2);
    assertThat(expired()).contains(false);
  }

  @Test
  void fewerObjectsOfWhichOneIsNewerAreAChange() {
    bench.handle();
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");
    Bench.put(
        bench.orderBook,
        Bench.PREFIX + "compacted.parquet",
        "1000000|99@1,98@1|101@2,102@5",
        "2000000|99@2,98@1|101@3",
        "3000000|100@2|101@1");

    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
  }

  @Test
  void aRewrittenObjectIsAChange() {
    bench.handle();
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|98@1|101@2");

    assertThat(bench.handle()).isInstanceOf(Outcome.Processed.class);
  }

  // Nothing that can be read

  @Test
  void aPartitionWithoutAReadableObjectFailsOnceAndNamesWhatItHolds() {
    Bench unreadable = new Bench();
    Bench.put(unreadable.orderBook, Bench.PREFIX + "books.csv.gz", "x");

    Outcome outcome = unreadable.handle();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().reason()).isEqualTo(FailureReason.NO_INPUT);
              assertThat(failed.failure().message())
                  .contains("has no file that is Parquet by its name")
                  .contains(Bench.PREFIX + "books.csv.gz");
              assertThat(failed.failure().object()).isEqualTo(Bench.PREFIX + "books.csv.gz");
            });
    assertThat(unreadable.handle()).isInstanceOf(Outcome.Skipped.class);
  }

  @Test
  void anotherNameAmongUnreadableOnesIsLookedAtAgain() {
    Bench unreadable = new Bench();
    Bench.put(unreadable.orderBook, Bench.PREFIX + "books.csv.gz", "x");
    unreadable.handle();

    Bench.put(unreadable.orderBook, Bench.PREFIX + "more.csv.gz", "x");
    assertThat(unreadable.handle()).isInstanceOf(Outcome.Failed.class);
    Bench.put(unreadable.orderBook, Bench.PREFIX + "a.parquet", "1000000|98@1|101@2");
    assertThat(unreadable.handle()).isInstanceOf(Outcome.Processed.class);
  }

  private Optional<Boolean> expired() {
    return bench.entry().result().flatMap(PartitionResult::covered).map(CoveredInputs::expired);
  }

  private void advance(long seconds) {
    bench.clock.advance(Duration.ofSeconds(seconds));
  }

  /** The step of an undisturbed handling that is its claim. */
  private int claimStep() {
    Bench other = Bench.withADay();
    List<String> steps = new ArrayList<>();
    other.worker(both(new Refusing(Set.of(), 0), steps)).handle(Bench.message(), other.delivery());
    return steps.indexOf("claim") + 1;
  }

  private static Steps both(Steps first, List<String> names) {
    return both(
        new Steps() {
          @Override
          public void before(String step) {
            names.add(step);
          }

          @Override
          public void after(String step) {}
        },
        first);
  }

  private static Steps both(Steps first, Steps second) {
    return new Steps() {
      @Override
      public void before(String step) {
        first.before(step);
        second.before(step);
      }

      @Override
      public void after(String step) {
        first.after(step);
        second.after(step);
      }
    };
  }

  /** Refuses the first so many of some steps, as a throttled service does. */
  private static final class Refusing implements Steps {

    private final Set<String> names;
    private final int most;
    private int refused;

    Refusing(Set<String> names, int most) {
      this.names = names;
      this.most = most;
    }

    @Override
    public void before(String step) {
      if (names.contains(step) && refused < most) {
        refused++;
        throw new StoreException(FailureReason.THROTTLED, "key", step + ": slow down", null);
      }
    }

    @Override
    public void after(String step) {}
  }
}
