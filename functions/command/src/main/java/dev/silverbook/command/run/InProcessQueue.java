package dev.silverbook.command.run;

import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue port within one process. A message is delivered to one receiver at a time; the receiver
 * then says that it is done or that it has to come again.
 */
public final class InProcessQueue implements PartitionQueue {

  /**
   * A message in the hands of a receiver.
   *
   * @param message what it says
   * @param receives how often it counts as received, this time included
   */
  public record Received(PartitionMessage message, int receives) {}

  private record Waiting(Received received, Instant visibleAt, long number) {}

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Waiting::visibleAt).thenComparingLong(Waiting::number));
  private long sent;
  private int inHands;
  private boolean closed;

  /** An empty queue. */
  public InProcessQueue(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<PartitionMessage> send(List<PartitionMessage> messages, Duration delay) {
    lock.lock();
    try {
      for (PartitionMessage message : messages) {
        add(new Received(message, 1), delay);
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** How many messages wait for a receiver, due or not. */
  public int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** The next message that is due now, if there is one. */
  public Optional<Received> poll() {
    lock.lock();
    try {
      return closed ? Optional.empty() : takeDue(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next message.
   *
   * @return empty when none will come any more: the queue was closed, or all messages are done
   */
  public Optional<Received> take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (inHands > 0 || !waiting.isEmpty())) {
        Instant now = clock.instant();
        Optional<Received> due = takeDue(now);
        if (due.isPresent()) {
          return due;
        }
        if (waiting.isEmpty()) {
          changed.await();
        } else {
          changed.awaitNanos(
              Math.max(1, Duration.between(now, waiting.peek().visibleAt()).toNanos()));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** A received message needs nothing more. */
  public void done(Received received) {
    lock.lock();
    try {
      inHands--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A received message has to come again.
   *
   * @param receives what {@link Received#receives} is then
   */
  public void redeliver(Received received, int receives, Duration delay) {
    lock.lock();
    try {
      inHands--;
      add(new Received(received.message(), receives), delay);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is delivered any more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(Received received, Duration delay) {
    waiting.add(new Waiting(received, clock.instant().plus(delay), sent++));
    changed.signalAll();
  }

  private Optional<Received> takeDue(Instant now) {
    if (waiting.isEmpty() || waiting.peek().visibleAt().isAfter(now)) {
      return Optional.empty();
    }
    inHands++;
    return Optional.of(waiting.remove().received());
  }
}
