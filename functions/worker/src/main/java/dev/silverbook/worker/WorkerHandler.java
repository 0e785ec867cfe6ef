package dev.silverbook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.SqsQueueMessages;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.runs.CancelledRuns;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import dev.silverbook.pipeline.work.ProgressObserver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Lambda function: one message, one partition. Answers which messages come again; nothing is
 * thrown.
 */
public final class WorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** The queue of what has just arrived. */
  public static final String LIVE_QUEUE_URL = "SILVERBOOK_LIVE_QUEUE_URL";

  /** The queue of backfills. */
  public static final String BACKFILL_QUEUE_URL = "SILVERBOOK_BACKFILL_QUEUE_URL";

  /** After how many receives a queue gives a message up. */
  public static final String MAX_RECEIVES = "SILVERBOOK_MAX_RECEIVES";

  /** Where messages are kept that nobody can understand. */
  public static final String DEAD_LETTER_QUEUE_URL = "SILVERBOOK_DEAD_LETTER_QUEUE_URL";

  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerHandler.class);

  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

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

  /** The context of snapshots holds on to nothing, so that this does. */
  @SuppressWarnings("UnusedVariable")
  private final Optional<Resource> priming;

  /** As Lambda makes it, once for many invocations, or once for many snapshots. */
  public WorkerHandler() {
    this(
        StartUp.of(WorkerHandler.class, System.getenv(), WorkerHandler::parts),
        Optional.of(new Priming(SCRATCH)));
  }

  WorkerHandler(Parts parts) {
    this(parts, Optional.empty());
  }

  private WorkerHandler(Parts parts, Optional<Resource> priming) {
    this.priming = priming;
    // Where no snapshots are taken, nothing ever comes of it.
    priming.ifPresent(Core.getGlobalContext()::register);
    this.messages = parts.messages();
    this.clock = parts.clock();
  }

  private static Parts parts(Environment environment) {
    Clock clock = Clock.systemUTC();
    Optional<URI> endpoint = AwsSettings.endpoint(environment);
    S3Client s3 = AwsClients.s3(endpoint);
    DynamoDbClient dynamoDb = AwsClients.dynamoDb(endpoint);
    String table = environment.text(AwsSettings.TABLE, "the name of the ledger's table");
    Ledger ledger = new DynamoDbLedger(dynamoDb, table);
    CancelledRuns cancelled = new CancelledRuns(new DynamoDbRuns(dynamoDb, table), clock);
    ParquetFormat format = new ParquetFormat();
    InstructedWorkers workers =
        new InstructedWorkers(
            (lakes, configuration) -> {
              LakeStores stores =
                  new LakeStores(
                      new S3Store(s3, lakes.orderBooks()),
                      lakes.trades().map(location -> new S3Store(s3, location)),
                      new S3Store(s3, lakes.silver()),
                      lakes.layout(),
                      lakes.tradesLayout());
              PartitionProcessor processor =
                  new PartitionProcessor(
                      stores,
                      format,
                      () ->
                          new SortedPartitionReader(
                              format,
                              configuration.features().clock(),
                              SCRATCH,
                              configuration.input(),
                              configuration.features().book().depthLevels()),
                      configuration,
                      ProductVersion.text(),
                      clock);
              return new PartitionWorker(
                      stores,
                      ledger,
                      processor,
                      clock,
                      () -> UUID.randomUUID().toString(),
                      cancelled::has,
                      ProgressObserver.NONE)
                  ::handle;
            });
    String live =
        environment.url(LIVE_QUEUE_URL, "the URL of the queue of what has just arrived").toString();
    String backfill =
        environment.url(BACKFILL_QUEUE_URL, "the URL of the queue of backfills").toString();
    SqsQueueMessages queues =
        new SqsQueueMessages(
            AwsClients.sqs(endpoint),
            List.of(live, backfill),
            environment.url(DEAD_LETTER_QUEUE_URL, "the URL of the dead-letter queue").toString());
    int maxReceives =
        environment.number(MAX_RECEIVES, "the queues' maxReceiveCount", 1, MOST_RECEIVES);
    EmbeddedMetrics metrics = new EmbeddedMetrics(environment.application(), clock, System.out);
    OutcomeMetrics outcomes =
        new OutcomeMetrics(
            metrics,
            clock,
            Map.of(
                SqsQueueMessages.name(live), "live", SqsQueueMessages.name(backfill), "backfill"));
    return new Parts(new PartitionMessages(workers, queues, maxReceives, outcomes, clock), clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    try {
      return messages
          .handle(QueueRecords.of(event), clock.instant().plus(remaining).minus(MARGIN))
          .response();
    } catch (BadMessageException e) {
      // Not from a queue, so there is no message that could come again.
      LOGGER.error("{}", e.getMessage());
      return new QueueAnswer().response();
    }
  }
}
