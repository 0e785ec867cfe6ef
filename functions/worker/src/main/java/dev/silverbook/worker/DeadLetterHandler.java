package dev.silverbook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.SqsQueueMessages;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.pipeline.message.BadMessageException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda function: gives a verdict to partitions whose messages died without one. Answers which
 * messages come again; nothing is thrown.
 */
public final class DeadLetterHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** The queue that the function consumes. */
  public static final String UNDECIDED_QUEUE_URL = "SILVERBOOK_UNDECIDED_QUEUE_URL";

  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterHandler.class);

  private final UndecidedMessages messages;

  /** As Lambda makes it, once for many invocations. */
  public DeadLetterHandler() {
    this(StartUp.of(DeadLetterHandler.class, System.getenv(), DeadLetterHandler::messages));
  }

  DeadLetterHandler(UndecidedMessages messages) {
    this.messages = messages;
  }

  private static UndecidedMessages messages(Environment environment) {
    Optional<URI> endpoint = AwsSettings.endpoint(environment);
    Clock clock = Clock.systemUTC();
    return new UndecidedMessages(
        new DynamoDbLedger(
            AwsClients.dynamoDb(endpoint),
            environment.text(AwsSettings.TABLE, "the name of the ledger's table")),
        new SqsQueueMessages(
            AwsClients.sqs(endpoint),
            List.of(
                environment
                    .url(UNDECIDED_QUEUE_URL, "the URL of the queue of undecided messages")
                    .toString()),
            environment
                .url(WorkerHandler.DEAD_LETTER_QUEUE_URL, "the URL of the dead-letter queue")
                .toString()),
        new OutcomeMetrics(
            new EmbeddedMetrics(environment.application(), clock, System.out), clock),
        clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    try {
      return messages.handle(QueueRecords.of(event)).response();
    } catch (BadMessageException e) {
      // Not from a queue, so there is no message that could come again.
      LOGGER.error("{}", e.getMessage());
      return new QueueAnswer().response();
    }
  }
}
