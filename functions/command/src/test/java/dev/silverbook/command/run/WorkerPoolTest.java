package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SampleCounts;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Redelivery AT_ONCE = new Redelivery(3, Duration.ZERO, Duration.ZERO);
  private static final Failure THROTTLED = Failure.of(FailureReason.THROTTLED, "slow down");

  private final Clock clock = Clock.systemUTC();
  private final InProcessQueue queue = new InProcessQueue(clock);
  private final RunTally tally = new RunTally();
  private final Map<PartitionId, Deque<Outcome>> script = new ConcurrentHashMap<>();
  private final List<Boolean> lastReceives = new ArrayList<>();

  @Test
  void everyMessageIsHandledOnce() throws InterruptedException {
    List<PartitionMessage> messages = new ArrayList<>();
    for (int day = 1; day <= 20; day++) {
      script(partition(day), processed(partition(day)));
      messages.add(message(day));
    }
    queue.send(messages, Duration.ZERO);

    pool(4).run();

    assertThat(tally.processed()).hasSize(20).doesNotHaveDuplicates();
    assertThat(tally.rows()).isEqualTo(20 * 10L);
  }

  @Test
  void thereAreNoMoreThreadsThanPartitions() throws InterruptedException {
    CountDownLatch bothInHand = new CountDownLatch(2);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    WorkerPool pool =
        new WorkerPool(
            500,
            queue,
            (message, delivery) -> {
              bothInHand.countDown();
              try {
                bothInHand.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Thread.getAllStackTraces().keySet().stream()
                  .map(Thread::getName)
                  .filter(name -> name.startsWith("silverbook-worker-"))
                  .forEach(threads::add);
              return processed(message.partition());
            },
            PATIENCE,
            AT_ONCE,
            tally,
            clock);
    queue.send(List.of(message(1), message(2)), Duration.ZERO);

    pool.run();

    assertThat(tally.processed()).hasSize(2);
    assertThat(threads).containsExactlyInAnyOrder("silverbook-worker-1", "silverbook-worker-2");
  }

  @Test
  void withoutMessagesThereIsNothingToWaitFor() throws InterruptedException {
    pool(Integer.MAX_VALUE).run();

    assertThat(tally.settled()).isZero();
  }

  @Test
  void aPartitionThatAnotherProcessHoldsIsWatchedUntilThatIsDone() throws InterruptedException {
    Outcome busy = new Outcome.Busy(partition(1), Instant.MAX);
    script(partition(1), busy, busy, busy, busy, new Outcome.Unchanged(partition(1)));
    queue.send(List.of(message(1)), Duration.ZERO);

    pool(2).run();

    assertThat(tally.unchanged()).containsExactly(partition(1));
    assertThat(lastReceives).containsOnly(false);
  }

  @Test
  void aPartitionThatAnotherProcessLeftIsTakenOver() throws InterruptedException {
    script(partition(1), new Outcome.Busy(partition(1), Instant.MAX), processed(partition(1)));
    queue.send(List.of(message(1)), Duration.ZERO);

    pool(1).run();

    assertThat(tally.processed()).hasSize(1);
  }

  @Test
  void aLostLeaseIsLookedAtAgain() throws InterruptedException {
    script(partition(1), new Outcome.LeaseLost(partition(1)), new Outcome.Unchanged(partition(1)));
    queue.send(List.of(message(1)), Duration.ZERO);

    pool(1).run();

    assertThat(tally.unchanged()).containsExactly(partition(1));
  }

  @Test
  void aPassingFailureIsTriedThreeTimesAndThenCounts() throws InterruptedException {
    Outcome retrying = new Outcome.Retrying(partition(1), THROTTLED, true);
    script(partition(1), retrying, retrying, retrying);
    queue.send(List.of(message(1)), Duration.ZERO);

    pool(1).run();

    assertThat(lastReceives).containsExactly(false, false, true);
    assertThat(tally.failed())
        .containsExactly(new RunTally.FailedPartition(partition(1), THROTTLED));
  }

  @Test
  void aPassingFailureThatPassesIsNone() throws InterruptedException {
    script(
        partition(1), new Outcome.Retrying(partition(1), THROTTLED, true), processed(partition(1)));
    queue.send(List.of(message(1)), Duration.ZERO);

    pool(1).run();

    assertThat(tally.failed()).isEmpty();
    assertThat(tally.processed()).hasSize(1);
  }

  @Test
  void theDelayDoublesWithEachTry() {
    Redelivery redelivery = Redelivery.DEFAULT;

    assertThat(redelivery.afterFailure(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(redelivery.afterFailure(2)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aDefectInOnePartitionStopsNoOther() throws InterruptedException {
    script(partition(2), processed(partition(2)));
    queue.send(List.of(message(1), message(2)), Duration.ZERO);

    pool(1).run();

    assertThat(tally.failed()).hasSize(1);
    assertThat(tally.failed().get(0).failure().reason()).isEqualTo(FailureReason.INTERNAL_ERROR);
    assertThat(tally.processed()).hasSize(1);
  }

  @Test
  void afterAStopNothingStartsAndWhatRunsIsGivenUp() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    WorkerPool pool =
        new WorkerPool(
            1,
            queue,
            (message, delivery) -> {
              running.countDown();
              while (!delivery.cancelled().getAsBoolean()) {
                Thread.onSpinWait();
              }
              return new Outcome.Retrying(
                  message.partition(),
                  Failure.of(FailureReason.INTERRUPTED, "stopped on request"),
                  true);
            },
            PATIENCE,
            AT_ONCE,
            tally,
            clock);
    queue.send(List.of(message(1), message(2)), Duration.ZERO);
    Thread run =
        new Thread(
            () -> {
              try {
                pool.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    run.start();
    running.await();
    pool.stop();
    run.join();

    assertThat(tally.interrupted()).containsExactly(partition(1));
    assertThat(tally.settled()).isEqualTo(1);
  }

  private WorkerPool pool(int workers) {
    return new WorkerPool(workers, queue, this::handle, PATIENCE, AT_ONCE, tally, clock);
  }

  private Outcome handle(PartitionMessage message, Delivery delivery) {
    synchronized (lastReceives) {
      lastReceives.add(delivery.lastReceive());
    }
    return script.get(message.partition()).remove();
  }

  private void script(PartitionId partition, Outcome... outcomes) {
    script.put(partition, new ArrayDeque<>(List.of(outcomes)));
  }

  private static Outcome processed(PartitionId partition) {
    return new Outcome.Processed(
        partition, new PartitionResult(SampleCounts.day(10), List.of(), List.of()));
  }

  private static PartitionMessage message(int day) {
    return new PartitionMessage(partition(day), "run", false, false);
  }

  private static PartitionId partition(int day) {
    return new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, day));
  }
}
