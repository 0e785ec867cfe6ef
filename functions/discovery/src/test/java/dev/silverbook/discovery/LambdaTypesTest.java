package dev.silverbook.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.events.StorageEvent;
import dev.silverbook.aws.events.StorageEvents;
import dev.silverbook.aws.standin.Events;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lambda's own readers of batches and of S3's notifications judge ours. */
class LambdaTypesTest {

  private static <T> T read(Class<T> type, String json) {
    return LambdaEventSerializers.serializerFor(type, LambdaTypesTest.class.getClassLoader())
        .fromJson(json);
  }

  private static List<StorageEvent> judged(String body) {
    return read(S3EventNotification.class, body).getRecords().stream()
        .<StorageEvent>map(
            notice ->
                new StorageEvent.ObjectCreated(
                    notice.getS3().getBucket().getName(),
                    notice.getS3().getObject().getUrlDecodedKey(),
                    OptionalLong.of(notice.getS3().getObject().getSizeAsLong()),
                    notice.getS3().getObject().geteTag(),
                    notice.getS3().getObject().getSequencer(),
                    Optional.of(Instant.ofEpochMilli(notice.getEventTime().getMillis()))))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrivals/notification.json", "arrivals/several-records.json"})
  void notificationsAreReadAsLambdaReadsThem(String event) throws IOException {
    List<SQSMessage> messages = read(SQSEvent.class, Events.read(event)).getRecords();

    assertThat(messages).isNotEmpty();
    assertThat(messages)
        .filteredOn(message -> message.getBody().contains("\"s3\""))
        .isNotEmpty()
        .allSatisfy(
            message ->
                assertThat(StorageEvents.decode(message.getBody()))
                    .isEqualTo(judged(message.getBody())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arrivals/notification.json",
        "arrivals/several-records.json",
        "arrivals/topic.json",
        "arrivals/malformed.json"
      })
  void batchesAreReadAsLambdaReadsThem(String event) throws IOException {
    String json = Events.read(event);

    assertThat(QueueRecords.decode(json)).isEqualTo(QueueRecords.of(read(SQSEvent.class, json)));
  }
}
