package dev.silverbook.worker;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.SqsQueueMessages;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.runs.CancelledRuns;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import dev.silverbook.pipeline.work.ProgressObserver;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts a worker together, from its variables and the clients of three services. */
final class WorkerParts {

  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

  /** As SQS allows. */
  private static final int MOST_RECEIVES = 1_000;

  private WorkerParts() {}

  /** Clients of the services that a worker calls. */
  record Services(S3Client s3, DynamoDbClient dynamoDb, SqsClient sqs) implements AutoCloseable {

    /** By the SDK's standard chain. */
    static Services of(Optional<URI> endpoint) {
      return new Services(
          AwsClients.s3(endpoint), AwsClients.dynamoDb(endpoint), AwsClients.sqs(endpoint));
    }

    /** For somebody who was told where and as whom to call. */
    static Services of(AwsAccess access) {
      return new Services(
          AwsClients.s3(access), AwsClients.dynamoDb(access), AwsClients.sqs(access));
    }

    @Override
    public void close() {
      s3.close();
      dynamoDb.close();
      sqs.close();
    }
  }

  /** The places that a message names. */
  static LakeStores stores(S3Client s3, InstructedWorkers.LakeLocations lakes) {
    return new LakeStores(
        new S3Store(s3, lakes.orderBooks()),
        lakes.trades().map(location -> new S3Store(s3, location)),
        new S3Store(s3, lakes.silver()),
        lakes.layout(),
        lakes.tradesLayout());
  }

  /**
   * What handles messages.
   *
   * @param owners gives a fresh, unique token for each claim
   * @param out takes the lines with metrics
   */
  static PartitionMessages messages(
      Services services,
      Environment environment,
      Clock clock,
      Supplier<String> owners,
      PrintStream out) {
    String table = environment.text(AwsSettings.TABLE, "the name of the ledger's table");
    Ledger ledger = new DynamoDbLedger(services.dynamoDb(), table);
    CancelledRuns cancelled =
        new CancelledRuns(new DynamoDbRuns(services.dynamoDb(), table), clock);
    ParquetFormat format = new ParquetFormat();
    InstructedWorkers workers =
        new InstructedWorkers(
            (lakes, configuration) -> {
              LakeStores stores = stores(services.s3(), lakes);
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
                      owners,
                      cancelled::has,
                      ProgressObserver.NONE)
                  ::handle;
            });
    String live =
        environment
            .url(WorkerHandler.LIVE_QUEUE_URL, "the URL of the queue of what has just arrived")
            .toString();
    String backfill =
        environment
            .url(WorkerHandler.BACKFILL_QUEUE_URL, "the URL of the queue of backfills")
            .toString();
    SqsQueueMessages queues =
        new SqsQueueMessages(
            services.sqs(),
            List.of(live, backfill),
            environment
                .url(WorkerHandler.DEAD_LETTER_QUEUE_URL, "the URL of the dead-letter queue")
                .toString());
    int maxReceives =
        environment.number(
            WorkerHandler.MAX_RECEIVES, "the queues' maxReceiveCount", 1, MOST_RECEIVES);
    OutcomeMetrics outcomes =
        new OutcomeMetrics(
            new EmbeddedMetrics(environment.application(), clock, out),
            clock,
            Map.of(
                SqsQueueMessages.name(live), "live", SqsQueueMessages.name(backfill), "backfill"));
    return new PartitionMessages(workers, queues, maxReceives, outcomes, clock);
  }
}
