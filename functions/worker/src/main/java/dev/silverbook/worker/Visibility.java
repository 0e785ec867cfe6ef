package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.QueueMessages;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.work.PartitionWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a message is not seen: while it is worked on, and before it comes again. */
final class Visibility {

  private static final Logger LOGGER = LoggerFactory.getLogger(Visibility.class);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);

  private static final Duration BEYOND_LEASE = Duration.ofSeconds(30);

  /** Clocks of two machines differ a little. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  private final QueueMessages queue;
  private final Clock clock;

  Visibility(QueueMessages queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** After the lease of whoever works on its partition, but no later than a lease lasts. */
  void until(QueueRecord message, Instant leaseUntil) {
    Duration delay = Duration.between(clock.instant(), leaseUntil).plus(CLOCK_DIFFERENCE);
    if (delay.isNegative()) {
      hide(message, CLOCK_DIFFERENCE);
    } else {
      hide(message, delay.compareTo(PartitionWorker.LEASE) > 0 ? PartitionWorker.LEASE : delay);
    }
  }

  /** From the first moment of the work on, so that a death before the claim is seen in minutes. */
  void whileBegun(QueueRecord message) {
    hide(message, PartitionWorker.LEASE.plus(BEYOND_LEASE));
  }

  /** As long as its own worker holds the lease, and a little longer: it is not to find itself. */
  void whileLeased(QueueRecord message, Instant leaseUntil) {
    hide(message, Duration.between(clock.instant(), leaseUntil).plus(BEYOND_LEASE));
  }

  /** Later each time it was received. */
  void backOff(QueueRecord message) {
    // Beyond ten doublings the longest is reached anyway.
    int doublings = Math.min(10, Math.max(0, message.receiveCount() - 1));
    Duration delay = FIRST_BACKOFF.multipliedBy(1L << doublings);
    hide(message, delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay);
  }

  private void hide(QueueRecord message, Duration delay) {
    try {
      queue.hide(message, delay);
    } catch (StoreException e) {
      // It comes again all the same, after the queue's own visibility timeout.
      LOGGER.warn("message {}: {}", message.messageId(), e.getMessage());
    }
  }
}
