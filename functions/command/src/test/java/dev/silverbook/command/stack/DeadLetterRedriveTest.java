package dev.silverbook.command.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskResponse;

/** When messages are moved one by one, and when the command ends instead. */
class DeadLetterRedriveTest {

  private final FakeQueues queues = new FakeQueues();

  private DeadLetterRedrive.Result move() throws InterruptedException {
    return new DeadLetterRedrive(queues, duration -> true, Clock.systemUTC())
        .move("http://from", "http://to");
  }

  @ParameterizedTest
  @CsvSource({
    "400, AWS.SimpleQueueService.UnsupportedOperation",
    "400, InvalidAction",
    "400, UnknownOperationException",
    "501, NotImplemented",
    "500, ''",
    "403, AccessDenied",
    "400, AccessDeniedException",
  })
  void whereTasksAreUnknownOrForbiddenMessagesAreMovedOneByOne(int status, String code)
      throws InterruptedException {
    queues.refuse(status, code);

    assertThat(move()).isEqualTo(new DeadLetterRedrive.Result(0, 0, Optional.empty()));

    assertThat(queues.calls).contains("receive");
  }

  @Test
  void aQueueThatIsNoDeadLetterQueueByConfigurationIsEmptiedOneByOne() throws InterruptedException {
    queues.refuse(400, "InvalidParameterValue");

    assertThat(move().problem()).isEmpty();

    assertThat(queues.calls).containsExactly("start", "list", "receive", "receive");
  }

  @Test
  void aTaskThatRunsAlreadyIsSaidAndNothingIsMovedBesideIt() throws InterruptedException {
    queues.refuse(400, "InvalidParameterValue");
    queues.tasks = List.of(task("RUNNING"));

    assertThat(move().problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("arn:from runs already"));

    assertThat(queues.calls).containsExactly("start", "list");
  }

  @ParameterizedTest
  @CsvSource({
    "400, RequestThrottled, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "500, InternalFailure, STORE_UNAVAILABLE",
    "404, ResourceNotFoundException, BAD_CONFIGURATION",
  })
  void anyOtherRefusalEndsItWithItsReason(int status, String code, FailureReason reason) {
    queues.refuse(status, code);

    assertThatThrownBy(this::move)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll("sqs:StartMessageMoveTask on arn:from failed", code);

    assertThat(queues.calls).containsExactly("start");
  }

  @Test
  void aTaskThatWasStartedIsWatchedToItsEnd() throws InterruptedException {
    queues.tasks = List.of(task("COMPLETED"));

    assertThat(move()).isEqualTo(new DeadLetterRedrive.Result(7, 0, Optional.empty()));

    assertThat(queues.calls).containsExactly("start", "list");
  }

  private static ListMessageMoveTasksResultEntry task(String status) {
    return ListMessageMoveTasksResultEntry.builder()
        .status(status)
        .approximateNumberOfMessagesMoved(7L)
        .approximateNumberOfMessagesToMove(7L)
        .build();
  }

  /** Empty queues, whose tasks are as told. */
  private static final class FakeQueues implements SqsClient {

    private final List<String> calls = new ArrayList<>();
    private Optional<SqsException> refusal = Optional.empty();
    private List<ListMessageMoveTasksResultEntry> tasks = List.of();

    void refuse(int status, String code) {
      refusal =
          Optional.of(
              (SqsException)
                  SqsException.builder()
                      .statusCode(status)
                      .awsErrorDetails(
                          AwsErrorDetails.builder().errorCode(code).errorMessage("as told").build())
                      .build());
    }

    @Override
    public StartMessageMoveTaskResponse startMessageMoveTask(StartMessageMoveTaskRequest request) {
      calls.add("start");
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      return StartMessageMoveTaskResponse.builder().taskHandle("task").build();
    }

    @Override
    public ListMessageMoveTasksResponse listMessageMoveTasks(ListMessageMoveTasksRequest request) {
      calls.add("list");
      return ListMessageMoveTasksResponse.builder().results(tasks).build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      calls.add("receive");
      return ReceiveMessageResponse.builder().build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
      String name = request.queueUrl().substring("http://".length());
      return GetQueueAttributesResponse.builder()
          .attributes(Map.of(QueueAttributeName.QUEUE_ARN, "arn:" + name))
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
