package dev.silverbook.aws.events;

import dev.silverbook.aws.events.JsonNode.MalformedException;
import dev.silverbook.pipeline.message.BadMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">event</a> with
 * which Lambda hands over messages of a queue. What the bodies say is left to their readers.
 */
public final class QueueRecords {

  private QueueRecords() {}

  /**
   * The messages in their order.
   *
   * @throws BadMessageException naming the field, when it is no such event: Lambda itself writes
   *     the envelope, so then something else has invoked the function
   */
  public static List<QueueRecord> decode(String json) {
    try {
      List<QueueRecord> records = new ArrayList<>();
      for (JsonNode item : JsonNode.parse(json).get("Records").elements()) {
        records.add(decode(item));
      }
      return records;
    } catch (MalformedException e) {
      throw new BadMessageException(
          "not an SQS event: field '%s': %s".formatted(e.path(), e.getMessage()));
    }
  }

  private static QueueRecord decode(JsonNode item) throws MalformedException {
    JsonNode attributes = item.get("attributes");
    boolean known = attributes.value() != null;
    JsonNode body = item.get("body");
    if (!(body.value() instanceof String text)) {
      throw body.expected("a text");
    }
    return new QueueRecord(
        item.get("messageId").text(),
        item.get("receiptHandle").text(),
        text,
        known ? (int) number(attributes.get("ApproximateReceiveCount"), 1) : 1,
        known && attributes.has("SentTimestamp")
            ? Optional.of(Instant.ofEpochMilli(number(attributes.get("SentTimestamp"), 0)))
            : Optional.empty());
  }

  /** Lambda writes numbers as texts here. */
  private static long number(JsonNode node, long missing) throws MalformedException {
    if (node.value() == null) {
      return missing;
    }
    try {
      return Long.parseLong(String.valueOf(node.value()));
    } catch (NumberFormatException e) {
      throw node.expected("a whole number");
    }
  }
}
