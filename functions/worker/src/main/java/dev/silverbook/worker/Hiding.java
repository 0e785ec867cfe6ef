package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.QueueMessages;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a message that has to come again does so. */
final class Hiding {

  private static final Logger LOGGER = LoggerFactory.getLogger(Hiding.class);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);

  /** Clocks of two machines differ a little. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  private final QueueMessages queue;
  private final Clock clock;

  Hiding(QueueMessages queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** After the lease of whoever works on its partition. */
  void until(QueueRecord message, Instant leaseUntil) {
    Duration delay = Duration.between(clock.instant(), leaseUntil).plus(CLOCK_DIFFERENCE);
    hide(message, delay.isNegative() ? CLOCK_DIFFERENCE : delay);
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
