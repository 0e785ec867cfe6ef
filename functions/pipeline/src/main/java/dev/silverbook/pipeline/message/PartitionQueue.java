package dev.silverbook.pipeline.message;

import java.time.Duration;
import java.util.List;

/** Port: where messages go. Delivery is at least once and in no order. Thread-safe. */
public interface PartitionQueue {

  /**
   * Sends messages, each to be delivered after {@code delay}.
   *
   * @return the messages that could not be sent after retries; empty when all were
   */
  List<PartitionMessage> send(List<PartitionMessage> messages, Duration delay);
}
