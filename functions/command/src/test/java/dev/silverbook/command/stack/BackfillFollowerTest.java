package dev.silverbook.command.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.stack.BackfillFollower.Ending;
import dev.silverbook.command.stack.BackfillFollower.Result;
import dev.silverbook.command.stack.BackfillFollower.Standing;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Following, on a clock that moves only while the follower waits. */
final class BackfillFollowerTest {

  private static final String RUN = "backfill-1";

  private final Ledger ledger = new InMemoryLedger();
  private final Map<Duration, Runnable> script = new LinkedHashMap<>();
  private final List<Standing> seen = new ArrayList<>();
  private final SettableClock clock = new SettableClock();
  private long waiting;
  private Duration patience = Duration.ofDays(1);

  @Test
  void followingEndsWithTheLastVerdict() throws InterruptedException {
    waiting = 2;
    after(10, () -> claim("BTC~USDT"));
    after(20, () -> fail("BTC~USDT"));
    after(30, () -> claim("ETH~USDT"));
    after(40, () -> fail("ETH~USDT"));

    Result result = follow(answer(2, false));

    assertThat(result.ending()).isEqualTo(Ending.VERDICTS);
    assertThat(result.failed()).extracting(LedgerEntry::partition).hasSize(2);
    assertThat(passed()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    assertThat(seen).contains(new Standing(2, 2, 0, 1, 1));
  }

  @Test
  void partitionsOfOtherRunsDoNotCount() throws InterruptedException {
    waiting = 1;
    ledger.claim(claim(partition("XRP~USDT"), "another"));
    after(10, () -> claim("BTC~USDT"));
    after(20, () -> fail("BTC~USDT"));

    Result result = follow(answer(1, false));

    assertThat(result.entries())
        .extracting(LedgerEntry::partition)
        .containsExactly(partition("BTC~USDT"));
  }

  @Test
  void messagesThatFoundNothingToDoAreNotWaitedForOnceTheQueueIsEmpty()
      throws InterruptedException {
    waiting = 2;
    after(10, () -> claim("BTC~USDT"));
    after(20, () -> fail("BTC~USDT"));
    after(30, () -> waiting = 0);

    Result result = follow(answer(2, false));

    assertThat(result.ending()).isEqualTo(Ending.DRAINED);
    assertThat(passed()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void aPartitionInWorkIsWaitedForThoughTheQueueSaysItIsEmpty() throws InterruptedException {
    claim("BTC~USDT");
    after(300, () -> fail("BTC~USDT"));

    Result result = follow(answer(2, false));

    assertThat(result.ending()).isEqualTo(Ending.DRAINED);
    assertThat(passed()).isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void aPartitionThatNeverEndsDoesNotKeepAnyoneForEver() throws InterruptedException {
    claim("BTC~USDT");

    Result result = follow(answer(1, false));

    assertThat(result.ending()).isEqualTo(Ending.STALLED);
    assertThat(passed()).isLessThan(Duration.ofMinutes(21));
  }

  @Test
  void aBackfillThatGoesOnByItselfIsNotDoneWithItsFirstMessages() throws InterruptedException {
    claim("BTC~USDT");
    fail("BTC~USDT");
    after(200, () -> claim("ETH~USDT"));
    after(210, () -> fail("ETH~USDT"));

    Result result = follow(answer(1, true));

    assertThat(result.ending()).isEqualTo(Ending.DRAINED);
    assertThat(result.entries()).hasSize(2);
  }

  @Test
  void whoeverWantsToGoGetsWhatIsKnown() throws InterruptedException {
    claim("BTC~USDT");
    waiting = 1;
    patience = Duration.ofSeconds(30);

    Result result = follow(answer(2, false));

    assertThat(result.ending()).isEqualTo(Ending.STOPPED);
    assertThat(result.entries()).hasSize(1);
    assertThat(passed()).isEqualTo(patience);
  }

  private Result follow(BackfillAnswer answer) throws InterruptedException {
    return new BackfillFollower(ledger, () -> waiting, this::pause, clock)
        .follow(answer, seen::add);
  }

  private boolean pause(Duration duration) {
    clock.advance(duration);
    Duration passed = passed();
    script
        .entrySet()
        .removeIf(
            step -> {
              boolean due = passed.compareTo(step.getKey()) >= 0;
              if (due) {
                step.getValue().run();
              }
              return due;
            });
    return passed.compareTo(patience) < 0;
  }

  private Duration passed() {
    return Duration.between(SettableClock.START, clock.instant());
  }

  private void after(long seconds, Runnable step) {
    script.put(Duration.ofSeconds(seconds), step);
  }

  private void claim(String symbol) {
    ledger.claim(claim(partition(symbol), RUN));
  }

  private Ledger.Claim claim(PartitionId partition, String runId) {
    return new Ledger.Claim(
        partition,
        new InputIdentity("fingerprint", "configuration", "input", "trades"),
        "owner-" + partition.symbol(),
        clock.instant(),
        clock.instant().plusSeconds(3_600),
        new Ledger.Asked(runId, false, false));
  }

  private void fail(String symbol) {
    ledger.fail(
        new Ledger.Lease(partition(symbol), "owner-" + symbol),
        "fingerprint",
        Failure.of(FailureReason.NOT_PARQUET, "no"),
        clock.instant());
  }

  private static PartitionId partition(String symbol) {
    return new PartitionId("binance", symbol, LocalDate.of(2024, 8, 8));
  }

  private static BackfillAnswer answer(long sent, boolean continues) {
    return new BackfillAnswer(
        RUN,
        continues ? "CONTINUES" : "COMPLETE",
        false,
        Optional.empty(),
        sent,
        Map.of("NEW", sent),
        sent,
        0,
        List.of());
  }
}
