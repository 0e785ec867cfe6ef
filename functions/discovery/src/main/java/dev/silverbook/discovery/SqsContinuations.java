package dev.silverbook.discovery;

import dev.silverbook.aws.AwsFailures;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Cursors in an SQS queue whose consumer is the function itself. */
final class SqsContinuations implements Continuations {

  private final SqsClient client;
  private final String url;

  SqsContinuations(SqsClient client, String url) {
    this.client = client;
    this.url = url;
  }

  @Override
  public void send(BackfillCursor cursor) {
    try {
      client.sendMessage(request -> request.queueUrl(url).messageBody(cursor.toJson()));
    } catch (SdkException e) {
      throw AwsFailures.storeException("sqs:SendMessage", url, null, e);
    }
  }
}
