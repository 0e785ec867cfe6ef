package dev.silverbook.benchmark.function;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.TestClients;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What the worker function needs at an endpoint: buckets with a lake, and the ledger's table. */
public final class AwsAccount implements AutoCloseable {

  /** Of everything. */
  static final String REGION = "eu-central-1";

  /** Opens nothing. */
  private static final String KEY = "test";

  private static final String BRONZE = "bronze";
  private static final String SILVER = "silver";
  private static final String ORDER_BOOKS = "orderbook/";
  private static final String TRADES = "trades/";
  private static final String FEATURES = "features/";
  private static final String TABLE = "ledger";

  /** What messages tell the function. */
  static final Instructions INSTRUCTIONS =
      new Instructions(
          new S3Location(BRONZE, ORDER_BOOKS).toString(),
          Optional.of(new S3Location(BRONZE, TRADES).toString()),
          new S3Location(SILVER, FEATURES).toString(),
          FeatureConfiguration.defaults().toJson());

  private final URI endpoint;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final String queue;

  /** Makes the buckets, the table and a queue. */
  AwsAccount(URI endpoint) {
    this.endpoint = endpoint;
    AwsAccess access = TestClients.access(endpoint);
    s3 = AwsClients.s3(access);
    dynamoDb = AwsClients.dynamoDb(access);
    for (String bucket : List.of(BRONZE, SILVER)) {
      s3.createBucket(
          request ->
              request
                  .bucket(bucket)
                  .createBucketConfiguration(
                      configuration -> configuration.locationConstraint(REGION)));
    }
    TestClients.createTable(dynamoDb, TABLE);
    sqs = AwsClients.sqs(access);
    queue = sqs.createQueue(request -> request.queueName("live")).queueUrl();
  }

  /** Puts a lake where the function looks for it. */
  void upload(Workload workload) throws IOException {
    upload(workload.orderBook(), ORDER_BOOKS);
    upload(workload.trades(), TRADES);
  }

  private void upload(Path directory, String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      s3.putObject(
          request -> request.bucket(BRONZE).key(prefix + directory.relativize(file)),
          RequestBody.fromFile(file));
    }
  }

  /** A message as the queue delivers it: the function hides it while it works. */
  Message delivered(String body) {
    sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    return sqs.receiveMessage(
            request ->
                request.queueUrl(queue).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .get(0);
  }

  /** Deletes a message that is done with, as Lambda does: it would be delivered again. */
  void consumed(Message message) {
    sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
  }

  /** The variables that lead the worker here. */
  Map<String, String> environment() {
    Map<String, String> environment = environment(queue.substring(0, queue.lastIndexOf('/') + 1));
    environment.put(AwsSettings.ENDPOINT_URL, endpoint.toString());
    return environment;
  }

  /**
   * The variables of all functions, as the template sets them, about.
   *
   * @param queues what the URLs of queues begin with
   */
  static Map<String, String> environment(String queues) {
    Map<String, String> environment = new HashMap<>();
    environment.put(Environment.APPLICATION, "benchmark");
    environment.put(AwsSettings.BRONZE_BUCKET, BRONZE);
    environment.put(AwsSettings.BRONZE_PREFIX, ORDER_BOOKS);
    environment.put(AwsSettings.TRADES_PREFIX, TRADES);
    environment.put(AwsSettings.SILVER_BUCKET, SILVER);
    environment.put(AwsSettings.SILVER_PREFIX, FEATURES);
    environment.put(AwsSettings.TABLE, TABLE);
    environment.put(AwsSettings.CONFIGURATION, "{}");
    environment.put(AwsSettings.QUEUE_URL, queues + "live");
    environment.put("SILVERBOOK_LIVE_QUEUE_URL", queues + "live");
    environment.put("SILVERBOOK_BACKFILL_QUEUE_URL", queues + "backfill");
    environment.put("SILVERBOOK_CONTINUATION_QUEUE_URL", queues + "continuation");
    environment.put("SILVERBOOK_DEAD_LETTER_QUEUE_URL", queues + "dead");
    environment.put("SILVERBOOK_MAX_RECEIVES", "5");
    environment.put("SILVERBOOK_WORKER_MEMORY", "1769");
    environment.put("SILVERBOOK_SETTLE_SECONDS", "60");
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", KEY);
    return environment;
  }

  /**
   * Checks what a message has led to.
   *
   * @throws IOException when the ledger does not say that this run has processed the partition, or
   *     the output that it names is not there
   */
  void requireProcessed(PartitionId partition, String runId) throws IOException {
    Optional<LedgerEntry> entry = new DynamoDbLedger(dynamoDb, TABLE).read(partition);
    if (!entry.flatMap(LedgerEntry::status).equals(Optional.of(LedgerStatus.PROCESSED))
        || !entry.map(LedgerEntry::runId).equals(Optional.of(runId))) {
      throw new IOException(
          "partition " + partition.key() + " was to be PROCESSED by " + runId + ", found " + entry);
    }
    S3Store silver = new S3Store(s3, new S3Location(SILVER, FEATURES));
    for (WrittenOutput output : entry.orElseThrow().outputs()) {
      Optional<StoredObject> found = silver.find(output.key());
      if (output.size() == 0 || !found.map(StoredObject::etag).equals(Optional.of(output.etag()))) {
        throw new IOException("the ledger names " + output + ", in the bucket is " + found);
      }
    }
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
    sqs.close();
  }
}
