package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.InMemoryQueue;
import dev.silverbook.pipeline.contract.InMemoryQueue.Received;
import dev.silverbook.pipeline.contract.Race;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promises of the ledger protocol. Each test breaks something at every step it can and looks at
 * what is true in the end.
 */
class ProtocolInvariantsTest {

  private static final Duration PAST_EVERY_LEASE = Duration.ofHours(1);
  private static final Duration SETTLE = Duration.ofMinutes(2);
  private static final int MOST_RECEIVES = 5;
  private static final String LATE = Bench.PREFIX + "late.parquet";

  // A kill or an error at any step, followed by redelivery, ends in the undisturbed bytes.

  @ParameterizedTest
  @EnumSource(Fault.Kind.class)
  void aFaultAtAnyStepEndsInTheSameBytes(Fault.Kind kind) {
    Bench undisturbed = Bench.withADay();
    assertThat(undisturbed.handle()).isInstanceOf(Outcome.Processed.class);
    int broken = 0;
    for (int step = 1; ; step++) {
      Bench bench = Bench.withADay();
      Fault fault = new Fault(kind, step);
      bench.worker(fault).handle(Bench.message(), bench.delivery());
      if (!fault.struck()) {
        break;
      }
      broken++;

      drain(bench);

      assertThat(bench.output()).as("%s at step %d", kind, step).isEqualTo(undisturbed.output());
      assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
      assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
      assertThat(bench.entry().outputs()).isEqualTo(bench.written());
      assertThat(bench.silver.objects("")).hasSize(1);
    }
    assertThat(broken).isGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource(Fault.Kind.class)
  void aFaultAtAnyStepOfAnUpdateEndsInTheSameBytes(Fault.Kind kind) {
    Bench undisturbed = Bench.withADay();
    Bench.put(undisturbed.trades, LATE, "700000|100|5|buy");
    undisturbed.handle();
    for (int step = 1; ; step++) {
      Bench bench = Bench.withADay();
      bench.handle();
      Bench.put(bench.trades, LATE, "700000|100|5|buy");
      Fault fault = new Fault(kind, step);
      bench.worker(fault).handle(Bench.message(), bench.delivery());
      if (!fault.struck()) {
        break;
      }

      drain(bench);

      assertThat(bench.output()).as("%s at step %d", kind, step).isEqualTo(undisturbed.output());
      assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    }
  }

  // Two workers never both commit the same partition and fingerprint.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void oneOfManyWorkersProcesses(int round) {
    Bench bench = Bench.withADay();

    List<Outcome> outcomes = Race.of(8, racer -> bench.handle());

    assertThat(outcomes)
        .as("round %d", round)
        .filteredOn(outcome -> outcome instanceof Outcome.Processed)
        .hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !(outcome instanceof Outcome.Processed))
        .allMatch(
            outcome -> outcome instanceof Outcome.Busy || outcome instanceof Outcome.Unchanged);
    assertThat(bench.entry().outputs()).isEqualTo(bench.written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"find", "claim", "list", "create", "open", "put", "commit"})
  void aWorkerThatLosesItsLeaseAtAnyStepDoesNotWin(String step) {
    Bench bench = Bench.withADay();
    List<Outcome> other = new ArrayList<>();
    Steps overtaken =
        Steps.onceBefore(
            step,
            () -> {
              bench.clock.advance(PAST_EVERY_LEASE);
              Bench.put(bench.trades, LATE, "700000|100|5|buy");
              other.add(bench.handle());
            });

    Outcome outcome = bench.worker(overtaken).handle(Bench.message(), bench.delivery());

    assertThat(other).singleElement().isInstanceOf(Outcome.Processed.class);
    assertThat(outcome).isNotInstanceOf(Outcome.Processed.class);
    assertOutputIsWhatTheLedgerSays(bench);
    drain(bench);
    assertOutputIsWhatTheLedgerSays(bench);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
  }

  @Test
  void aStaleFirstListingDoesNotProcessTwice() {
    Bench bench = Bench.withADay();
    List<Outcome> other = new ArrayList<>();
    Steps overtaken =
        Steps.onceBefore(
            "claim",
            () -> {
              Bench.put(bench.trades, LATE, "700000|100|5|buy");
              other.add(bench.handle());
            });

    assertThat(bench.worker(overtaken).handle(Bench.message(), bench.delivery()))
        .isEqualTo(new Outcome.Unchanged(Bench.DAY));
    Outcome.Processed processed = (Outcome.Processed) other.get(0);
    assertThat(bench.written()).isEqualTo(processed.outputs());
    assertThat(bench.entry().stats()).contains(processed.stats());
    assertOutputIsWhatTheLedgerSays(bench);
  }

  @Test
  void aStaleFirstListingDoesNotFailTwice() {
    Bench bench = Bench.withADay();
    List<Outcome> other = new ArrayList<>();
    Steps overtaken =
        Steps.onceBefore(
            "claim",
            () -> {
              Bench.put(bench.trades, LATE, "damaged");
              other.add(bench.handle());
            });

    Outcome outcome = bench.worker(overtaken).handle(Bench.message(), bench.delivery());

    assertThat(outcome)
        .isEqualTo(new Outcome.Skipped(Bench.DAY, ((Outcome.Failed) other.get(0)).failure()));
    assertThat(bench.entry().status()).contains(LedgerStatus.FAILED);
  }

  @Test
  void aConditionalPutThatComesTooLateIsALostLease() {
    Bench bench = Bench.withADay();
    Steps overtaken =
        Steps.onceBefore(
            "put",
            () -> {
              bench.clock.advance(PAST_EVERY_LEASE);
              bench.handle();
            });

    assertThat(bench.worker(overtaken).handle(Bench.message(), bench.delivery()))
        .isEqualTo(new Outcome.LeaseLost(Bench.DAY));
    assertOutputIsWhatTheLedgerSays(bench);
  }

  @Test
  void aLeaseThatWasTakenOverDoesNotCommitAlthoughItsPutCameFirst() {
    Bench bench = Bench.withADay();
    Steps overtaken =
        Steps.onceBefore(
            "commit",
            () -> {
              bench.clock.advance(PAST_EVERY_LEASE);
              Instant now = bench.clock.instant();
              bench.ledger.claim(
                  new Ledger.Claim(
                      Bench.DAY,
                      new InputIdentity("f2", "c", "in/", ""),
                      "other",
                      now,
                      now.plusSeconds(60),
                      new Ledger.Asked("r", false, false)));
            });

    assertThat(bench.worker(overtaken).handle(Bench.message(), bench.delivery()))
        .isEqualTo(new Outcome.LeaseLost(Bench.DAY));
    assertThat(bench.entry().status()).contains(LedgerStatus.RUNNING);
    assertThat(bench.entry().leaseOwner()).isEqualTo("other");
    drain(bench);
    assertOutputIsWhatTheLedgerSays(bench);
  }

  @Test
  void anOverwrittenPutUnderAHeldLeaseIsTriedAgain() {
    Bench bench = Bench.withADay();
    Steps foreign =
        Steps.onceBefore("put", () -> Bench.put(bench.silver, Bench.OUTPUT, "somebody else's"));

    assertThat(bench.worker(foreign).handle(Bench.message(), bench.delivery()))
        .isInstanceOfSatisfying(
            Outcome.Retrying.class,
            retrying ->
                assertThat(retrying.failure().reason()).isEqualTo(FailureReason.OUTPUT_CHANGED));
    drain(bench);
    assertOutputIsWhatTheLedgerSays(bench);
  }

  // PROCESSED means: the output holds the features of exactly the inputs in the fingerprint.

  @Test
  void whatIsListedAfterTheClaimIsWhatIsProcessedAndCommitted() {
    Bench bench = Bench.withADay();
    Steps late = Steps.onceBefore("claim", () -> Bench.put(bench.trades, LATE, "700000|100|5|buy"));

    bench.worker(late).handle(Bench.message(), bench.delivery());

    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    assertThat(bench.entry().stats().orElseThrow().tradesRead()).isEqualTo(5);
    assertOutputIsWhatTheLedgerSays(bench);
  }

  @Test
  void anObjectReplacedWhileItIsReadIsNotTakenForTheListedOne() {
    Bench bench = Bench.withADay();
    Steps replaced =
        Steps.onceBefore(
            "open",
            () -> Bench.put(bench.orderBook, Bench.PREFIX + "a.parquet", "1000000|98@1|102@2"));

    assertThat(bench.worker(replaced).handle(Bench.message(), bench.delivery()))
        .isInstanceOf(Outcome.Retrying.class);
    drain(bench);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    assertThat(bench.output().get(0)).contains("bid_price_1=98.0");
  }

  // A late object always leads to a later PROCESSED whose fingerprint covers it.

  @Test
  void aLateObjectAtAnyStepIsCoveredInTheEnd() {
    Bench complete = Bench.withADay();
    Bench.put(complete.trades, LATE, "700000|100|5|buy");
    complete.handle();
    for (int at = 1; ; at++) {
      Bench bench = Bench.withADay();
      InMemoryQueue queue = new InMemoryQueue(bench.clock);
      bench.ledger.schedule(Bench.DAY, bench.clock.instant(), bench.clock.instant().plus(SETTLE));
      // The message of that arrival, delivered before it was due: it is the one handled here.
      LateObject late = new LateObject(bench, queue, at);
      bench.worker(late).handle(Bench.message(), bench.delivery());
      if (!late.arrived) {
        break;
      }
      work(bench, queue, () -> new Fault(Fault.Kind.ERROR, Integer.MAX_VALUE));

      assertThat(bench.entry().fingerprint()).as("step %d", at).isEqualTo(bench.fingerprint());
      assertThat(bench.output()).as("step %d", at).isEqualTo(complete.output());
    }
  }

  // After all messages are drained, every partition is PROCESSED or FAILED with a reason.

  @Test
  void whateverBreaksEveryPartitionEndsWithAVerdict() {
    for (int seed = 1; seed <= 60; seed++) {
      Bench bench = new Bench();
      InMemoryQueue queue = new InMemoryQueue(bench.clock);
      List<PartitionId> days = new ArrayList<>();
      for (int day = 1; day <= 5; day++) {
        LocalDate date = LocalDate.of(2024, 8, day);
        days.add(new PartitionId("binance", "BTC~USDT", date));
        Bench.put(
            bench.orderBook,
            "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=0" + day + "/a.parquet",
            day == 3 ? "damaged" : "1000000|99@" + day + "|101@2");
      }
      for (PartitionId day : days) {
        queue.send(
            List.of(
                new PartitionMessage(day, "run-1", false, false),
                new PartitionMessage(day, "run-1", false, false)),
            Duration.ZERO);
      }

      Random luck = new Random(seed);
      List<Fault.Kind> kinds = List.of(Fault.Kind.values());
      work(
          bench,
          queue,
          () -> new Fault(kinds.get(luck.nextInt(kinds.size())), 1 + luck.nextInt(40)));

      assertThat(queue.size()).isZero();
      for (PartitionId day : days) {
        LedgerEntry entry = bench.ledger.read(List.of(day)).get(day);
        assertThat(entry).as("seed %d, %s", seed, day).isNotNull();
        assertThat(entry.status().orElseThrow())
            .as("seed %d, %s", seed, day)
            .isIn(LedgerStatus.PROCESSED, LedgerStatus.FAILED);
        if (entry.status().orElseThrow() == LedgerStatus.FAILED) {
          assertThat(entry.failure()).isPresent();
        } else {
          assertThat(day.date().getDayOfMonth()).isNotEqualTo(3);
          assertThat(entry.outputs())
              .singleElement()
              .extracting(WrittenOutput::etag)
              .isEqualTo(
                  bench
                      .silver
                      .find(PartitionWorker.outputKey(Dataset.ORDERBOOK, day))
                      .orElseThrow()
                      .etag());
        }
      }
    }
  }

  /** Redelivers to healthy workers until the message is consumed. */
  private static void drain(Bench bench) {
    for (int receive = 1; receive <= MOST_RECEIVES; receive++) {
      if (consumed(bench.handle())) {
        return;
      }
      bench.clock.advance(PAST_EVERY_LEASE);
    }
    throw new AssertionError("the message was not consumed");
  }

  private static boolean consumed(Outcome outcome) {
    return !(outcome instanceof Outcome.Busy) && !(outcome instanceof Outcome.Retrying);
  }

  private static void assertOutputIsWhatTheLedgerSays(Bench bench) {
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry().outputs()).isEqualTo(bench.written());
    assertThat(bench.output()).contains("# silverbook.fingerprint=" + bench.entry().fingerprint());
  }

  /**
   * Works the queue off as its consumer does: outcomes decide, workers may break, and what was
   * received too often goes to the dead letters' consumer.
   */
  private static void work(Bench bench, InMemoryQueue queue, Supplier<Fault> faults) {
    int turns = 0;
    while (queue.size() > 0) {
      turns++;
      assertThat(turns).isLessThan(1_000);
      Optional<Received> next = queue.receive(PAST_EVERY_LEASE);
      if (next.isEmpty()) {
        bench.clock.advance(Duration.ofMinutes(1));
      } else if (next.get().receives() > MOST_RECEIVES) {
        buryOrKeep(bench, queue, next.get());
      } else {
        Received received = next.get();
        Fault fault = faults.get();
        Delivery delivery =
            received.receives() == MOST_RECEIVES ? bench.lastDelivery() : bench.delivery();
        Outcome outcome = bench.worker(fault).handle(received.message(), delivery);
        if (consumed(outcome) && !fault.dead()) {
          queue.delete(received);
        }
      }
    }
  }

  private static void buryOrKeep(Bench bench, InMemoryQueue queue, Received received) {
    PartitionId partition = received.message().partition();
    Instant now = bench.clock.instant();
    Failure crashed = Failure.of(FailureReason.CRASHED, "its message died without a verdict");
    bench.ledger.failWithoutVerdict(partition, crashed, "run-1", now);
    LedgerEntry entry = bench.ledger.read(List.of(partition)).get(partition);
    if (!entry.leasedAt(now)) {
      queue.delete(received);
    }
  }

  /** At the n-th step an object arrives, and its event is handled. */
  private static final class LateObject implements Steps {

    private final Bench bench;
    private final InMemoryQueue queue;
    private final int at;
    private int steps;
    private boolean arrived;

    LateObject(Bench bench, InMemoryQueue queue, int at) {
      this.bench = bench;
      this.queue = queue;
      this.at = at;
    }

    @Override
    public void before(String step) {
      if (++steps == at) {
        arrived = true;
        Bench.put(bench.trades, LATE, "700000|100|5|buy");
        Instant now = bench.clock.instant();
        if (bench.ledger.schedule(Bench.DAY, now, now.plus(SETTLE))) {
          queue.send(List.of(Bench.message()), SETTLE);
        }
      }
    }

    @Override
    public void after(String step) {}
  }
}
