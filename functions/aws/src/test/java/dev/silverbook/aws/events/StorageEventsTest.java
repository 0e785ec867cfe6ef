package dev.silverbook.aws.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.events.StorageEvent.Ignored;
import dev.silverbook.aws.events.StorageEvent.Malformed;
import dev.silverbook.aws.events.StorageEvent.ObjectCreated;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageEventsTest {

  private static final Instant TIME = Instant.parse("2024-08-08T01:02:03Z");

  private static final String BY_EVENT_BRIDGE =
      """
      {"version": "0", "detail-type": "Object Created", "source": "aws.s3",
       "time": "2024-08-08T01:02:03Z",
       "detail": {"bucket": {"name": "bronze"},
                  "object": {"key": "KEY", "size": 5, "etag": "e1", "sequencer": "00A1"},
                  "reason": "PutObject"}}
      """;

  private static final String RECORD =
      """
      {"eventSource": "aws:s3", "eventTime": "2024-08-08T01:02:03Z",
       "eventName": "ObjectCreated:Put",
       "s3": {"bucket": {"name": "bronze"},
              "object": {"key": "KEY", "size": 5, "eTag": "e1", "sequencer": "00A1"}}}
      """;

  private static final String TEST_EVENT =
      """
      {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2024-08-08T01:02:03Z",
       "Bucket": "bronze", "RequestId": "r", "HostId": "h"}
      """;

  private static ObjectCreated created(String key) {
    return new ObjectCreated("bronze", key, OptionalLong.of(5), "e1", "00A1", Optional.of(TIME));
  }

  private static String notification(String... records) {
    return "{\"Records\": [" + String.join(",", records) + "]}";
  }

  private static String queued(String... bodies) throws IOException {
    StringBuilder records = new StringBuilder();
    for (String body : bodies) {
      records.append(records.isEmpty() ? "" : ",");
      records.append(
          JSON.std.asString(
              Map.of(
                  "messageId", "m", "receiptHandle", "h", "eventSource", "aws:sqs", "body", body)));
    }
    return "{\"Records\": [" + records + "]}";
  }

  @ParameterizedTest
  @CsvSource({
    "exchange=binance/symbol=BTC~USDT/a.parquet",
    "a+b c%3D%20ü.parquet",
  })
  void eventBridgeKeysArePlain(String key) {
    assertThat(StorageEvents.decode(BY_EVENT_BRIDGE.replace("KEY", key)))
        .containsExactly(created(key));
  }

  @ParameterizedTest
  @CsvSource({
    "exchange%3Dbinance/symbol%3DBTC%7EUSDT/a.parquet, exchange=binance/symbol=BTC~USDT/a.parquet",
    "exchange=binance/symbol=BTC~USDT/a.parquet, exchange=binance/symbol=BTC~USDT/a.parquet",
    "a+b%2Bc%20d.parquet, a b+c d.parquet",
    "%C3%BC%253D.parquet, ü%3D.parquet",
  })
  void notificationKeysAreDecodedOnce(String encoded, String key) {
    assertThat(StorageEvents.decode(notification(RECORD.replace("KEY", encoded))))
        .containsExactly(created(key));
  }

  @Test
  void severalRecordsKeepTheirOrderAndOneBadOneHarmsNoOther() {
    String bad = RECORD.replace("\"bronze\"", "7");

    assertThat(
            StorageEvents.decode(
                notification(RECORD.replace("KEY", "a"), bad, RECORD.replace("KEY", "b"))))
        .containsExactly(
            created("a"),
            new Malformed(
                "Records[1].s3.bucket.name", "expected a text that is not empty, found '7'"),
            created("b"));
  }

  @Test
  void aTestEventAndOtherEventsAreNothingToDo() {
    assertThat(StorageEvents.decode(TEST_EVENT)).containsExactly(new Ignored("s3:TestEvent"));
    assertThat(StorageEvents.decode("{\"Records\": []}"))
        .containsExactly(new Ignored("no records"));
    assertThat(
            StorageEvents.decode(
                notification(RECORD.replace("ObjectCreated:Put", "ObjectRemoved:Delete"))))
        .containsExactly(new Ignored("ObjectRemoved:Delete"));
    assertThat(StorageEvents.decode(BY_EVENT_BRIDGE.replace("Object Created", "Object Deleted")))
        .containsExactly(new Ignored("Object Deleted"));
  }

  @Test
  void aCreationMayCarryItsServicePrefix() {
    assertThat(
            StorageEvents.decode(
                notification(
                    RECORD
                        .replace("KEY", "a")
                        .replace("ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload"))))
        .containsExactly(created("a"));
  }

  @Test
  void anEventInAQueueMayHaveAnyShape() throws IOException {
    String event =
        queued(
            BY_EVENT_BRIDGE.replace("KEY", "a+b"),
            notification(RECORD.replace("KEY", "c%3Dd"), RECORD.replace("KEY", "e+f")),
            TEST_EVENT,
            "nonsense");

    assertThat(StorageEvents.decode(event))
        .containsExactly(
            created("a+b"),
            created("c=d"),
            created("e f"),
            new Ignored("s3:TestEvent"),
            new Malformed("Records[3].body", "expected JSON, found 'nonsense'"));
  }

  private static String published(String message) throws IOException {
    return JSON.std.asString(
        Map.of(
            "Type", "Notification",
            "MessageId", "m",
            "TopicArn", "arn:aws:sns:eu-central-1:123456789012:bronze",
            "Subject", "Amazon S3 Notification",
            "Message", message));
  }

  @Test
  void aTopicWrapsNotificationsAndTestEvents() throws IOException {
    String notification =
        notification(RECORD.replace("KEY", "c%3Dd"), RECORD.replace("KEY", "e+f"));

    assertThat(StorageEvents.decode(queued(published(notification), published(TEST_EVENT))))
        .containsExactly(created("c=d"), created("e f"), new Ignored("s3:TestEvent"));
    assertThat(StorageEvents.decode(published(BY_EVENT_BRIDGE.replace("KEY", "a+b"))))
        .containsExactly(created("a+b"));
  }

  @Test
  void aBadMessageOfATopicIsNamedWithinIt() throws IOException {
    assertThat(StorageEvents.decode(queued(published("nonsense"))))
        .containsExactly(
            new Malformed("Records[0].body > Message", "expected JSON, found 'nonsense'"));
  }

  @Test
  void aSubscriptionThatIsToBeConfirmedIsLeftToPeople() throws IOException {
    assertThat(
            StorageEvents.decode(
                published("You have chosen to subscribe")
                    .replace("\"Notification\"", "\"SubscriptionConfirmation\"")))
        .containsExactly(
            new Malformed(
                "Type",
                "expected Notification (a subscription is confirmed by its SubscribeURL), found"
                    + " 'SubscriptionConfirmation'"));
  }

  @Test
  void aBadRecordInAQueueIsNamedWithinItsBody() throws IOException {
    String body = BY_EVENT_BRIDGE.replace("\"etag\": \"e1\"", "\"etag\": 7");

    assertThat(StorageEvents.decode(queued(body)))
        .containsExactly(
            new Malformed("Records[0].body > detail.object.etag", "expected a text, found '7'"));
  }

  @Test
  void whatTheEventDoesNotTellIsEmpty() {
    String event =
        "{\"detail-type\": \"Object Created\", \"detail\":"
            + " {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"k\"}}}";

    assertThat(StorageEvents.decode(event))
        .containsExactly(
            new ObjectCreated("b", "k", OptionalLong.empty(), "", "", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | '' | expected JSON, found 'nonsense'",
        "{} | '' | expected an EventBridge event (detail-type), an S3 notification or an SQS event",
        "[] | '' | expected an EventBridge event (detail-type), an S3 notification or an SQS event",
        "{\"Records\": 7} | Records | expected an array, found '7'",
        "{\"Records\": [7]} | Records[0] | expected an object, found '7'",
        "{\"Records\": [{}]} | Records[0].eventName | expected a text that is not empty, found nothing",
        "{\"detail-type\": \"Object Created\"} | detail | expected an object, found nothing",
        "{\"Event\": 7} | Event | expected a text that is not empty, found '7'",
      })
  void whatIsNoEventIsSaidToBeNone(String json, String field, String message) {
    List<StorageEvent> decoded = StorageEvents.decode(json);

    assertThat(decoded).hasSize(1);
    assertThat(decoded.get(0))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.field()).isEqualTo(field);
              assertThat(malformed.message()).startsWith(message);
            });
  }

  @Test
  void wrongTypesAreNamed() {
    assertThat(StorageEvents.decode(notification(RECORD.replace("KEY", "%zz"))))
        .containsExactly(
            new Malformed("Records[0].s3.object.key", "expected a URL-encoded key, found '%zz'"));
    assertThat(StorageEvents.decode(BY_EVENT_BRIDGE.replace("\"size\": 5", "\"size\": -5")))
        .containsExactly(
            new Malformed("detail.object.size", "expected a number of bytes, found '-5'"));
    assertThat(StorageEvents.decode(BY_EVENT_BRIDGE.replace("2024-08-08T01", "yesterday")))
        .containsExactly(
            new Malformed(
                "time", "expected a time like 2024-08-08T01:02:03Z, found 'yesterday:02:03Z'"));
  }
}
