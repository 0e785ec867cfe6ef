package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.contract.InMemoryQueue;
import dev.silverbook.pipeline.contract.InMemoryQueue.Received;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.plan.Planner;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers that overtake each other at any step, die, get no answer, are throttled for a while or
 * cut off for long, with doubled and forced messages and objects that come late: drawn by lot,
 * thousands of times, and in the end every promise of the protocol holds. Time is a number here, so
 * that hours pass in no time.
 */
@Execution(ExecutionMode.CONCURRENT)
class InterleavingsTest {

  private static final int ROUNDS = 500;
  private static final int MOST_RECEIVES = 20;
  private static final int MOST_TURNS = 2_000;
  private static final int DEEPEST = 3;
  private static final Duration SETTLE = Duration.ofMinutes(2);
  private static final Duration VISIBILITY = Duration.ofMinutes(3).plusSeconds(30);

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000})
  void everyPromiseHoldsWhateverHappens(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + ROUNDS; seed++) {
      new World(seed).liveAndCheck();
    }
  }

  @Test
  void theLotsDoBreakThings() {
    int kills = 0;
    int refusals = 0;
    int overtaken = 0;
    for (long seed = 1; seed <= 200; seed++) {
      World world = new World(seed);
      world.liveAndCheck();
      kills += world.kills;
      refusals += world.refusals;
      overtaken += world.overtaken;
    }
    assertThat(kills).isGreaterThan(100);
    assertThat(refusals).isGreaterThan(500);
    assertThat(overtaken).isGreaterThan(100);
  }

  /** One lake with one partition, its queue, and what happens to it. */
  private static final class World {

    private final Random luck;
    private final long seed;
    private final Bench bench = Bench.withADay();
    private final InMemoryQueue queue = new InMemoryQueue(bench.clock);
    private final Map<String, Integer> commits = new HashMap<>();
    private final Fingerprint fingerprints = new Fingerprint(Bench.CONFIGURATION, true);
    private final List<Participant> processes =
        Stream.generate(Participant::new).limit(DEEPEST + 1).toList();
    private int lateObjects;
    private int depth;
    private int forced;
    private int healings;
    private Instant outageUntil = Instant.MIN;
    private boolean calm;
    private int kills;
    private int refusals;
    private int overtaken;

    World(long seed) {
      this.seed = seed;
      this.luck = new Random(seed);
    }

    void liveAndCheck() {
      send(new PartitionMessage(Bench.DAY, "run-1", false, false));
      for (int turn = 0; queue.size() > 0 || turn < 10; turn++) {
        assertThat(turn).as("turns, seed %d", seed).isLessThan(MOST_TURNS);
        calm = turn >= 30;
        turn();
      }
      settle();
      check();
    }

    private void send(PartitionMessage message) {
      List<PartitionMessage> messages = new ArrayList<>(List.of(message));
      if (luck.nextInt(4) == 0) {
        messages.add(message);
      }
      queue.send(messages, Duration.ZERO);
    }

    private void turn() {
      if (!calm && luck.nextInt(6) == 0) {
        arrive();
      }
      if (!calm && luck.nextInt(12) == 0) {
        forced++;
        send(new PartitionMessage(Bench.DAY, "forced-" + forced, luck.nextBoolean(), true));
      }
      if (!calm && luck.nextInt(20) == 0) {
        outageUntil = bench.clock.instant().plusSeconds(luck.nextInt(900));
      }
      if (!receiveOne()) {
        bench.clock.advance(Duration.ofSeconds(1 + luck.nextInt(120)));
      }
    }

    private boolean receiveOne() {
      Optional<Received> next = queue.receive(VISIBILITY);
      if (next.isEmpty()) {
        return false;
      }
      Received received = next.get();
      if (received.receives() > MOST_RECEIVES) {
        bury(received);
        return true;
      }
      Lots lots = new Lots();
      boolean last = received.receives() == MOST_RECEIVES;
      Delivery delivery =
          new Delivery(
              bench.clock.instant().plus(Bench.BUDGET),
              last,
              () -> false,
              until -> {},
              Optional.of(received.sentAt()));
      Outcome outcome = processes.get(depth).handle(lots, received.message(), delivery);
      if (lots.dead) {
        return true;
      }
      if (outcome instanceof Outcome.Processed processed) {
        String fingerprint =
            processed.result().covered().map(CoveredInputs::fingerprint).orElseThrow();
        // A message that forces does so once, whatever came between; one that does not finds done
        // what any has done, unless a forced attempt at it was broken off.
        String who =
            received.message().force() ? "message " + received.number() : "whoever does not force";
        commits.merge(who + " of " + fingerprint, 1, Integer::sum);
      }
      boolean comesAgain = outcome instanceof Outcome.Busy || outcome instanceof Outcome.Retrying;
      if (!comesAgain) {
        queue.delete(received);
      }
      return true;
    }

    private void bury(Received received) {
      Instant now = bench.clock.instant();
      Failure crashed = Failure.of(FailureReason.CRASHED, "its message died without a verdict");
      bench.ledger.failWithoutVerdict(Bench.DAY, crashed, received.message().runId(), now);
      if (!bench.ledger.read(Bench.DAY).orElseThrow().leasedAt(now)) {
        queue.delete(received);
      }
    }

    /** An object comes, and its event is handled. */
    private void arrive() {
      lateObjects++;
      Bench.put(
          bench.trades,
          spelled() + "late-" + lateObjects + ".parquet",
          (600_000 + lateObjects) + "|100|5|buy");
      Instant now = bench.clock.instant();
      if (bench.ledger.schedule(Bench.DAY, now, now.plus(SETTLE))) {
        queue.send(
            List.of(new PartitionMessage(Bench.DAY, "arrival-" + lateObjects, false, false)),
            SETTLE);
      }
    }

    /** The partition's directory in one of its spellings, so that late objects make new ones. */
    private String spelled() {
      return (luck.nextBoolean() ? "exchange=binance/" : "exchange=%62inance/")
          + List.of("symbol=BTC~USDT/", "symbol=BTC%7EUSDT/", "symbol=BTC%7eUSDT/")
              .get(luck.nextInt(3))
          + (luck.nextBoolean() ? "year=2024/month=08/" : "year=2024/month=8/")
          + (luck.nextBoolean() ? "day=08/" : "day=8/");
    }

    /** What the schedule does until nothing is left to heal. */
    private void settle() {
      calm = true;
      Planner planner = Planner.byLedger(bench.ledger, fingerprints, bench.clock);
      PlanRequest heal = new PlanRequest(PlanRequest.NO_LIMIT, false, false, false, true);
      for (int round = 0; round < 10; round++) {
        bench.clock.advance(Duration.ofDays(1));
        List<PlanEntry> due =
            planner
                .plan(Stream.of(Bench.DAY), heal)
                .filter(entry -> entry.decision() == Decision.HEALING)
                .toList();
        for (PlanEntry entry : due) {
          healings++;
          queue.send(List.of(entry.message("healing-" + healings)), Duration.ZERO);
        }
        for (int turn = 0; queue.size() > 0; turn++) {
          assertThat(turn).as("healing, seed %d", seed).isLessThan(MOST_TURNS);
          turn();
        }
      }
    }

    private void check() {
      LedgerEntry entry = bench.ledger.read(Bench.DAY).orElseThrow();
      assertThat(entry.status()).as("3: a verdict, seed %d", seed).contains(LedgerStatus.PROCESSED);
      assertThat(entry.fingerprint())
          .as("4: late objects are covered, seed %d", seed)
          .isEqualTo(bench.fingerprint());
      assertThat(entry.outputs()).as("1: outputs, seed %d", seed).isEqualTo(bench.written());
      assertThat(bench.output())
          .as("1: the output is of these inputs, seed %d", seed)
          .contains("# silverbook.fingerprint=" + entry.fingerprint());
      assertThat(entry.result().flatMap(PartitionResult::covered).map(CoveredInputs::objects))
          .contains(3 + lateObjects);
      Bench undisturbed = Bench.withADay();
      for (int late = 1; late <= lateObjects; late++) {
        Bench.put(
            undisturbed.trades,
            Bench.PREFIX + "late-" + late + ".parquet",
            (600_000 + late) + "|100|5|buy");
      }
      Outcome outcome = undisturbed.handle();
      assertThat(outcome).isInstanceOf(Outcome.Processed.class);
      // Times differ between the stores, bytes do not.
      assertThat(withoutFingerprint(bench))
          .as("5: bytes, seed %d", seed)
          .isEqualTo(withoutFingerprint(undisturbed));
      commits.forEach(
          (commit, times) -> {
            if (forced == 0 || commit.startsWith("message")) {
              assertThat(times).as("2: %s is committed once, seed %d", commit, seed).isEqualTo(1);
            }
          });
      assertThat(bench.silver.objects("")).hasSize(1);
    }

    private static List<String> withoutFingerprint(Bench bench) {
      return bench.output().stream()
          .filter(line -> !line.startsWith("# silverbook.fingerprint="))
          .toList();
    }

    /** A worker that lives on from message to message, and may know what it has listed before. */
    private final class Participant implements Steps {

      private final PartitionWorker worker = bench.worker(this);
      private Lots lots;

      Outcome handle(Lots drawn, PartitionMessage message, Delivery delivery) {
        lots = drawn;
        return worker.handle(message, delivery);
      }

      @Override
      public void before(String step) {
        lots.before(step);
      }

      @Override
      public void after(String step) {
        lots.after(step);
      }
    }

    /** What happens to one worker, step by step. */
    private final class Lots implements Steps {

      private boolean dead;

      @Override
      public void before(String step) {
        dieAgain();
        bench.clock.advance(Duration.ofMillis(luck.nextInt(500)));
        if (calm) {
          return;
        }
        int lot = luck.nextInt(200);
        if (lot < 4) {
          die();
        } else if (lot < 10) {
          throw refused(FailureReason.THROTTLED, step);
        } else if (lot < 14) {
          // It stands still for as long as it takes others to think it dead, or nearly so.
          bench.clock.advance(Duration.ofSeconds(luck.nextInt(400)));
        } else if (lot < 24 && depth < DEEPEST) {
          overtake();
        } else if (lot < 26) {
          arrive();
        }
        if (bench.clock.instant().isBefore(outageUntil)) {
          throw refused(FailureReason.STORE_UNAVAILABLE, step);
        }
      }

      @Override
      public void after(String step) {
        dieAgain();
        if (calm) {
          return;
        }
        int lot = luck.nextInt(200);
        if (lot < 4) {
          die();
        } else if (lot < 8) {
          throw refused(FailureReason.STORE_UNAVAILABLE, "the answer to " + step);
        }
      }

      /** Another worker gets a message meanwhile, and may be overtaken itself. */
      private void overtake() {
        overtaken++;
        depth++;
        try {
          receiveOne();
        } finally {
          depth--;
        }
      }

      private void dieAgain() {
        if (dead) {
          throw new Fault.Killed();
        }
      }

      private void die() {
        kills++;
        dead = true;
        throw new Fault.Killed();
      }

      private StoreException refused(FailureReason reason, String step) {
        refusals++;
        return new StoreException(reason, "key", step + " was refused", null);
      }
    }
  }
}
