package dev.silverbook.aws.function;

import dev.silverbook.aws.AwsFailures;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages of one or several SQS queues, and their dead-letter queue. */
public final class SqsQueueMessages implements QueueMessages {

  /** Attribute of a kept message: why. */
  public static final String REASON = "reason";

  /** Attribute of a kept message: which one it is a copy of. */
  public static final String ORIGINAL = "originalMessageId";

  private static final int LONGEST_REASON = 1_000;

  /** Time since the receipt counts too, so the whole of {@link #LONGEST} would be refused. */
  private static final Duration SPENT = Duration.ofMinutes(16);

  private final SqsClient client;
  private final List<String> queueUrls;
  private final String deadLetterQueueUrl;

  /**
   * Finds each message's queue by the last part of its URL.
   *
   * @param client stays the caller's to close
   * @param queueUrls where the messages come from
   * @param deadLetterQueueUrl where they are kept
   */
  public SqsQueueMessages(SqsClient client, List<String> queueUrls, String deadLetterQueueUrl) {
    this.client = client;
    this.queueUrls = List.copyOf(queueUrls);
    this.deadLetterQueueUrl = deadLetterQueueUrl;
  }

  @Override
  public void hide(QueueRecord message, Duration delay) {
    Duration bounded = delay.compareTo(LONGEST.minus(SPENT)) > 0 ? LONGEST.minus(SPENT) : delay;
    int seconds = (int) Math.max(0, bounded.plusMillis(999).toSeconds());
    String queueUrl = queueUrl(message);
    try {
      client.changeMessageVisibility(
          request ->
              request
                  .queueUrl(queueUrl)
                  .receiptHandle(message.receiptHandle())
                  .visibilityTimeout(seconds));
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:ChangeMessageVisibility", queueUrl, null, e);
    }
  }

  /** The name that a queue's URL ends with. */
  public static String name(String queueUrl) {
    return queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
  }

  private String queueUrl(QueueRecord message) {
    return queueUrls.stream()
        .filter(url -> name(url).equals(message.queue()))
        .findFirst()
        .orElseThrow(
            () ->
                new StoreException(
                    FailureReason.BAD_CONFIGURATION,
                    null,
                    "message %s comes from the queue '%s', which is none of %s"
                        .formatted(message.messageId(), message.queue(), queueUrls),
                    null));
  }

  @Override
  public void keep(QueueRecord message, String reason) {
    try {
      client.sendMessage(
          request ->
              request
                  .queueUrl(deadLetterQueueUrl)
                  .messageBody(body(message))
                  .messageAttributes(
                      Map.of(
                          REASON, text(printable(reason)),
                          ORIGINAL, text(message.messageId()))));
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:SendMessage", deadLetterQueueUrl, null, e);
    }
  }

  /** SQS takes no empty body. */
  private static String body(QueueRecord message) {
    return message.body().isEmpty() ? " " : message.body();
  }

  /** Without the characters that SQS refuses; the body has only such that it let through before. */
  private static String printable(String reason) {
    String shown =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    return shown
        .codePoints()
        .map(
            point ->
                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                    ? ' '
                    : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
