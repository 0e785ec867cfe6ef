package dev.silverbook.command.stack;

import dev.silverbook.aws.AwsFailures;
import dev.silverbook.command.terminal.Pause;
import dev.silverbook.pipeline.failure.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Moves the messages of a dead-letter queue to the queue they are to be tried in again: by a task
 * of SQS itself where it does that, else one by one. A message is deleted only after it was sent;
 * when the process dies in between it is there twice, which workers tell apart from work.
 */
public final class DeadLetterRedrive {

  /**
   * What came of it.
   *
   * @param moved messages that are in the other queue now
   * @param left messages that were seen and stay where they are
   * @param problem why it stopped early or left some; empty when all went well
   */
  public record Result(long moved, long left, Optional<String> problem) {}

  /** What became of the wish for a task. */
  private enum Start {
    STARTED,
    REFUSED,
    RUNS_ALREADY
  }

  /** Ends of error codes, which the protocols of SQS spell differently. */
  private static final List<String> UNKNOWN_OPERATION =
      List.of(
          "UnsupportedOperation",
          "InvalidAction",
          "UnknownOperationException",
          "NotImplemented",
          "NotImplementedException");

  private static final int MESSAGES_PER_BATCH = 10;
  private static final int BYTES_PER_BATCH = 256 << 10;
  private static final int LONG_POLL_SECONDS = 1;
  private static final int EMPTY_ANSWERS = 2;

  /** Long enough to send and delete a batch with all retries. */
  private static final int VISIBILITY_SECONDS = 120;

  private static final Duration TASK_POLL = Duration.ofSeconds(1);

  private final SqsClient client;
  private final Pause pause;
  private final Clock clock;

