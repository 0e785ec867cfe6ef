package dev.silverbook.pipeline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.lake.understood.UnderstoodStream;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Ledger} keeps. */
public abstract class LedgerContract {

  private static final int RACERS = 8;
  private static final int MORE_THAN_A_BATCH = 130;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final PartitionId PARTITION = partition(8);
  private static final Failure CORRUPT =
      new Failure(
          FailureReason.CORRUPT_FILE,
          "part-0.parquet: page 3 of column bids is damaged",
          "day=08/part-0.parquet",
          OptionalLong.of(17));
  private static final Failure THROTTLED = Failure.of(FailureReason.THROTTLED, "slow down");
  private static final WrittenOutput WRITTEN =
      new WrittenOutput(
          Dataset.ORDERBOOK,
          "exchange=binance/symbol=BTC~USDT/part-0.parquet",
          12_345,
          "\"abc-1\"");

  /** The ledger under test, empty at the start of each test; the same one within a test. */
  protected abstract Ledger ledger();

  /**
   * The ledger as another process sees it: a second connection to the same entries where that makes
   * sense.
   */
  protected Ledger seenByAnother() {
    return ledger();
  }

  @Test
  void whatWasNeverSeenHasNoEntry() {
    assertThat(ledger().read(List.of(PARTITION))).isEmpty();
    assertThat(ledger().read(List.of())).isEmpty();
    try (Stream<LedgerEntry> entries = ledger().entries()) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void aFreshPartitionIsClaimed() {
    ClaimResult.Claimed claimed = claimed(claim("f1", "a", NOW));

    assertThat(claimed.lease()).isEqualTo(new Lease(PARTITION, "a"));
    assertThat(claimed.before()).isEmpty();
    assertThat(claimed.attempts()).isEqualTo(1);
    LedgerEntry entry = entry();
    assertThat(entry.partition()).isEqualTo(PARTITION);
    assertThat(entry.status()).contains(LedgerStatus.RUNNING);
    assertThat(entry.fingerprint()).isEqualTo("f1");
    assertThat(entry.configuration()).isEqualTo("configuration-of-f1");
    assertThat(entry.leaseOwner()).isEqualTo("a");
    assertThat(entry.leaseUntil()).contains(NOW.plus(LEASE));
    assertThat(entry.attempts().count()).isEqualTo(1);
    assertThat(entry.attempts().firstFailedAt()).isEmpty();
    assertThat(entry.failure()).isEmpty();
    assertThat(entry.stats()).isEmpty();
    assertThat(entry.degradedBy()).isEmpty();
    assertThat(entry.outputs()).isEmpty();
    assertThat(entry.pendingUntil()).isEmpty();
    assertThat(entry.updatedAt()).isEqualTo(NOW);
    assertThat(entry.runId()).isEqualTo("run-a");
    assertThat(entry.inputs().orderBookPrefix()).startsWith("in-of-");
    assertThat(entry.inputs().tradesPrefix()).startsWith("trades-of-");
  }

  @Test
  void aLiveLeaseRefusesEveryClaim() {
    claimed(claim("f1", "a", NOW));
    Instant last = NOW.plus(LEASE).minusMillis(1);

    assertThat(refused(claim("f1", "b", last)).leaseUntil()).contains(NOW.plus(LEASE));
    assertThat(refused(claim("f2", "b", last)).leaseOwner()).isEqualTo("a");
    assertThat(refused(claim("f1", "b", last, true, true)).status()).contains(LedgerStatus.RUNNING);
    assertThat(entry().leaseOwner()).isEqualTo("a");
    assertThat(entry().attempts().count()).isEqualTo(1);
  }

  @Test
  void anExpiredLeaseIsTakenOver() {
    claimed(claim("f1", "a", NOW));
    Instant end = NOW.plus(LEASE);

    ClaimResult.Claimed second = claimed(claim("f1", "b", end));

    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.before().orElseThrow().leaseOwner()).isEqualTo("a");
    assertThat(entry().leaseOwner()).isEqualTo("b");
  }

