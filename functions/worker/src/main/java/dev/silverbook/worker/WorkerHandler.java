package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.Environment;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.SqsQueueMessages;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import dev.silverbook.pipeline.work.ProgressObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Lambda function: one message, one partition. Answers which messages come again; nothing is
 * thrown.
 */
public final class WorkerHandler implements RequestStreamHandler {

  /** After how many receives the queue gives a message up. */
  public static final String MAX_RECEIVES = "SILVERBOOK_MAX_RECEIVES";

  /** Where messages are kept that nobody can understand. */
  public static final String DEAD_LETTER_QUEUE_URL = "SILVERBOOK_DEAD_LETTER_QUEUE_URL";

  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerHandler.class);

  /** As SQS allows. */
  private static final int MOST_RECEIVES = 1_000;

  /** For the upload of the last bytes and the ledger, before Lambda ends the process. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /**
   * What it is made of.
   *
   * @param clock of the deadlines
   */
  record Parts(PartitionMessages messages, Clock clock) {}

  private final PartitionMessages messages;
  private final Clock clock;

  /** As Lambda makes it, once for many invocations. */
  public WorkerHandler() {
    this(StartUp.of(WorkerHandler.class, System.getenv(), WorkerHandler::parts));
  }

  WorkerHandler(Parts parts) {
    this.messages = parts.messages();
    this.clock = parts.clock();
  }

  private static Parts parts(Environment environment) {
    Clock clock = Clock.systemUTC();
    AwsSettings settings = AwsSettings.of(environment.variables());
    S3Client s3 = AwsClients.s3(settings.endpoint());
    SqsClient sqs = AwsClients.sqs(settings.endpoint());
    LakeStores lakes =
        new LakeStores(
            new S3Store(s3, settings.orderBooks()),
            settings.trades().map(location -> new S3Store(s3, location)),
            new S3Store(s3, settings.silver()),
            settings.orderBookLayout(),
            settings.tradesLayout());
    ParquetFormat format = new ParquetFormat();
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    PartitionProcessor processor =
        new PartitionProcessor(
            lakes,
            format,
            () -> new SortedPartitionReader(format, settings.configuration().clock(), scratch),
            settings.configuration(),
            ProductVersion.text(),
            clock);
    PartitionWorker worker =
        new PartitionWorker(
            lakes,
            new DynamoDbLedger(AwsClients.dynamoDb(settings.endpoint()), settings.table()),
            processor,
            clock,
            () -> UUID.randomUUID().toString(),
            ProgressObserver.NONE);
    SqsQueueMessages queue =
        new SqsQueueMessages(
            sqs,
            settings.queueUrl().toString(),
            environment.queueUrl(DEAD_LETTER_QUEUE_URL, "the URL of the dead-letter queue"));
    int maxReceives =
        environment.number(MAX_RECEIVES, "the queue's maxReceiveCount", 1, MOST_RECEIVES);
    EmbeddedMetrics metrics = new EmbeddedMetrics(environment.application(), clock, System.out);
    return new Parts(
        new PartitionMessages(
            worker::handle, queue, maxReceives, new OutcomeMetrics(metrics, clock), clock),
        clock);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    answer(new String(input.readAllBytes(), UTF_8), remaining).writeTo(output);
  }

  private QueueAnswer answer(String json, Duration remaining) {
    try {
      return messages.handle(
          QueueRecords.decode(json), clock.instant().plus(remaining).minus(MARGIN));
    } catch (BadMessageException e) {
      // Not from a queue, so there is no message that could come again.
      LOGGER.error("{}", e.getMessage());
      return new QueueAnswer();
    }
  }
}
