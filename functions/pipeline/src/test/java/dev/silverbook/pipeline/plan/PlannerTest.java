package dev.silverbook.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.Bench;
import dev.silverbook.pipeline.work.Fault;
import dev.silverbook.pipeline.work.SteppedLedger;
import dev.silverbook.pipeline.work.SteppedStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

  private final Bench bench = Bench.withADay();
  private final Fingerprint fingerprints = new Fingerprint(Bench.CONFIGURATION, true);

  @Test
  void whatWasNeverSeenIsNew() {
    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.NEW);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.NEW);
  }

  @Test
  void aPendingArrivalAloneIsStillNew() {
    bench.ledger.schedule(Bench.DAY, bench.clock.instant(), bench.clock.instant().plusSeconds(60));

    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.NEW);
  }

  @Test
  void whatIsProcessedIsUnchanged() {
    bench.handle();

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.UNCHANGED);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.UNCHANGED);
  }

  @Test
  void changedInputsAreSeenByListingOnly() {
    bench.handle();
    Bench.put(bench.trades, Bench.PREFIX + "late.parquet", "1|100|1|buy");

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.CHANGED_INPUTS);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.UNCHANGED);
  }

  @Test
  void filesThatAreNoInputsAreNamed() {
    Bench.put(bench.trades, Bench.PREFIX + "notes.csv", "1,2");
    List<IgnoredPath> ignored = new ArrayList<>();

    only(
        Planner.listing(
            bench.lakes(),
            bench.ledger,
            new Fingerprint(Bench.CONFIGURATION, true),
            bench.clock,
            ignored::add),
        PlanRequest.DUE);

    assertThat(ignored).extracting(IgnoredPath::path).containsExactly(Bench.PREFIX + "notes.csv");
    assertThat(ignored.get(0).reason()).contains(".parquet");
  }

  @Test
  void aRemovedOutputIsSeenByListing() {
    bench.handle();
    bench.silver.remove(Bench.OUTPUT);

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.OUTPUT_MISSING);
  }

  @Test
  void aChangedConfigurationIsSeenByBoth() {
    bench.handle();
    Fingerprint others = new Fingerprint(SilverConfiguration.defaults(), true);

    assertThat(
            only(Planner.listing(bench.lakes(), bench.ledger, others, bench.clock), PlanRequest.DUE)
                .decision())
        .isEqualTo(Decision.CHANGED_CONFIGURATION);
    assertThat(
            only(Planner.byLedger(bench.ledger, others, bench.clock), PlanRequest.DUE).decision())
        .isEqualTo(Decision.CHANGED_CONFIGURATION);
  }

  @Test
  void whatFailedIsSkippedWithItsReasonUnlessARetryIsAskedFor() {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "damaged");
    bench.handle();

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
    assertThat(byLedger(PlanRequest.DUE).reason())
        .startsWith("failed before: CORRUPT_FILE: ")
        .contains("a.parquet");
    PlanRequest retry = new PlanRequest(PlanRequest.NO_LIMIT, true, false);
    assertThat(listing(retry).decision()).isEqualTo(Decision.RETRY_FAILED);
    assertThat(byLedger(retry).message("r"))
        .isEqualTo(new PartitionMessage(Bench.DAY, "r", true, false));
  }

  private static final PlanRequest HEAL =
      new PlanRequest(PlanRequest.NO_LIMIT, false, false, true, true);

  @Test
  void anOutageHealsHourByHourAndDailyInTheEnd() {
    bench.handle();
    Bench.put(bench.trades, Bench.PREFIX + "late.parquet", "700000|100|5|buy");
    for (int round = 0; round < Healing.HOURLY_TIMES; round++) {
      fail("run-" + round, FailureReason.STORE_UNAVAILABLE);
      assertThat(byLedger(HEAL).decision()).isEqualTo(Decision.RECHECK);
      bench.clock.advance(Duration.ofHours(1));
      assertThat(byLedger(HEAL).decision()).as("round %d", round).isEqualTo(Decision.HEALING);
      assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
    }

    fail("last", FailureReason.STORE_UNAVAILABLE);
    bench.clock.advance(Duration.ofHours(22));
    assertThat(byLedger(HEAL).decision()).isEqualTo(Decision.RECHECK);
    bench.clock.advance(Duration.ofHours(2));

    PlanEntry healing = byLedger(HEAL);
    assertThat(healing.decision()).isEqualTo(Decision.HEALING);
    assertThat(healing.message("r")).isEqualTo(new PartitionMessage(Bench.DAY, "r", true, false));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {"CRASHED", "OUT_OF_MEMORY", "OUT_OF_TIME", "OUT_OF_SCRATCH"})
  void whatMayBeThePartitionsFaultIsTriedAgainTwice(FailureReason reason) {
    for (int round = 0; round < Healing.MOST_TIMES; round++) {
      fail("run-" + round, reason);
      bench.clock.advance(Duration.ofHours(1));
      assertThat(byLedger(HEAL).decision()).isEqualTo(Decision.HEALING);
    }

    fail("last", reason);
    bench.clock.advance(Duration.ofDays(30));

    assertThat(byLedger(HEAL).decision()).isEqualTo(Decision.RECHECK);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {"CORRUPT_FILE", "SCHEMA_MISMATCH", "NO_INPUT", "ARCHIVED", "ACCESS_DENIED"})
  void whatWillFailAgainIsNotTriedAgainByItself(FailureReason reason) {
    fail("run", reason);
    bench.clock.advance(Duration.ofDays(30));

    assertThat(byLedger(HEAL).decision()).isEqualTo(Decision.RECHECK);
  }

  @Test
  void whatIsLeftOfADoneDayIsNoChange() {
    bench.handle();
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.INPUTS_EXPIRED);
    assertThat(listing(PlanRequest.DUE).decision().runs()).isFalse();
    assertThat(listing(new PlanRequest(PlanRequest.NO_LIMIT, false, true)).decision())
        .isEqualTo(Decision.FORCED);
    Bench.put(bench.orderBook, Bench.PREFIX + "b.parquet", "1000000|99@1|101@2");
    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.CHANGED_INPUTS);
  }

  @Test
  void aPartitionWithoutAReadableObjectRunsOnce() {
    bench.orderBook.remove(Bench.PREFIX + "a.parquet");
    bench.orderBook.remove(Bench.PREFIX + "b.parquet");
    Bench.put(bench.orderBook, Bench.PREFIX + "books.csv", "x");

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.NEW);
    bench.handle();
    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
  }

  private void fail(String run, FailureReason reason) {
    Instant now = bench.clock.instant();
    ClaimResult result =
        bench.ledger.claim(
            new Claim(
                Bench.DAY,
                new InputIdentity(bench.fingerprint(), fingerprints.configuration(), "in/", ""),
                run,
                now,
                now.plusSeconds(60),
                new Ledger.Asked(run, true, false)));
    Lease lease = ((ClaimResult.Claimed) result).lease();
    bench.ledger.fail(lease, bench.fingerprint(), Failure.of(reason, "why"), now);
  }

  @Test
  void whatFailedRunsAgainWhenItsInputChanged() {
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "damaged");
    bench.handle();
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|99@1|101@2");

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.CHANGED_INPUTS);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
  }

  @Test
  void aRecheckSendsWhatIsDoneUnlessItsInputsWereListed() {
    PlanRequest recheck = new PlanRequest(PlanRequest.NO_LIMIT, false, false, true);
    bench.handle();

    assertThat(byLedger(recheck).decision()).isEqualTo(Decision.RECHECK);
    assertThat(byLedger(recheck).message("r"))
        .isEqualTo(new PartitionMessage(Bench.DAY, "r", false, false));
    assertThat(listing(recheck).decision()).isEqualTo(Decision.UNCHANGED);
    Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "damaged");
    bench.handle();
    assertThat(byLedger(recheck).decision()).isEqualTo(Decision.RECHECK);
    assertThat(listing(recheck).decision()).isEqualTo(Decision.FAILED_BEFORE);
  }

  @Test
  void aFailureBeforeAnyClaimIsAFailureBefore() {
    bench.ledger.failWithoutVerdict(
        Bench.DAY, Failure.of(FailureReason.CRASHED, "no verdict"), "r", bench.clock.instant());

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.FAILED_BEFORE);
  }

  @Test
  void aLiveLeaseIsLeftAloneAlsoByForceAndAnExpiredOneRuns() {
    claim();
    PlanRequest force = new PlanRequest(PlanRequest.NO_LIMIT, false, true);

    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.RUNNING_ELSEWHERE);
    assertThat(byLedger(force).decision()).isEqualTo(Decision.RUNNING_ELSEWHERE);
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(listing(PlanRequest.DUE).decision()).isEqualTo(Decision.LEASE_EXPIRED);
    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.LEASE_EXPIRED);
  }

  @Test
  void whatIsRetryingRuns() {
    Lease lease = claim();
    bench.ledger.retry(
        lease, Failure.of(FailureReason.THROTTLED, "slow down"), bench.clock.instant());

    assertThat(byLedger(PlanRequest.DUE).decision()).isEqualTo(Decision.RETRYING);
    assertThat(byLedger(PlanRequest.DUE).reason()).contains("THROTTLED: slow down");
  }

  @Test
  void forceRunsWhatIsProcessed() {
    bench.handle();
    PlanRequest force = new PlanRequest(PlanRequest.NO_LIMIT, false, true);

    assertThat(byLedger(force).message("r"))
        .isEqualTo(new PartitionMessage(Bench.DAY, "r", false, true));
  }

  @Test
  void directoriesWithoutInputDoNotRun() {
    PartitionId empty = new PartitionId("binance", "ETH~USDT", LocalDate.of(2024, 8, 8));

    assertThat(
            Planner.listing(bench.lakes(), bench.ledger, fingerprints, bench.clock)
                .plan(Stream.of(empty), PlanRequest.DUE))
        .extracting(PlanEntry::decision)
        .containsExactly(Decision.NO_INPUT);
  }

  @Test
  void aListingThatFailsIsLeftToAWorkerToRecord() {
    SteppedStore faulty = new SteppedStore(bench.orderBook, new Fault(Fault.Kind.ERROR, 1));
    LakeStores lakes = new LakeStores(faulty, Optional.of(bench.trades), bench.silver);

    PlanEntry entry =
        only(Planner.listing(lakes, bench.ledger, fingerprints, bench.clock), PlanRequest.DUE);

    assertThat(entry.decision()).isEqualTo(Decision.LISTING_FAILED);
    assertThat(entry.decision().runs()).isTrue();
    assertThat(entry.reason()).contains("step 1");
  }

  @Test
  void theLimitCountsWhatRunsAndKeepsTheReason() {
    bench.handle();
    List<PartitionId> days = Stream.concat(Stream.of(Bench.DAY), days(4).stream().skip(1)).toList();

    Plan plan =
        Plan.of(
            Planner.byLedger(bench.ledger, fingerprints, bench.clock)
                .plan(days.stream(), new PlanRequest(2, false, false)));

    assertThat(plan.entries())
        .extracting(PlanEntry::decision)
        .containsExactly(Decision.UNCHANGED, Decision.NEW, Decision.NEW, Decision.OVER_LIMIT);
    assertThat(plan.entries().get(3).reason()).isEqualTo("over the limit: new");
    assertThat(plan.toRun()).hasSize(2);
    assertThat(plan.counts())
        .containsEntry(Decision.NEW, 2L)
        .containsEntry(Decision.UNCHANGED, 1L)
        .doesNotContainKey(Decision.RETRYING);
  }

  @Test
  void theSourceIsConsumedInBatchesAndTheLedgerReadOncePerBatch() {
    AtomicInteger taken = new AtomicInteger();
    // The third step through the ledger would fail.
    SteppedLedger ledger = new SteppedLedger(bench.ledger, new Fault(Fault.Kind.ERROR, 3));
    Stream<PlanEntry> entries =
        Planner.byLedger(ledger, fingerprints, bench.clock)
            .plan(days(1_000).stream().peek(day -> taken.incrementAndGet()), PlanRequest.DUE);

    assertThat(entries.limit(150)).hasSize(150);

    assertThat(taken.get()).isLessThanOrEqualTo(201);
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> new PlanRequest(-1, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private Lease claim() {
    Instant now = bench.clock.instant();
    ClaimResult result =
        bench.ledger.claim(
            new Claim(
                Bench.DAY,
                new InputIdentity(bench.fingerprint(), fingerprints.configuration(), "in/", ""),
                "other",
                now,
                now.plusSeconds(60),
                new Ledger.Asked("r", false, false)));
    return ((ClaimResult.Claimed) result).lease();
  }

  private PlanEntry listing(PlanRequest request) {
    return only(Planner.listing(bench.lakes(), bench.ledger, fingerprints, bench.clock), request);
  }

  private PlanEntry byLedger(PlanRequest request) {
    return only(Planner.byLedger(bench.ledger, fingerprints, bench.clock), request);
  }

  private static PlanEntry only(Planner planner, PlanRequest request) {
    List<PlanEntry> entries = planner.plan(Stream.of(Bench.DAY), request).toList();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).partition()).isEqualTo(Bench.DAY);
    return entries.get(0);
  }

  private static List<PartitionId> days(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            day -> new PartitionId("binance", "BTC~USDT", LocalDate.of(2020, 1, 1).plusDays(day)))
        .toList();
  }
}