  @Test
  void aCommitRecordsEverythingAndForgetsFailures() {
    Lease first = claimed(claim("f1", "a", NOW)).lease();
    ledger().retry(first, THROTTLED, NOW);
    Lease lease = claimed(claim("f1", "b", NOW.plusSeconds(1))).lease();
    Instant later = NOW.plusSeconds(60);

    assertThat(
            ledger()
                .commit(
                    lease,
                    "f2",
                    new PartitionResult(stats(), List.of("gaps: 2", "x, \"y\""), List.of(WRITTEN)),
                    later))
        .isTrue();

    LedgerEntry entry = entry();
    assertThat(entry.status()).contains(LedgerStatus.PROCESSED);
    assertThat(entry.fingerprint()).isEqualTo("f2");
    assertThat(entry.configuration()).isEqualTo("configuration-of-f1");
    assertThat(entry.leaseOwner()).isEmpty();
    assertThat(entry.leaseUntil()).isEmpty();
    assertThat(entry.attempts().count()).isZero();
    assertThat(entry.attempts().firstFailedAt()).isEmpty();
    assertThat(entry.failure()).isEmpty();
    assertThat(entry.stats()).contains(stats());
    assertThat(entry.degradedBy()).containsExactly("gaps: 2", "x, \"y\"");
    assertThat(entry.outputs()).containsExactly(WRITTEN);
    assertThat(entry.updatedAt()).isEqualTo(later);
    assertThat(entry.runId()).isEqualTo("run-b");
  }

  @Test
  void aBucketVolumeThatIsNotThereStaysNotThere() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    PartitionStats without = stats(Double.NaN, true);

    assertThat(
            ledger()
                .commit(
                    lease, "f1", new PartitionResult(without, List.of(), List.of(WRITTEN)), NOW))
        .isTrue();

