package dev.silverbook.aws.events;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.message.BadMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
      for (JsonValue item : JsonValue.parse(json).get("Records").elements()) {
        records.add(decode(item));
      }
      return records;
    } catch (MalformedJsonException e) {
      throw new BadMessageException("not an SQS event: " + e.getMessage());
    }
  }

  /**
   * The messages of an event that Lambda has read already, in their order.
   *
   * @throws BadMessageException naming the field that is missing: then something else has invoked
   *     the function
   */
  public static List<QueueRecord> of(SQSEvent event) {
    if (event == null || event.getRecords() == null) {
      throw missing("Records");
    }
    List<QueueRecord> records = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      String path = "Records[" + records.size() + "].";
      if (message == null || message.getMessageId() == null) {
        throw missing(path + "messageId");
      }
      if (message.getReceiptHandle() == null) {
        throw missing(path + "receiptHandle");
      }
      if (message.getBody() == null) {
        throw missing(path + "body");
      }
      Map<String, String> attributes =
          message.getAttributes() == null ? Map.of() : message.getAttributes();
      Optional<Long> sentAt = number(path, attributes, "SentTimestamp");
      records.add(
          new QueueRecord(
              message.getMessageId(),
              message.getReceiptHandle(),
              message.getBody(),
              number(path, attributes, "ApproximateReceiveCount").orElse(1L).intValue(),
              sentAt.map(Instant::ofEpochMilli),
              queue(message.getEventSourceArn())));
    }
    return records;
  }

  /** The last part of a queue's ARN. */
  private static String queue(String arn) {
    return arn == null ? "" : arn.substring(arn.lastIndexOf(':') + 1);
  }

  private static Optional<Long> number(String path, Map<String, String> attributes, String name) {
    String value = attributes.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(value));
    } catch (NumberFormatException e) {
      throw new BadMessageException(
          "not an SQS event: field %sattributes.%s: expected a whole number, found '%s'"
              .formatted(path, name, value));
    }
  }

  private static BadMessageException missing(String field) {
    return new BadMessageException(
        "not an SQS event: field %s: expected a value, found nothing".formatted(field));
  }

  private static QueueRecord decode(JsonValue item) throws MalformedJsonException {
    JsonValue attributes = item.get("attributes").orNoFields();
    String body = item.get("body").anyText();
    OptionalLong sentAt = attributes.get("SentTimestamp").writtenNumber();
    return new QueueRecord(
        item.get("messageId").text(),
        item.get("receiptHandle").text(),
        body,
        (int) attributes.get("ApproximateReceiveCount").writtenNumber().orElse(1),
        sentAt.isPresent()
            ? Optional.of(Instant.ofEpochMilli(sentAt.getAsLong()))
            : Optional.empty(),
        item.has("eventSourceARN") ? queue(item.get("eventSourceARN").text()) : "");
  }
}
