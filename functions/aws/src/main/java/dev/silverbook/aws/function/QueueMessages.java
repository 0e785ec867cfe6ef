package dev.silverbook.aws.function;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;

/** What a function can do about a message besides consuming it. Thread-safe. */
public interface QueueMessages {

  /** The longest that SQS hides a message, counted from its receipt. */
  Duration LONGEST = Duration.ofHours(12);

  /**
   * Hides a received message for that long from now, at most {@link #LONGEST}. It still has to be
   * reported as failed.
   *
   * @throws StoreException when the queue refuses; the message then comes after the queue's own
   *     visibility timeout
   */
  void hide(QueueRecord message, Duration delay);

  /**
   * Keeps a copy of a message in the dead-letter queue, with the reason, so that it can be
   * consumed.
   *
   * @throws StoreException when that queue refuses; the message must not be consumed then
   */
  void keep(QueueRecord message, String reason);
}
