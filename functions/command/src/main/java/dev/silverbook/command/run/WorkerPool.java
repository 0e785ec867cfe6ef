package dev.silverbook.command.run;

import dev.silverbook.command.run.InProcessQueue.Received;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Threads that take messages from the queue until all are done or the run is stopped. A partition
 * that another process works on is looked at again until that process is done or gone.
 */
public final class WorkerPool {

  /** What handles one message; it throws nothing. */
  @FunctionalInterface
  public interface Handler {
    /** As {@code PartitionWorker.handle}. */
    Outcome handle(PartitionMessage message, Delivery delivery);
  }

  private final int workers;
  private final InProcessQueue queue;
  private final Handler handler;
  private final Duration patience;
  private final Redelivery redelivery;
  private final RunObserver observer;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * No thread runs yet.
   *
   * @param workers number of threads at most, at least 1; never more than messages
   * @param patience how long one try at a partition may take
   */
  public WorkerPool(
      int workers,
      InProcessQueue queue,
      Handler handler,
      Duration patience,
      Redelivery redelivery,
      RunObserver observer,
      Clock clock) {
    this.workers = workers;
    this.queue = queue;
    this.handler = handler;
    this.patience = patience;
    this.redelivery = redelivery;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * Works until every message that was sent before is done, or the run is stopped and its running
   * partitions have given up.
   */
  public void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int useful = Math.min(workers, queue.size());
    for (int i = 1; i <= useful; i++) {
      Thread thread = new Thread(this::work, "silverbook-worker-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** No new partition starts, running ones give up. Returns at once. */
  public void stop() {
    stopped = true;
    queue.close();
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  private void work() {
    try {
      Optional<Received> received = queue.take();
      while (received.isPresent()) {
        handle(received.get());
        received = queue.take();
      }
    } catch (InterruptedException e) {
      // Whoever interrupts a worker wants it to end; what it had in hand is done.
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Received received) {
    PartitionId partition = received.message().partition();
    Instant start = clock.instant();
    boolean last = received.receives() >= redelivery.receives();
    observer.started(partition);
    Outcome outcome;
    try {
      outcome =
          handler.handle(
              received.message(), new Delivery(start.plus(patience), last, () -> stopped));
    } catch (RuntimeException | Error e) {
      // One partition never takes the others down, not even by a defect.
      outcome =
          new Outcome.Failed(partition, Failure.of(FailureReason.INTERNAL_ERROR, e.toString()));
    }
    settle(received, outcome, last, Duration.between(start, clock.instant()));
  }

  private void settle(Received received, Outcome outcome, boolean last, Duration took) {
    switch (outcome.kind()) {
      case BUSY, LEASE_LOST ->
          again(received, outcome, received.receives(), redelivery.busyDelay());
      case RETRYING -> retry(received, (Outcome.Retrying) outcome, last, took);
      case PROCESSED, UNCHANGED, SKIPPED, GONE, FAILED, CANCELLED ->
          finish(received, outcome, took);
    }
  }

  private void retry(Received received, Outcome.Retrying retrying, boolean last, Duration took) {
    if (stopped) {
      finish(received, retrying, took);
    } else if (last) {
      finish(received, new Outcome.Failed(retrying.partition(), retrying.failure()), took);
    } else {
      again(
          received,
          retrying,
          received.receives() + 1,
          redelivery.afterFailure(received.receives()));
    }
  }

  private void again(Received received, Outcome outcome, int receives, Duration delay) {
    observer.postponed(outcome, delay);
    queue.redeliver(received, receives, delay);
  }

  private void finish(Received received, Outcome outcome, Duration took) {
    observer.finished(outcome, took);
    queue.done(received);
  }
}
