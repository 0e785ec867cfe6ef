package dev.silverbook.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.pipeline.message.BadMessageException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRecordsTest {

  @Test
  void everyMessageIsThereWithItsDelivery() {
    String event =
        """
        {"Records": [
          {"messageId": "m1", "receiptHandle": "h1", "body": "{\\"a\\": 1}",
           "attributes": {"ApproximateReceiveCount": "3", "SentTimestamp": "1723078923000"},
           "eventSource": "aws:sqs",
           "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:live"},
          {"messageId": "m2", "receiptHandle": "h2", "body": ""}]}
        """;

    assertThat(QueueRecords.decode(event))
        .containsExactly(
            new QueueRecord(
                "m1",
                "h1",
                "{\"a\": 1}",
                3,
                Optional.of(Instant.parse("2024-08-08T01:02:03Z")),
                "live"),
            new QueueRecord("m2", "h2", "", 1, Optional.empty(), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | not an SQS event: expected JSON, found 'nonsense'",
        "null | expected an object, found nothing",
        "{} | field Records: expected an array, found nothing",
        "{\"Records\": [{\"body\": 7}]} | field Records[0].body: expected a text, found '7'",
        "{\"Records\": [{\"body\": \"\"}]} | field Records[0].messageId: expected a text",
        "{\"Records\": [{\"body\": \"\", \"messageId\": \"m\", \"receiptHandle\": \"h\","
            + " \"attributes\": {\"ApproximateReceiveCount\": \"x\"}}]}"
            + " | field Records[0].attributes.ApproximateReceiveCount: expected a whole number",
      })
  void anotherEventIsRefusedWithTheField(String json, String message) {
    assertThatThrownBy(() -> QueueRecords.decode(json))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(message);
  }
}
