package dev.silverbook.aws.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Decodes object-created events in each shape in which they arrive:
 *
 * <ul>
 *   <li>EventBridge "Object Created": one object, its key as it is.
 *   <li>S3 notification: records, each key URL-encoded as in a form, a space as {@code +}.
 *   <li>{@code s3:TestEvent}: sent when a notification is set up, without records.
 *   <li>SNS message: one of the former two as the text of its {@code Message}, unless the
 *       subscription delivers raw.
 *   <li>An SQS event: any of these in the bodies of its records.
 * </ul>
 *
 * <p>Keys are decoded here, once, by shape. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge</a> and
 * <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">
 * notification</a> structures.
 */
public final class StorageEvents {

  private static final String TEST_EVENT = "s3:TestEvent";
  private static final String CREATED_NOTIFICATION = "ObjectCreated:";
  private static final String CREATED_DETAIL = "Object Created";
  private static final String QUEUE_SOURCE = "aws:sqs";
  private static final String TOPIC_MESSAGE = "Notification";

  private StorageEvents() {}

  /** One value for each record of the event, in its order; never empty. */
  public static List<StorageEvent> decode(String json) {
    try {
      return decode(JsonValue.parse(json), true);
    } catch (MalformedJsonException e) {
      return List.of(malformed(e));
    }
  }

  private static List<StorageEvent> decode(JsonValue event, boolean mayBeQueued)
      throws MalformedJsonException {
    if (event.has("detail-type")) {
      return List.of(eventBridge(event));
    }
    if (event.has("Event") && event.get("Event").text().equals(TEST_EVENT)) {
      return List.of(new StorageEvent.Ignored(TEST_EVENT));
    }
    if (event.has("TopicArn")) {
      return fromTopic(event);
    }
    if (!event.has("Records")) {
      throw event.expected(
          "an EventBridge event (detail-type), an S3 notification or an SQS event (Records)"
              + ", or an SNS message (TopicArn)");
    }
    List<StorageEvent> decoded = new ArrayList<>();
    for (JsonValue item : event.get("Records").elements()) {
      try {
        if (mayBeQueued
            && item.has("eventSource")
            && item.get("eventSource").text().equals(QUEUE_SOURCE)) {
          decoded.addAll(wrapped(item.get("body")));
        } else {
          decoded.add(notification(item));
        }
      } catch (MalformedJsonException e) {
        // One bad record says nothing about its neighbours.
        decoded.add(malformed(e));
      }
    }
    return decoded.isEmpty() ? List.of(new StorageEvent.Ignored("no records")) : decoded;
  }

  /**
   * See <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">its
   * format</a>.
   */
  private static List<StorageEvent> fromTopic(JsonValue message) throws MalformedJsonException {
    JsonValue type = message.get("Type");
    if (!type.text().equals(TOPIC_MESSAGE)) {
      // The request to confirm a subscription is for people: it is kept where they are told of it.
      throw type.expected(TOPIC_MESSAGE + " (a subscription is confirmed by its SubscribeURL)");
    }
    return wrapped(message.get("Message"));
  }

  /** An event that is the text of another one. */
  private static List<StorageEvent> wrapped(JsonValue body) throws MalformedJsonException {
    try {
      return decode(JsonValue.parse(body.text()), false);
    } catch (MalformedJsonException e) {
      String inner = e.path().isEmpty() ? "" : " > " + e.path();
      throw e.path().equals(body.path())
          ? e
          : new MalformedJsonException(body.path() + inner, e.problem());
    }
  }

  private static StorageEvent eventBridge(JsonValue event) throws MalformedJsonException {
    String type = event.get("detail-type").text();
    if (!type.equals(CREATED_DETAIL)) {
      return new StorageEvent.Ignored(type);
    }
    JsonValue detail = event.get("detail");
    JsonValue object = detail.get("object");
    return new StorageEvent.ObjectCreated(
        detail.get("bucket").get("name").text(),
        object.get("key").text(),
        size(object),
        object.get("etag").textOrEmpty(),
        object.get("sequencer").textOrEmpty(),
        event.get("time").time());
  }

  private static StorageEvent notification(JsonValue item) throws MalformedJsonException {
    String name = item.get("eventName").text();
    // EventBridge rules and older documents write "s3:ObjectCreated:Put", S3 leaves "s3:" out.
    String kind = name.startsWith("s3:") ? name.substring("s3:".length()) : name;
    if (!kind.startsWith(CREATED_NOTIFICATION)) {
      return new StorageEvent.Ignored(name);
    }
    JsonValue storage = item.get("s3");
    JsonValue object = storage.get("object");
    return new StorageEvent.ObjectCreated(
        storage.get("bucket").get("name").text(),
        decodedKey(object.get("key")),
        size(object),
        object.get("eTag").textOrEmpty(),
        object.get("sequencer").textOrEmpty(),
        item.get("eventTime").time());
  }

  private static OptionalLong size(JsonValue object) throws MalformedJsonException {
    return object.get("size").wholeNumber("a number of bytes", 0, Long.MAX_VALUE);
  }

  private static String decodedKey(JsonValue key) throws MalformedJsonException {
    try {
      return URLDecoder.decode(key.text(), UTF_8);
    } catch (IllegalArgumentException e) {
      throw key.expected("a URL-encoded key");
    }
  }

  private static StorageEvent malformed(MalformedJsonException e) {
    return new StorageEvent.Malformed(e.path(), e.problem());
  }
}