    assertThat(entry().stats()).contains(without);
  }

  @Test
  void whatIsProcessedIsClaimedOnlyForAnotherFingerprintOrByForce() {
    processed("f1");

    assertThat(refused(claim("f1", "b", NOW)).outputs()).containsExactly(WRITTEN);
    assertThat(refused(claim("f1", "b", NOW, true, false)).status())
        .contains(LedgerStatus.PROCESSED);
    assertThat(claimed(claim("f2", "c", NOW)).attempts()).isEqualTo(1);
  }

  @Test
  void forceClaimsWhatIsProcessed() {
    processed("f1");

    ClaimResult.Claimed claimed = claimed(claim("f1", "b", NOW, false, true));

    assertThat(claimed.before().orElseThrow().status()).contains(LedgerStatus.PROCESSED);
    assertThat(entry().status()).contains(LedgerStatus.RUNNING);
  }

  @Test
  void aClaimKeepsWhatTheLastProcessedSaid() {
    processed("f1");

    Lease lease = claimed(claim("f2", "b", NOW)).lease();
    assertThat(entry().outputs()).containsExactly(WRITTEN);
    assertThat(entry().stats()).contains(stats());

    assertThat(ledger().fail(lease, "f2", CORRUPT, NOW)).isTrue();
    assertThat(entry().outputs()).containsExactly(WRITTEN);
    assertThat(entry().stats()).contains(stats());
  }

  @Test
  void aFailureIsRecordedWithItsFingerprint() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    Instant later = NOW.plusSeconds(5);

    assertThat(ledger().fail(lease, "f2", CORRUPT, later)).isTrue();

    LedgerEntry entry = entry();
    assertThat(entry.status()).contains(LedgerStatus.FAILED);
    assertThat(entry.fingerprint()).isEqualTo("f2");
    assertThat(entry.failure()).contains(CORRUPT);
    assertThat(entry.attempts().firstFailedAt()).contains(later);
    assertThat(entry.leaseOwner()).isEmpty();
    assertThat(entry.leaseUntil()).isEmpty();
    assertThat(entry.attempts().count()).isEqualTo(1);
    assertThat(entry.updatedAt()).isEqualTo(later);
  }

  @Test
  void whatFailedIsClaimedOnlyForAnotherFingerprintOrWhenAsked() {
    failed("f1");
    assertThat(refused(claim("f1", "b", NOW)).failure()).contains(CORRUPT);
    assertThat(claimed(claim("f1", "c", NOW, true, false)).attempts()).isEqualTo(2);
  }

  @Test
  void whatFailedIsClaimedForAnotherFingerprint() {
    failed("f1");
    assertThat(claimed(claim("f2", "b", NOW)).attempts()).isEqualTo(2);
    assertThat(entry().failure()).contains(CORRUPT);
  }

  @Test
  void whatFailedIsClaimedByForce() {
    failed("f1");
    assertThat(claimed(claim("f1", "b", NOW, false, true)).attempts()).isEqualTo(2);
  }

  @Test
  void aRetryGivesTheLeaseUpAndKeepsTheFirstFailure() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    assertThat(ledger().retry(lease, THROTTLED, NOW)).isTrue();

    LedgerEntry entry = entry();
    assertThat(entry.status()).contains(LedgerStatus.RETRYING);
    assertThat(entry.fingerprint()).isEqualTo("f1");
    assertThat(entry.failure()).contains(THROTTLED);
    assertThat(entry.leaseOwner()).isEmpty();
    assertThat(entry.leaseUntil()).isEmpty();

    Instant later = NOW.plusSeconds(9);
    ClaimResult.Claimed second = claimed(claim("f1", "b", later));
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(ledger().fail(second.lease(), "f1", CORRUPT, later)).isTrue();
    assertThat(entry().attempts().firstFailedAt()).contains(NOW);
    assertThat(entry().failure()).contains(CORRUPT);
  }

  @Test
  void aLostLeaseChangesNothing() {
    Lease lost = claimed(claim("f1", "a", NOW)).lease();
    Instant later = NOW.plus(LEASE);
    Lease held = claimed(claim("f1", "b", later)).lease();
    LedgerEntry before = entry();

    assertThat(
            ledger()
                .commit(
                    lost, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), later))
        .isFalse();
    assertThat(ledger().fail(lost, "f1", CORRUPT, later)).isFalse();
    assertThat(ledger().retry(lost, THROTTLED, later)).isFalse();
    assertThat(entry()).isEqualTo(before);
    assertThat(
            ledger()
                .commit(
                    held, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), later))
        .isTrue();
  }

  @Test
  void aLeaseEndsWithItsVerdict() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    assertThat(
            ledger()
                .commit(
                    lease, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), NOW))
        .isTrue();
    LedgerEntry before = entry();

    assertThat(
            ledger()
                .commit(
                    lease, "f2", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), NOW))
        .isFalse();
    assertThat(ledger().fail(lease, "f1", CORRUPT, NOW)).isFalse();
    assertThat(ledger().retry(lease, THROTTLED, NOW)).isFalse();
    assertThat(entry()).isEqualTo(before);
  }

  @Test
  void aLeaseWithoutAnEntryIsLost() {
    Lease lease = new Lease(PARTITION, "a");

    assertThat(
            ledger()
                .commit(
                    lease, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), NOW))
        .isFalse();
    assertThat(ledger().fail(lease, "f1", CORRUPT, NOW)).isFalse();
    assertThat(ledger().retry(lease, THROTTLED, NOW)).isFalse();
    assertThat(ledger().read(List.of(PARTITION))).isEmpty();
  }

  @Test
  void anExpiredLeaseThatNobodyTookStillCommits() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();

    assertThat(
            ledger()
                .commit(
                    lease,
                    "f1",
                    new PartitionResult(stats(), List.of(), List.of(WRITTEN)),
                    NOW.plus(LEASE).plusSeconds(10)))
        .isTrue();
  }

  @Test
  void aDeathWithoutVerdictIsRecordedWhenNobodySpokeYet() {
    Failure crashed = Failure.of(FailureReason.CRASHED, "no verdict");

    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "run-d", NOW)).isTrue();

    LedgerEntry entry = entry();
    assertThat(entry.status()).contains(LedgerStatus.FAILED);
    assertThat(entry.failure()).contains(crashed);
    assertThat(entry.fingerprint()).isEmpty();
    assertThat(entry.attempts().firstFailedAt()).contains(NOW);
    assertThat(entry.runId()).isEqualTo("run-d");
    assertThat(claimed(claim("f1", "a", NOW)).attempts()).isEqualTo(1);
  }

  @Test
  void aDeathWithoutVerdictRespectsALiveLeaseAndNotAnExpiredOne() {
    claimed(claim("f1", "a", NOW));
    Failure crashed = Failure.of(FailureReason.CRASHED, "no verdict");

    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "r", NOW.plusSeconds(1))).isFalse();
    assertThat(entry().status()).contains(LedgerStatus.RUNNING);

    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "r", NOW.plus(LEASE))).isTrue();
    assertThat(entry().status()).contains(LedgerStatus.FAILED);
    assertThat(entry().fingerprint()).isEqualTo("f1");
    assertThat(entry().leaseOwner()).isEmpty();
  }

  @Test
  void aDeathWithoutVerdictReplacesRetryingOnly() {
    Failure crashed = Failure.of(FailureReason.CRASHED, "no verdict");
    processed("f1");
    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "r", NOW)).isFalse();
    assertThat(entry().status()).contains(LedgerStatus.PROCESSED);

    Lease lease = claimed(claim("f2", "b", NOW)).lease();
    ledger().retry(lease, THROTTLED, NOW);
    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "r", NOW)).isTrue();
    assertThat(entry().failure()).contains(crashed);

    Failure second = Failure.of(FailureReason.CRASHED, "again");
    assertThat(ledger().failWithoutVerdict(PARTITION, second, "r", NOW)).isFalse();
    assertThat(entry().failure()).contains(crashed);
  }

  @Test
  void anArrivalIsNotedOnceUntilItIsDue() {
    Instant due = NOW.plusSeconds(60);

    assertThat(ledger().schedule(PARTITION, NOW, due)).isTrue();
    assertThat(ledger().schedule(PARTITION, NOW.plusSeconds(1), due.plusSeconds(1))).isFalse();
    assertThat(entry().status()).isEmpty();
    assertThat(entry().pendingUntil()).contains(due);

    assertThat(ledger().schedule(PARTITION, due, due.plusSeconds(60))).isTrue();
    assertThat(entry().pendingUntil()).contains(due.plusSeconds(60));
  }

  @Test
  void aPartitionWithOnlyAnArrivalIsClaimedAndTheArrivalForgotten() {
    ledger().schedule(PARTITION, NOW, NOW.plusSeconds(60));

    assertThat(claimed(claim("f1", "a", NOW)).attempts()).isEqualTo(1);

    assertThat(entry().pendingUntil()).isEmpty();
    assertThat(ledger().schedule(PARTITION, NOW, NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void anArrivalDuringProcessingOutlivesTheVerdict() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    Instant due = NOW.plusSeconds(60);
    assertThat(ledger().schedule(PARTITION, NOW, due)).isTrue();
    assertThat(entry().status()).contains(LedgerStatus.RUNNING);
    assertThat(entry().leaseOwner()).isEqualTo("a");

    assertThat(
            ledger()
                .commit(
                    lease, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), NOW))
        .isTrue();

    assertThat(entry().pendingUntil()).contains(due);
  }

  @Test
  void anArrivalLeavesTheVerdictAlone() {
    processed("f1");

    assertThat(ledger().schedule(PARTITION, NOW, NOW.plusSeconds(60))).isTrue();

    assertThat(entry().status()).contains(LedgerStatus.PROCESSED);
    assertThat(entry().outputs()).containsExactly(WRITTEN);
    refused(claim("f1", "b", NOW));
  }

  @Test
  void manyEntriesAreReadAtOnceAndListed() {
    List<PartitionId> partitions = new ArrayList<>();
    for (int day = 0; day < MORE_THAN_A_BATCH; day++) {
      PartitionId partition =
          new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 1, 1).plusDays(day));
      partitions.add(partition);
      if (day % 2 == 0) {
        ledger().schedule(partition, NOW, NOW.plusSeconds(1));
      }
    }

    assertThat(ledger().read(partitions)).hasSize(MORE_THAN_A_BATCH / 2);
    assertThat(ledger().read(partitions)).containsKey(partitions.get(0));
    assertThat(ledger().read(partitions)).doesNotContainKey(partitions.get(1));
    try (Stream<LedgerEntry> entries = ledger().entries()) {
      assertThat(entries).hasSize(MORE_THAN_A_BATCH / 2);
    }
  }

  @Test
  void onePartitionIsReadAlone() {
    assertThat(ledger().read(PARTITION)).isEmpty();

    processed("f1");

    assertThat(ledger().read(PARTITION)).contains(entry());
  }

  @Test
  void everyOutputIsListedInItsOrder() {
    List<WrittenOutput> outputs =
        List.of(
            new WrittenOutput(Dataset.LABELS, "labels/a", 3, "e3"),
            new WrittenOutput(Dataset.BARS, "bars/a", 2_000_000_000_000L, "e2"),
            WRITTEN);
    Lease lease = claimed(claim("f1", "a", NOW)).lease();

    assertThat(ledger().commit(lease, "f1", new PartitionResult(stats(), List.of(), outputs), NOW))
        .isTrue();

    assertThat(entry().outputs()).isEqualTo(outputs);
  }

  @Test
  void aRenewedLeaseEndsLater() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    Instant later = NOW.plus(LEASE).plusSeconds(60);

    assertThat(ledger().renew(lease, later, NOW.plusSeconds(60))).isTrue();

    assertThat(entry().leaseUntil()).contains(later);
    assertThat(refused(claim("f1", "b", NOW.plus(LEASE))).leaseOwner()).isEqualTo("a");
    assertThat(claimed(claim("f1", "b", later)).attempts()).isEqualTo(2);
    assertThat(ledger().renew(lease, later.plus(LEASE), later)).isFalse();
    assertThat(entry().leaseOwner()).isEqualTo("b");
    assertThat(entry().leaseUntil()).contains(later.plus(LEASE));
  }

  @Test
  void aLeaseThatEndedWithAVerdictIsNotRenewed() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    ledger().fail(lease, "f1", CORRUPT, NOW);
    LedgerEntry before = entry();

    assertThat(ledger().renew(lease, NOW.plus(LEASE), NOW)).isFalse();
    assertThat(ledger().renew(new Lease(partition(9), "a"), NOW.plus(LEASE), NOW)).isFalse();

    assertThat(entry()).isEqualTo(before);
    assertThat(ledger().read(partition(9))).isEmpty();
  }

  @Test
  void afterFiveClaimsWithoutAWordNobodyClaims() {
    Instant now = NOW;
    for (int claim = 1; claim <= Attempts.MOST_UNFINISHED; claim++) {
      claimed(claim("f1", "worker-" + claim, now));
      assertThat(entry().attempts().unfinished()).isEqualTo(claim);
      now = now.plus(LEASE);
    }

    LedgerEntry refused = refused(claim("f1", "last", now, true, true));

    assertThat(refused.status()).contains(LedgerStatus.RUNNING);
    assertThat(refused.attempts().exhausted()).isTrue();
    assertThat(refused.leasedAt(now)).isFalse();
    Failure crashed = Failure.of(FailureReason.CRASHED, "five times");
    assertThat(ledger().failWithoutVerdict(PARTITION, crashed, "r", now)).isTrue();
    assertThat(entry().attempts().unfinished()).isZero();
    assertThat(claimed(claim("f1", "asked", now, true, false)).attempts()).isEqualTo(6);
  }

  @Test
  void aWordFromTheWorkerEndsTheRowOfUnfinishedClaims() {
    Lease retried = claimed(claim("f1", "a", NOW)).lease();
    ledger().retry(retried, THROTTLED, NOW);
    assertThat(entry().attempts().unfinished()).isZero();
    assertThat(entry().attempts().failures()).isZero();

    Lease failed = claimed(claim("f1", "b", NOW)).lease();
    ledger().fail(failed, "f1", CORRUPT, NOW);
    assertThat(entry().attempts().unfinished()).isZero();
    assertThat(entry().attempts().failures()).isEqualTo(1);

    processed("f2");
    assertThat(entry().attempts()).isEqualTo(Attempts.NONE);
  }

  @Test
  void aRunForcesAPartitionOnce() {
    Lease lease = claimed(claim("f1", "a", NOW, false, true)).lease();
    ledger().commit(lease, "f1", new PartitionResult(stats(), List.of(), List.of(WRITTEN)), NOW);

    assertThat(refused(claim("f1", "a", NOW, true, true)).status())
        .contains(LedgerStatus.PROCESSED);
    assertThat(claimed(claim("f1", "b", NOW, false, true)).attempts()).isEqualTo(1);
  }

  @Test
  void aRunForcesAPartitionAgainWhoseInputChanged() {
    processed("f1");

    assertThat(claimed(claim("f2", "a", NOW, false, true)).attempts()).isEqualTo(1);
  }

  @Test
  void aRunRetriesAPartitionOnce() {
    failed("f1");

    assertThat(refused(claim("f1", "a", NOW, true, false)).failure()).contains(CORRUPT);
    assertThat(refused(claim("f1", "a", NOW, true, true)).failure()).contains(CORRUPT);
    assertThat(claimed(claim("f1", "b", NOW, true, false)).attempts()).isEqualTo(2);
  }

  @Test
  void aLostOutputIsClaimedEvenByTheRunThatWroteIt() {
    processed("f1");
    Claim again = claim("f1", "a", NOW);

    Claim lost =
        new Claim(
            again.partition(),
            again.inputs(),
            "a2",
            NOW,
            NOW.plus(LEASE),
            new Ledger.Asked("run-a", false, false, true));

    refused(again);
    assertThat(claimed(lost).attempts()).isEqualTo(1);
  }

  @Test
  void whoDoesNotNameARunIsAlwaysTakenForAnother() {
    Claim unnamed =
        new Claim(
            PARTITION,
            claim("f1", "a", NOW).inputs(),
            "a",
            NOW,
            NOW.plus(LEASE),
            new Ledger.Asked("", true, true));
    Lease lease = claimed(unnamed).lease();
    ledger().fail(lease, "f1", CORRUPT, NOW);

    assertThat(claimed(unnamed).attempts()).isEqualTo(2);
  }

  @Test
  void whatAResultWasMadeFromIsKept() {
    CoveredInputs covered = new CoveredInputs("f1", 3, NOW, true);
    Lease lease = claimed(claim("f1", "a", NOW)).lease();
    PartitionResult result =
        new PartitionResult(stats(), List.of(), List.of(WRITTEN), Optional.of(covered));

    assertThat(ledger().commit(lease, "f1", result, NOW)).isTrue();
    assertThat(entry().result()).contains(result);

    processed("f2");
    assertThat(entry().result().orElseThrow().covered()).isEmpty();
  }

  @Test
  void theTimeOfTheClaimIsKeptWithItsVerdict() {
    Lease lease = claimed(claim("f1", "a", NOW)).lease();

    ledger().fail(lease, "f1", CORRUPT, NOW.plusSeconds(60));

    assertThat(entry().times().claimedAt()).contains(NOW);
    assertThat(entry().updatedAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void whatIsNotDoneIsFoundWithoutTheRest() {
    processed("f1");
    ledger().schedule(partition(1), NOW, NOW.plusSeconds(60));
    PartitionId running = partition(2);
    claimed(claim(running, "b"));
    PartitionId retrying = partition(3);
    ledger().retry(claimed(claim(retrying, "c")).lease(), THROTTLED, NOW);
    PartitionId failed = partition(4);
    ledger().fail(claimed(claim(failed, "d")).lease(), "f1", CORRUPT, NOW);
    PartitionId dead = partition(5);
    ledger().failWithoutVerdict(dead, CORRUPT, "r", NOW);

    try (Stream<LedgerEntry> entries = ledger().unsettled()) {
      assertThat(entries)
          .extracting(LedgerEntry::partition)
          .containsExactlyInAnyOrder(running, retrying, failed, dead);
    }
  }

  @Test
  void oneOfManyClaimsWins() {
    List<Boolean> won =
        Race.of(
            RACERS,
            racer -> {
              Ledger ledger = racer % 2 == 0 ? ledger() : seenByAnother();
              return ledger.claim(claim("f1", "racer-" + racer, NOW))
                  instanceof ClaimResult.Claimed;
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(entry().leaseOwner()).isEqualTo("racer-" + won.indexOf(true));
    assertThat(entry().attempts().count()).isEqualTo(1);
  }

  @Test
  void oneOfManyTakesAnExpiredLeaseOver() {
    claimed(claim("f1", "a", NOW));

    List<Boolean> won =
        Race.of(
            RACERS,
            racer -> {
              Ledger ledger = racer % 2 == 0 ? ledger() : seenByAnother();
              return ledger.claim(claim("f1", "racer-" + racer, NOW.plus(LEASE)))
                  instanceof ClaimResult.Claimed;
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(entry().attempts().count()).isEqualTo(2);
  }

  @Test
  void oneOfManySchedulesSends() {
    List<Boolean> sent =
        Race.of(
            RACERS,
            racer ->
                (racer % 2 == 0 ? ledger() : seenByAnother())
                    .schedule(PARTITION, NOW, NOW.plusSeconds(60)));

    assertThat(sent).containsOnlyOnce(true);
  }

  @Test
  void whatOneSeesTheOtherSees() {
    processed("f1");

    assertThat(seenByAnother().read(List.of(PARTITION))).containsEntry(PARTITION, entry());
  }

  private void processed(String fingerprint) {
    Lease lease = claimed(claim(fingerprint, "a", NOW)).lease();
    assertThat(
            ledger()
                .commit(
                    lease,
                    fingerprint,
                    new PartitionResult(stats(), List.of(), List.of(WRITTEN)),
                    NOW))
        .isTrue();
  }

  private void failed(String fingerprint) {
    Lease lease = claimed(claim(fingerprint, "a", NOW)).lease();
    assertThat(ledger().fail(lease, fingerprint, CORRUPT, NOW)).isTrue();
  }

  private ClaimResult.Claimed claimed(Claim claim) {
    ClaimResult result = ledger().claim(claim);
    assertThat(result).isInstanceOf(ClaimResult.Claimed.class);
    return (ClaimResult.Claimed) result;
  }

  private LedgerEntry refused(Claim claim) {
    ClaimResult result = ledger().claim(claim);
    assertThat(result).isInstanceOf(ClaimResult.Refused.class);
    return ((ClaimResult.Refused) result).entry();
  }

  private LedgerEntry entry() {
    return Optional.ofNullable(ledger().read(List.of(PARTITION)).get(PARTITION)).orElseThrow();
  }

  private static Claim claim(PartitionId partition, String owner) {
    Claim claim = claim("f1", owner, NOW);
    return new Claim(
        partition, claim.inputs(), owner, claim.now(), claim.leaseUntil(), claim.asked());
  }

  private static Claim claim(String fingerprint, String owner, Instant now) {
    return claim(fingerprint, owner, now, false, false);
  }

  private static Claim claim(
      String fingerprint, String owner, Instant now, boolean retryFailed, boolean force) {
    return new Claim(
        PARTITION,
        new InputIdentity(
            fingerprint,
            "configuration-of-" + fingerprint,
            "in-of-" + fingerprint,
            "trades-of-" + fingerprint),
        owner,
        now,
        now.plus(LEASE),
        new Ledger.Asked("run-" + owner, retryFailed, force));
  }

  private static PartitionId partition(int day) {
    return new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, day));
  }

  private static PartitionStats stats() {
    return stats(0.1 + 0.2, false);
  }

  private static PartitionStats stats(double vpinBucketVolume, boolean tradesMissing) {
    return new PartitionStats(
        new Read(86_400, 1),
        new Read(3_000_000_000L, 2),
        tradesMissing,
        86_399,
        SampleCounts.of(86_399)
            .empty(1)
            .oneSided(2)
            .crossed(3)
            .locked(4)
            .gaps(5)
            .trades(7)
            .counts(),
        vpinBucketVolume,
        new Cost(24, 1_234_567_890_123L, 987_654_321, 1_500, 104_857_600, 73_400_320),
        Optional.empty(),
        Map.of(InputCount.FILES_IGNORED, 3L),
        List.of("mixed_units: column 'ts' counts ms and us in files of one day"),
        Optional.of(
            new Understood(
                "exchange={exchange}/{symbol}/{date}",
                Optional.empty(),
                "capture",
                new UnderstoodStream(
                    List.of("list of structs"),
                    Map.of("capture_time", List.of("ts"), "levels", List.of("bids", "asks")),
                    Map.of("ts", List.of("int64")),
                    Map.of("ts", List.of("ms", "us")),
                    Map.of()),
                Optional.empty(),
                20)));
  }
}
