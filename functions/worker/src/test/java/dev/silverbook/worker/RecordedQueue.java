package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.QueueMessages;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notes what was asked of the queue, or refuses everything. */
final class RecordedQueue implements QueueMessages {

  /** By message id. */
  final Map<String, Duration> hidden = new LinkedHashMap<>();

  /** Reasons by body. */
  final Map<String, String> kept = new LinkedHashMap<>();

  boolean refusing;

  @Override
  public void hide(QueueRecord message, Duration delay) {
    refuse();
    hidden.put(message.messageId(), delay);
  }

  @Override
  public void keep(QueueRecord message, String reason) {
    refuse();
    kept.put(message.body(), reason);
  }

  private void refuse() {
    if (refusing) {
      throw new StoreException(FailureReason.THROTTLED, null, "slow down", null);
    }
  }
}
