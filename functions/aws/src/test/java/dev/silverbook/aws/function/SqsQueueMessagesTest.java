package dev.silverbook.aws.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsQueueMessagesTest {

  private static final String QUEUE = "https://sqs/1/queue";
  private static final String OTHER_QUEUE = "https://sqs/1/other-queue";
  private static final String DEAD_LETTERS = "https://dead-letters";

  private final Calls calls = new Calls();
  private final SqsQueueMessages messages =
      new SqsQueueMessages(calls, List.of(OTHER_QUEUE, QUEUE), DEAD_LETTERS);

  /** Notes what it is asked for, or refuses. */
  private static final class Calls implements SqsClient {
    private final List<ChangeMessageVisibilityRequest> hidden = new ArrayList<>();
    private final List<SendMessageRequest> sent = new ArrayList<>();
    private boolean refusing;

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(
        ChangeMessageVisibilityRequest request) {
      refuse();
      hidden.add(request);
      return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      refuse();
      sent.add(request);
      return SendMessageResponse.builder().build();
    }

    private void refuse() {
      if (refusing) {
        throw SqsException.builder().statusCode(503).message("out of order").build();
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static QueueRecord message(String body) {
    return new QueueRecord("id-1", "receipt-1", body, 1, Optional.empty(), "queue");
  }

  @Test
  void aMessageOfAnotherQueueIsNotHiddenInOneOfThese() {
    QueueRecord foreign = new QueueRecord("id-1", "r", "", 1, Optional.empty(), "foreign");

    assertThatThrownBy(() -> messages.hide(foreign, Duration.ZERO))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("message id-1 comes from the queue 'foreign', which is none of [");
    assertThat(calls.hidden).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT-1S, 0", "PT0S, 0", "PT0.001S, 1", "PT7M, 420", "PT24H, 42240"})
  void aMessageIsHiddenForSoManySecondsButNotLongerThanSqsAllows(Duration delay, int seconds) {
    messages.hide(message("{}"), delay);

    assertThat(calls.hidden)
        .containsExactly(
            ChangeMessageVisibilityRequest.builder()
                .queueUrl(QUEUE)
                .receiptHandle("receipt-1")
                .visibilityTimeout(seconds)
                .build());
  }

  @Test
  void aMessageIsKeptWithItsReasonAndItsId() {
    messages.keep(message("what is this"), "field date\n is missing");

    SendMessageRequest sent = calls.sent.get(0);
    assertThat(sent.queueUrl()).isEqualTo(DEAD_LETTERS);
    assertThat(sent.messageBody()).isEqualTo("what is this");
    assertThat(sent.messageAttributes())
        .isEqualTo(
            Map.of(
                SqsQueueMessages.REASON, text("field date  is missing"),
                SqsQueueMessages.ORIGINAL, text("id-1")));
  }

  @Test
  void anEmptyBodyAndALongReasonAreMadeAcceptable() {
    messages.keep(message(""), "x".repeat(5_000));

    assertThat(calls.sent.get(0).messageBody()).isEqualTo(" ");
    assertThat(calls.sent.get(0).messageAttributes().get(SqsQueueMessages.REASON).stringValue())
        .hasSize(1_001)
        .endsWith("x…");
  }

  @Test
  void aRefusalIsAStoreException() {
    calls.refusing = true;

    assertThatThrownBy(() -> messages.keep(message("{}"), "why"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE));
    assertThatThrownBy(() -> messages.hide(message("{}"), Duration.ZERO))
        .isInstanceOf(StoreException.class);
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
