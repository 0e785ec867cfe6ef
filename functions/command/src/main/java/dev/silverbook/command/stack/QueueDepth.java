package dev.silverbook.command.stack;

import dev.silverbook.aws.AwsFailures;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How many messages a queue holds: waiting, in work and delayed. SQS calls its counts approximate:
 * they may be a minute behind.
 *
 * @param client stays the caller's to close
 * @param url of the queue
 */
record QueueDepth(SqsClient client, String url) implements LongSupplier {

  private static final QueueAttributeName[] COUNTS = {
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED
  };

  @Override
  public long getAsLong() {
    try {
      Map<QueueAttributeName, String> counts =
          client
              .getQueueAttributes(request -> request.queueUrl(url).attributeNames(COUNTS))
              .attributes();
      long sum = 0;
      for (QueueAttributeName name : COUNTS) {
        sum += Long.parseLong(counts.getOrDefault(name, "0"));
      }
      return sum;
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:GetQueueAttributes", url, null, e);
    }
  }
}
