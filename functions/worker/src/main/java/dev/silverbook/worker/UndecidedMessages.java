package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.QueueMessages;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.worker.OutcomeMetrics.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What becomes of messages that used up their receives without a verdict: a worker that was killed,
 * out of memory or out of time cannot record one itself. Nothing is thrown.
 *
 * <ul>
 *   <li>No verdict in the ledger: FAILED with reason CRASHED, consumed.
 *   <li>There is one that is about everything the message can have been sent for: consumed.
 *   <li>There is an older one: nobody has looked at what has arrived since, and nobody would be
 *       told of that. Consumed after a copy was kept, which can be sent again.
 *   <li>A worker holds the partition: comes again when the lease has ended, because that worker may
 *       be the one that died.
 *   <li>Not to be understood: consumed after a copy was kept, else it comes again.
 *   <li>The ledger fails: comes again, and rests in the dead-letter queue in the end.
 * </ul>
 */
final class UndecidedMessages {

  private static final Logger LOGGER = LoggerFactory.getLogger(UndecidedMessages.class);

  /** Clocks of two machines differ a little. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final QueueMessages queue;
  private final Visibility visibility;
  private final OutcomeMetrics metrics;
  private final Clock clock;

  UndecidedMessages(Ledger ledger, QueueMessages queue, OutcomeMetrics metrics, Clock clock) {
    this.ledger = ledger;
    this.queue = queue;
    this.visibility = new Visibility(queue, clock);
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Handles a batch. */
  QueueAnswer handle(List<QueueRecord> messages) {
    QueueAnswer answer = new QueueAnswer();
    for (QueueRecord message : messages) {
      if (!handle(message)) {
        answer.failed(message.messageId());
      }
    }
    return answer;
  }

  /** Whether it may be consumed. */
  private boolean handle(QueueRecord message) {
    try {
      PartitionMessage parsed = PartitionMessageJson.read(message.body());
      MDC.put("partition", parsed.partition().key());
      MDC.put("runId", parsed.runId());
      return decided(message, parsed);
    } catch (BadMessageException e) {
      return kept(message, Ending.BAD_MESSAGE, e.failure());
    } catch (StoreException e) {
      LOGGER.error("message {}: {}", message.messageId(), e.getMessage());
      visibility.backOff(message);
      return false;
    } catch (RuntimeException e) {
      LOGGER.error("message {} could not be handled", message.messageId(), e);
      return false;
    } finally {
      MDC.clear();
    }
  }

  private boolean decided(QueueRecord message, PartitionMessage parsed) {
    PartitionId partition = parsed.partition();
    Failure crashed =
        Failure.of(FailureReason.CRASHED, "the worker ended without a verdict" + last(partition));
    Instant now = clock.instant();
    if (ledger.failWithoutVerdict(partition, crashed, parsed.runId(), now)) {
      metrics.tell(message, Ending.FAILED, crashed);
      return true;
    }
    Optional<LedgerEntry> entry = ledger.read(partition);
    Optional<Instant> leaseUntil =
        entry.filter(held -> held.leasedAt(now)).flatMap(LedgerEntry::leaseUntil);
    if (leaseUntil.isPresent()) {
      visibility.until(message, leaseUntil.get());
      return false;
    }
    if (entry.isPresent() && covers(entry.get(), message)) {
      metrics.tell(message, Ending.DECIDED);
      return true;
    }
    return kept(message, Ending.OVERLOOKED, overlooked(entry));
  }

  /**
   * Whether the verdict is about everything that the message can have been sent for: its inputs
   * were listed after the message was sent. A claim removes the note of an arrival, so where there
   * still is one, perhaps nobody has looked since. A death after the message was told to people,
   * and what they do about it looks at all there is.
   */
  private static boolean covers(LedgerEntry entry, QueueRecord message) {
    if (entry.status().isEmpty() || message.sentAt().isEmpty()) {
      return false;
    }
    Instant sentAt = message.sentAt().get().plus(CLOCK_DIFFERENCE);
    boolean listedSince =
        entry.pendingUntil().isEmpty()
            && entry.times().claimedAt().map(sentAt::isBefore).orElse(false);
    return switch (entry.status().get()) {
      case PROCESSED -> listedSince;
      case FAILED -> listedSince || (crashed(entry) && entry.updatedAt().isAfter(sentAt));
      case RUNNING, RETRYING -> false;
    };
  }

  private static boolean crashed(LedgerEntry entry) {
    return entry.failure().map(Failure::reason).equals(Optional.of(FailureReason.CRASHED));
  }

  private static Failure overlooked(Optional<LedgerEntry> entry) {
    return Failure.of(
        FailureReason.CRASHED,
        "the worker ended without a verdict, and the ledger's is older than the message: "
            + entry.flatMap(LedgerEntry::status).map(LedgerStatus::name).orElse("none")
            + entry.map(found -> " of " + found.updatedAt()).orElse("")
            + "; send the message again, so that a worker looks for what has arrived since");
  }

  /** What the ledger knows about attempts before the last, because that is often the cause. */
  private String last(PartitionId partition) {
    return ledger
        .read(partition)
        .flatMap(LedgerEntry::failure)
        .map(
            failure ->
                "; the failure recorded before was " + failure.reason() + ": " + failure.message())
        .orElse("");
  }

  private boolean kept(QueueRecord message, Ending ending, Failure failure) {
    metrics.tell(message, ending, failure);
    try {
      queue.keep(message, failure.message());
      return true;
    } catch (StoreException e) {
      LOGGER.error("message {} could not be kept: {}", message.messageId(), e.getMessage());
      return false;
    }
  }
}