  /**
   * Nothing is moved yet.
   *
   * @param client stays the caller's to close
   * @param pause between two looks at a task
   */
  DeadLetterRedrive(SqsClient client, Pause pause, Clock clock) {
    this.client = client;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Moves everything that is there now.
   *
   * @param from URL of the dead-letter queue
   * @param to URL of the other queue
   * @throws dev.silverbook.pipeline.store.StoreException when a queue refuses
   */
  public Result move(String from, String to) throws InterruptedException {
    String source = arn(from);
    String target = arn(to);
    return switch (start(source, target)) {
      case STARTED -> watch(source);
      case REFUSED -> moveOneByOne(from, to);
      case RUNS_ALREADY ->
          new Result(
              0,
              0,
              Optional.of(
                  "a move task of "
                      + source
                      + " runs already; when it has ended, redrive what is left"));
    };
  }

  private Start start(String source, String target) {
    try {
      client.startMessageMoveTask(request -> request.sourceArn(source).destinationArn(target));
      return Start.STARTED;
    } catch (SqsException e) {
      // Nothing was moved, so the other way is open; what is wrong with the queues it will tell.
      if (AwsFailures.reason(e) == FailureReason.ACCESS_DENIED || unknown(e)) {
        return Start.REFUSED;
      }
      if (code(e).endsWith("InvalidParameterValue")) {
        // Either a task runs, or it is no dead-letter queue by configuration.
        return runs(source) ? Start.RUNS_ALREADY : Start.REFUSED;
      }
      throw AwsFailures.storeException("sqs:StartMessageMoveTask", source, null, e);
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:StartMessageMoveTask", source, null, e);
    }
  }

  /** Whether this endpoint does not know such tasks. SQS never refuses without a code. */
  private static boolean unknown(SqsException refusal) {
    return code(refusal).isEmpty() || UNKNOWN_OPERATION.stream().anyMatch(code(refusal)::endsWith);
  }

  private static String code(SqsException refusal) {
    return refusal.awsErrorDetails() == null || refusal.awsErrorDetails().errorCode() == null
        ? ""
        : refusal.awsErrorDetails().errorCode();
  }

  private boolean runs(String source) {
    return tasks(source).stream()
        .anyMatch(task -> List.of("RUNNING", "CANCELLING").contains(task.status()));
  }

  private List<ListMessageMoveTasksResultEntry> tasks(String source) {
    try {
      return client
          .listMessageMoveTasks(request -> request.sourceArn(source).maxResults(1))
          .results();
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:ListMessageMoveTasks", source, null, e);
    }
  }

  private Result watch(String source) throws InterruptedException {
    while (true) {
      List<ListMessageMoveTasksResultEntry> tasks = tasks(source);
      if (!tasks.isEmpty()) {
        ListMessageMoveTasksResultEntry task = tasks.get(0);
        long moved = count(task.approximateNumberOfMessagesMoved());
        long all = Math.max(moved, count(task.approximateNumberOfMessagesToMove()));
        switch (String.valueOf(task.status())) {
          case "COMPLETED" -> {
            return new Result(moved, 0, Optional.empty());
          }
          case "FAILED", "CANCELLED" -> {
            return new Result(
                moved,
                all - moved,
                Optional.of(
                    "the move task is "
                        + task.status()
                        + (task.failureReason() == null ? "" : ": " + task.failureReason())));
          }
          default -> {}
        }
      }
      if (!pause.pause(TASK_POLL)) {
        return new Result(0, 0, Optional.of("the move task goes on in SQS"));
      }
    }
  }

  private Result moveOneByOne(String from, String to) {
    Instant start = clock.instant();
    long moved = 0;
    Set<String> left = new HashSet<>();
    Optional<String> problem = Optional.empty();
    int empty = 0;
    while (empty < EMPTY_ANSWERS) {
      List<Message> received = receive(from);
      List<Message> old = new ArrayList<>();
      for (Message message : received) {
        if (left.contains(message.messageId())) {
          continue;
        }
        // What died since we began has come back from the other queue: it would go round for ever.
        if (sentAt(message).isAfter(start)) {
          left.add(message.messageId());
          problem = Optional.of("some messages died again, or arrived, while this went on");
        } else {
          old.add(message);
        }
      }
      empty = old.isEmpty() ? empty + 1 : 0;
      for (List<Message> batch : batches(old)) {
        Set<String> sent = send(to, batch);
        delete(from, batch.stream().filter(message -> sent.contains(message.messageId())).toList());
        moved += sent.size();
        for (Message message : batch) {
          if (!sent.contains(message.messageId())) {
            left.add(message.messageId());
            problem = Optional.of("the queue did not take some messages");
          }
        }
      }
    }
    return new Result(moved, left.size(), problem);
  }

  private List<Message> receive(String from) {
    try {
      return client
          .receiveMessage(
              request ->
                  request
                      .queueUrl(from)
                      .maxNumberOfMessages(MESSAGES_PER_BATCH)
                      .waitTimeSeconds(LONG_POLL_SECONDS)
                      .visibilityTimeout(VISIBILITY_SECONDS)
                      .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                      .messageAttributeNames("All"))
          .messages();
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:ReceiveMessage", from, null, e);
    }
  }

  /** Ten messages of the largest size do not fit into one request. */
  private static List<List<Message>> batches(List<Message> messages) {
    List<List<Message>> batches = new ArrayList<>();
    List<Message> batch = new ArrayList<>();
    long bytes = 0;
    for (Message message : messages) {
      // At most four bytes a character; attributes are small beside it.
      long size = 4L * message.body().length();
      if (!batch.isEmpty() && bytes + size > BYTES_PER_BATCH) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(message);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }

  /** The ids of those that were taken. */
  private Set<String> send(String to, List<Message> batch) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int index = 0; index < batch.size(); index++) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(index))
              .messageBody(batch.get(index).body())
              .messageAttributes(batch.get(index).messageAttributes())
              .build());
    }
    try {
      Set<String> sent = new HashSet<>();
      for (SendMessageBatchResultEntry taken :
          client.sendMessageBatch(request -> request.queueUrl(to).entries(entries)).successful()) {
        sent.add(batch.get(Integer.parseInt(taken.id())).messageId());
      }
      return sent;
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:SendMessage", to, null, e);
    }
  }

  private void delete(String from, List<Message> sent) {
    if (sent.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int index = 0; index < sent.size(); index++) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(index))
              .receiptHandle(sent.get(index).receiptHandle())
              .build());
    }
    try {
      client.deleteMessageBatch(request -> request.queueUrl(from).entries(entries));
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:DeleteMessage", from, null, e);
    }
  }

  private String arn(String url) {
    try {
      return client
          .getQueueAttributes(
              request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
          .attributes()
          .get(QueueAttributeName.QUEUE_ARN);
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:GetQueueAttributes", url, null, e);
    }
  }

  private static Instant sentAt(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return sent == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sent));
  }

  private static long count(Long value) {
    return value == null ? 0 : value;
  }
}
