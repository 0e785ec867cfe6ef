package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.QueueMessages;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.work.Outcome;
import dev.silverbook.worker.OutcomeMetrics.Ending;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What becomes of each message of the partition queues. Nothing is thrown: Lambda would take that
 * as a reason to slow down the whole queue.
 *
 * <ul>
 *   <li>A verdict, or nothing to do: consumed.
 *   <li>Busy: comes again when the other worker's lease has ended.
 *   <li>Retrying: comes again after a while; at its last receive the queue moves it on to the
 *       undecided ones.
 *   <li>Not to be understood: consumed after a copy was kept in the dead-letter queue, else it
 *       comes again.
 * </ul>
 */
final class PartitionMessages {

  private static final Logger LOGGER = LoggerFactory.getLogger(PartitionMessages.class);

  private final BiFunction<PartitionMessage, Delivery, Outcome> worker;
  private final QueueMessages queue;
  private final Visibility visibility;
  private final int maxReceives;
  private final OutcomeMetrics metrics;
  private final Clock clock;

  /**
   * Messages for a worker.
   *
   * @param worker handles one message; throws {@link BadMessageException} when it cannot follow it
   * @param maxReceives after how many receives the queue gives a message up
   */
  PartitionMessages(
      BiFunction<PartitionMessage, Delivery, Outcome> worker,
      QueueMessages queue,
      int maxReceives,
      OutcomeMetrics metrics,
      Clock clock) {
    this.worker = worker;
    this.queue = queue;
    this.visibility = new Visibility(queue, clock);
    this.maxReceives = maxReceives;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Handles a batch, one after the other.
   *
   * @param deadline when the worker must have stopped computing
   */
  QueueAnswer handle(List<QueueRecord> messages, Instant deadline) {
    QueueAnswer answer = new QueueAnswer();
    boolean first = true;
    for (QueueRecord message : messages) {
      // What a neighbour has used up must not be held against a message.
      boolean outOfTime = !first && !clock.instant().isBefore(deadline);
      if (outOfTime || !handle(message, deadline)) {
        answer.failed(message.messageId());
      }
      first = false;
    }
    return answer;
  }

  /** Whether it may be consumed. */
  private boolean handle(QueueRecord message, Instant deadline) {
    PartitionMessage parsed;
    try {
      parsed = PartitionMessageJson.read(message.body());
    } catch (BadMessageException e) {
      return kept(message, e);
    }
    MDC.put("partition", parsed.partition().key());
    MDC.put("runId", parsed.runId());
    try {
      // The queue's own timeout is for functions that cannot even begin.
      visibility.whileBegun(message);
      boolean lastReceive = message.receiveCount() >= maxReceives;
      Outcome outcome =
          worker.apply(
              parsed,
              new Delivery(
                  deadline,
                  lastReceive,
                  () -> false,
                  until -> visibility.whileLeased(message, until),
                  message.sentAt()));
      metrics.tell(message, outcome);
      return consumed(message, outcome);
    } catch (BadMessageException e) {
      return kept(message, e);
    } catch (RuntimeException e) {
      // Not an outcome, so a defect; the message is not lost by it.
      LOGGER.error("message {} could not be handled", message.messageId(), e);
      metrics.tell(
          message,
          Ending.RETRYING,
          Failure.of(FailureReason.INTERNAL_ERROR, String.valueOf(e.getMessage())));
      return false;
    } finally {
      MDC.clear();
    }
  }

  private boolean consumed(QueueRecord message, Outcome outcome) {
    return switch (outcome.kind()) {
      case PROCESSED, UNCHANGED, SKIPPED, GONE, FAILED, LEASE_LOST, CANCELLED -> true;
      case BUSY -> {
        visibility.until(message, ((Outcome.Busy) outcome).leaseUntil());
        yield false;
      }
      case RETRYING -> {
        ((Outcome.Retrying) outcome)
            .leasedUntil()
            .ifPresentOrElse(
                until -> visibility.until(message, until), () -> visibility.backOff(message));
        yield false;
      }
    };
  }

  private boolean kept(QueueRecord message, BadMessageException why) {
    Failure failure = why.failure();
    metrics.tell(message, Ending.BAD_MESSAGE, failure);
    try {
      queue.keep(message, failure.message());
      return true;
    } catch (StoreException e) {
      LOGGER.error("message {} could not be kept: {}", message.messageId(), e.getMessage());
      return false;
    }
  }
}
