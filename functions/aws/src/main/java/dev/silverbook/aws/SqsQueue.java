package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.message.PartitionQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * An SQS standard queue. Messages go out in batches; an answer of 200 may still name messages that
 * were not taken, and only what it names as sent counts as sent.
 */
public final class SqsQueue implements PartitionQueue {

  /** As SQS allows. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  private static final int MESSAGES_PER_BATCH = 10;

  /** The limit that every version of the service keeps. */
  private static final int BYTES_PER_BATCH = 256 << 10;

  private static final int TRIES = 6;

  private static final Backoff SEND_BACKOFF =
      Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final Logger LOGGER = LoggerFactory.getLogger(SqsQueue.class);

  private final SqsClient client;
  private final String url;
  private final Optional<Instructions> instructions;
  private final Backoff backoff;

  /**
   * Sends to that queue messages without instructions, so to workers of a lake of their own.
   *
   * @param client stays the caller's to close
   * @param url as SQS names the queue
   */
  public SqsQueue(SqsClient client, String url) {
    this(client, url, Optional.empty(), SEND_BACKOFF);
  }

  /**
   * A queue of workers that know nothing but their messages.
   *
   * @param instructions what messages without instructions of their own are sent with
   */
  public SqsQueue(SqsClient client, String url, Instructions instructions) {
    this(client, url, Optional.of(instructions), SEND_BACKOFF);
  }

  SqsQueue(SqsClient client, String url, Optional<Instructions> instructions, Backoff backoff) {
    this.client = client;
    this.url = url;
    this.instructions = instructions;
    this.backoff = backoff;
  }

  /** A message, and the text that it is sent as. */
  private record Body(PartitionMessage message, String text, int bytes) {}

  private Body body(PartitionMessage message) {
    PartitionMessage told =
        message.instructions().isPresent()
            ? message
            : instructions.map(message::with).orElse(message);
    String text = PartitionMessageJson.write(told);
    return new Body(message, text, text.getBytes(UTF_8).length);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the delay is negative or above 15 minutes
   * @throws dev.silverbook.pipeline.store.StoreException when the queue refuses for good, for
   *     example for want of permission; some messages may have been sent by then
   */
  @Override
  public List<PartitionMessage> send(List<PartitionMessage> messages, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("SQS delays a message by 0 to 900 s, not by " + delay);
    }
    // Rounded up: a message that comes early finds nothing to do yet.
    int seconds = (int) delay.plusMillis(999).toSeconds();
    List<PartitionMessage> unsent = new ArrayList<>();
    List<Body> batch = new ArrayList<>();
    int bytes = 0;
    for (PartitionMessage message : messages) {
      Body body = body(message);
      if (batch.size() == MESSAGES_PER_BATCH || bytes + body.bytes() > BYTES_PER_BATCH) {
        sendBatch(batch, seconds, unsent);
        batch.clear();
        bytes = 0;
      }
      batch.add(body);
      bytes += body.bytes();
    }
    sendBatch(batch, seconds, unsent);
    return unsent;
  }

  private void sendBatch(List<Body> batch, int seconds, List<PartitionMessage> unsent) {
    List<Body> left = List.copyOf(batch);
    for (int tries = 1; !left.isEmpty(); tries++) {
      Set<Integer> refused = new HashSet<>();
      Set<Integer> sent = trySend(left, seconds, refused);
      List<Body> again = new ArrayList<>();
      for (int index = 0; index < left.size(); index++) {
        if (refused.contains(index) || (tries == TRIES && !sent.contains(index))) {
          unsent.add(left.get(index).message());
        } else if (!sent.contains(index)) {
          again.add(left.get(index));
        }
      }
      left = again;
      if (!left.isEmpty()) {
        backoff.pause(tries);
      }
    }
  }

  /**
   * Sends once.
   *
   * @param refused receives the positions of messages that SQS will never take
   * @return the positions of those it has taken
   */
  private Set<Integer> trySend(List<Body> bodies, int seconds, Set<Integer> refused) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int index = 0; index < bodies.size(); index++) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(index))
              .messageBody(bodies.get(index).text())
              .delaySeconds(seconds)
              .build());
    }
    SendMessageBatchResponse answer;
    try {
      answer = client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    } catch (SdkException e) {
      if (!AwsFailures.reason(e).retryable() || Thread.currentThread().isInterrupted()) {
        throw AwsFailures.storeException("sqs:SendMessage", url, null, e);
      }
      LOGGER.warn("{}", AwsFailures.storeException("sqs:SendMessage", url, null, e).getMessage());
      return Set.of();
    }
    for (BatchResultErrorEntry failure : answer.failed()) {
      int index = Integer.parseInt(failure.id());
      LOGGER.warn(
          "sqs:SendMessage on {} did not take {}: {} {}",
          url,
          bodies.get(index).text(),
          failure.code(),
          failure.message());
      if (failure.senderFault() && !AwsFailures.reason(failure.code(), 0).retryable()) {
        refused.add(index);
      }
    }
    Set<Integer> sent = new HashSet<>();
    for (SendMessageBatchResultEntry success : answer.successful()) {
      sent.add(Integer.valueOf(success.id()));
    }
    return sent;
  }
}
