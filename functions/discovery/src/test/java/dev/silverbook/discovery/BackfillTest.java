package dev.silverbook.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.discovery.BackfillResult.Ending;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillTest {

  private static final Fingerprint FINGERPRINTS =
      new Fingerprint(SilverConfiguration.defaults(), true);
  private static final Duration PLENTY = Duration.ofMinutes(14);

  private final SettableClock clock = new SettableClock();
  private final WatchedStore store = new WatchedStore();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<PartitionMessage> sent = Collections.synchronizedList(new ArrayList<>());
  private final PartitionQueue queue =
      (messages, delay) -> {
        assertThat(delay).isZero();
        sent.addAll(messages);
        return List.of();
      };

  private Backfill backfill(PartitionQueue to) {
    return new Backfill(store, ledger, FINGERPRINTS, to, clock, 3);
  }

  private static BackfillCursor start(PartitionFilter filter, PlanRequest plan, boolean dryRun) {
    return BackfillCursor.start(new BackfillRequest(filter, plan, dryRun, "a test"), "run-1");
  }

  private static BackfillCursor everythingDue() {
    return start(PartitionFilter.ALL, PlanRequest.DUE, false);
  }

  private Instant inTime() {
    return clock.instant().plus(PLENTY);
  }

  private static PartitionId partition(String symbol, int day) {
    return new PartitionId("binance", symbol, LocalDate.of(2024, 8, day));
  }

  private Ledger.Lease claim(PartitionId partition) {
    Ledger.Claim claim =
        new Ledger.Claim(
            partition,
            new InputIdentity("fingerprint", FINGERPRINTS.configuration(), "in/", ""),
            "owner",
            clock.instant(),
            clock.instant().plus(PLENTY),
            new Ledger.Asked("earlier", false, false));
    return ((Ledger.ClaimResult.Claimed) ledger.claim(claim)).lease();
  }

  private void fail(PartitionId partition) {
    Failure failure = Failure.of(FailureReason.CORRUPT_FILE, "truncated");
    assertThat(ledger.fail(claim(partition), "fingerprint", failure, clock.instant())).isTrue();
  }

  /** Ten symbols with 28 days each: 280 partitions, three chunks. */
  private void threeChunks() {
    for (int symbol = 0; symbol < 10; symbol++) {
      for (int day = 1; day <= 28; day++) {
        store.putDay("binance", "S" + symbol + "~USDT", 2024, 8, day);
      }
    }
  }

  @Test
  void sendsOneMessageForEachPartitionThatIsDueAndCountsTheOthersByReason() {
    for (int day = 1; day <= 4; day++) {
      store.putDay("binance", "BTC~USDT", 2024, 8, day);
    }
    claim(partition("BTC~USDT", 2));
    fail(partition("BTC~USDT", 3));

    BackfillResult progress = backfill(queue).run(everythingDue(), inTime());

    assertThat(progress.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(sent)
        .containsExactlyInAnyOrder(
            new PartitionMessage(partition("BTC~USDT", 1), "run-1", false, false),
            new PartitionMessage(partition("BTC~USDT", 4), "run-1", false, false));
    assertThat(progress.cursor().totals())
        .isEqualTo(
            new BackfillTotals(
                Map.of(
                    Decision.NEW, 2L,
                    Decision.RUNNING_ELSEWHERE, 1L,
                    Decision.FAILED_BEFORE, 1L),
                2,
                0,
                0,
                0,
                List.of()));
  }

  @Test
  void aRetryOfFailuresSaysSoInTheMessage() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 3);
    fail(partition("BTC~USDT", 3));

    backfill(queue)
        .run(
            start(PartitionFilter.ALL, new PlanRequest(PlanRequest.NO_LIMIT, true, false), false),
            inTime());

    assertThat(sent)
        .containsExactly(new PartitionMessage(partition("BTC~USDT", 3), "run-1", true, false));
  }

  @Test
  void aForcedRunSaysSoInTheMessage() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 3);

    backfill(queue)
        .run(
            start(PartitionFilter.ALL, new PlanRequest(PlanRequest.NO_LIMIT, false, true), false),
            inTime());

    assertThat(sent)
        .containsExactly(new PartitionMessage(partition("BTC~USDT", 3), "run-1", false, true));
  }

  @Test
  void aDryRunCountsWhatItWouldSendAndSendsNothing() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 3);

    BackfillResult progress =
        backfill(queue).run(start(PartitionFilter.ALL, PlanRequest.DUE, true), inTime());

    assertThat(sent).isEmpty();
    assertThat(progress.cursor().totals().decisions()).isEqualTo(Map.of(Decision.NEW, 1L));
    assertThat(progress.cursor().totals().sent()).isZero();
  }

  @Test
  void monthsOutsideTheRangeAndDaysThemselvesAreNotListed() {
    store.putDay("binance", "BTC~USDT", 2024, 7, 31);
    store.putDay("binance", "BTC~USDT", 2024, 8, 1);
    store.putDay("binance", "ETH~USDT", 2024, 8, 1);
    store.putDay("kraken", "BTC~USDT", 2023, 8, 1);
    PartitionFilter august =
        new PartitionFilter(
            Set.of(),
            Set.of("BTC/USDT"),
            Optional.of(LocalDate.of(2024, 8, 1)),
            Optional.of(LocalDate.of(2024, 8, 31)));

    backfill(queue).run(start(august, PlanRequest.DUE, false), inTime());

    assertThat(store.listed)
        .containsExactlyInAnyOrder(
            "",
            "exchange=binance/",
            "exchange=kraken/",
            "exchange=binance/symbol=BTC~USDT/",
            "exchange=binance/symbol=BTC~USDT/year=2024/",
            "exchange=binance/symbol=BTC~USDT/year=2024/month=08/",
            "exchange=kraken/symbol=BTC~USDT/");
    assertThat(sent)
        .containsExactly(new PartitionMessage(partition("BTC~USDT", 1), "run-1", false, false));
  }

  @Test
  void outOfTimeItGoesOnExactlyWhereItStoppedAndTheTotalIsThatOfASingleRun() {
    threeChunks();
    fail(partition("S3~USDT", 7));
    BackfillTotals single =
        backfill(queue)
            .run(start(PartitionFilter.ALL, PlanRequest.DUE, true), inTime())
            .cursor()
            .totals();

    // Each invocation finds its time over and does the one chunk that it always does.
    BackfillResult progress = backfill(queue).run(everythingDue(), clock.instant());
    int handed = 0;
    while (progress.ending() == Ending.CONTINUES) {
      handed++;
      // Through its JSON, as from one invocation to the next.
      BackfillCursor cursor = BackfillCursor.parse(progress.cursor().toJson());
      assertThat(cursor).isEqualTo(progress.cursor());
      progress = backfill(queue).run(cursor, clock.instant());
    }

    assertThat(handed).isEqualTo(2);
    assertThat(progress.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(progress.cursor().invocations()).isEqualTo(3);
    assertThat(progress.cursor().totals().decisions()).isEqualTo(single.decisions());
    assertThat(progress.cursor().totals().partitions()).isEqualTo(280);
    assertThat(sent).hasSize(279);
    assertThat(new HashSet<>(sent)).hasSize(279);
    assertThat(progress.cursor().totals().sent()).isEqualTo(279);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLimitIsThatOfTheWholeRunAndTakesTheFirstInOrder(boolean outOfTime) {
    threeChunks();
    fail(partition("S0~USDT", 7));
    BackfillCursor cursor = start(PartitionFilter.ALL, new PlanRequest(150, false, false), false);

    BackfillResult progress;
    do {
      progress = backfill(queue).run(cursor, outOfTime ? clock.instant() : inTime());
      cursor = progress.cursor();
    } while (progress.ending() == Ending.CONTINUES);

    assertThat(progress.ending()).isEqualTo(Ending.LIMIT_REACHED);
    assertThat(sent).hasSize(150);
    // 28 days a symbol, one of which had failed: the 150th is the 11th of the sixth symbol.
    assertThat(progress.cursor().after()).contains(partition("S5~USDT", 11));
    assertThat(sent)
        .extracting(PartitionMessage::partition)
        .allMatch(each -> each.compareTo(partition("S5~USDT", 11)) <= 0);
    assertThat(progress.cursor().totals().decisions())
        .isEqualTo(Map.of(Decision.NEW, 150L, Decision.FAILED_BEFORE, 1L));
  }

  @Test
  void whatTheQueueDidNotTakeIsInTheResult() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 1);
    store.putDay("binance", "BTC~USDT", 2024, 8, 2);
    PartitionQueue refusing = (messages, delay) -> messages.subList(1, messages.size());

    BackfillTotals totals = backfill(refusing).run(everythingDue(), inTime()).cursor().totals();

    assertThat(totals.sent()).isEqualTo(1);
    assertThat(totals.unsent()).isEqualTo(1);
    assertThat(totals.unsentPartitions()).containsExactly(partition("BTC~USDT", 2).key());
  }

  @Test
  void ofManyUnsentMessagesTheFirstHundredAreNamed() {
    threeChunks();
    PartitionQueue refusing = (messages, delay) -> messages;

    BackfillTotals totals = backfill(refusing).run(everythingDue(), inTime()).cursor().totals();

    assertThat(totals.sent()).isZero();
    assertThat(totals.unsent()).isEqualTo(280);
    assertThat(totals.unsentPartitions()).hasSize(BackfillTotals.SHOWN);
    assertThat(totals.unsentPartitions().get(0)).isEqualTo(partition("S0~USDT", 1).key());
  }

  @Test
  void aRefusedListingIsTheFailureOfTheRun() {
    threeChunks();
    store.refused = Optional.of("exchange=binance/symbol=S9~USDT/");

    assertThatThrownBy(() -> backfill(queue).run(everythingDue(), inTime()))
        .isInstanceOf(StoreException.class)
        .hasMessage("slow down");
  }

  @Test
  void aQueueThatRefusesForGoodIsTheFailureOfTheRun() {
    threeChunks();
    PartitionQueue refusing =
        (messages, delay) -> {
          throw new StoreException(FailureReason.ACCESS_DENIED, null, "not allowed", null);
        };

    assertThatThrownBy(() -> backfill(refusing).run(everythingDue(), inTime()))
        .isInstanceOf(StoreException.class)
        .hasMessage("not allowed");
  }

  @Test
  void aCancelledRunSendsNothingMore() {
    threeChunks();
    AtomicInteger asked = new AtomicInteger();
    Backfill backfill =
        new Backfill(
            store,
            LayoutChoice.DETECTED,
            ledger,
            FINGERPRINTS,
            queue,
            run -> run.equals("run-1") && asked.incrementAndGet() > 1,
            clock,
            1);

    BackfillResult result = backfill.run(everythingDue(), inTime());

    assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(result.cursor().totals().sent()).isEqualTo(sent.size()).isLessThan(280);
  }

  @Test
  void whatFailedForAReasonThatPassesHealsOnDaysThatAreNotListed() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 1);
    store.putDay("binance", "BTC~USDT", 2024, 8, 9);
    Failure outage = Failure.of(FailureReason.STORE_UNAVAILABLE, "down");
    ledger.fail(claim(partition("BTC~USDT", 1)), "fingerprint", outage, clock.instant());
    fail(partition("BTC~USDT", 2));
    ledger.fail(claim(partition("ETH~USDT", 1)), "fingerprint", outage, clock.instant());
    clock.advance(Duration.ofHours(1));
    PartitionFilter fromTheNinth =
        new PartitionFilter(
            Set.of(), Set.of("BTC/USDT"), Optional.of(LocalDate.of(2024, 8, 9)), Optional.empty());
    PlanRequest heal = new PlanRequest(PlanRequest.NO_LIMIT, false, false, true, true);

    BackfillResult result = backfill(queue).run(start(fromTheNinth, heal, false), inTime());

    assertThat(sent)
        .containsExactlyInAnyOrder(
            new PartitionMessage(partition("BTC~USDT", 1), "run-1", true, false),
            new PartitionMessage(partition("BTC~USDT", 9), "run-1", false, false));
    assertThat(result.cursor().after()).contains(partition("BTC~USDT", 9));
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void aCursorOfAnotherLayoutIsRefused() {
    threeChunks();
    BackfillResult first = backfill(queue).run(everythingDue(), clock.instant());
    String json = first.cursor().toJson();
    assertThat(first.ending()).isEqualTo(Ending.CONTINUES);
    assertThat(json)
        .contains("exchange={exchange}/symbol={symbol}/year={year}/month={month}/day={day}");
    int sentBefore = sent.size();

    BackfillCursor other = BackfillCursor.parse(json.replace("symbol={symbol}", "pair={symbol}"));

    assertThatThrownBy(() -> backfill(queue).run(other, inTime()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("run-1")
        .hasMessageContaining("pair={symbol}")
        .hasMessageContaining("symbol={symbol}")
        .hasMessageContaining("start the backfill again");
    assertThat(sent).hasSize(sentBefore);
  }

  @Test
  void anEmptyLakeIsComplete() {
    BackfillResult progress = backfill(queue).run(everythingDue(), inTime());

    assertThat(progress.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(progress.cursor().totals()).isEqualTo(BackfillTotals.NONE);
  }
}
