package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsEndpoint;
import dev.silverbook.aws.TestClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The commands against AWS APIs, with a bucket, a table and queues of their own. */
abstract class AwsCommands {

  @RegisterExtension static final AwsEndpoint ENDPOINT = new AwsEndpoint();

  private static final String REGION = "eu-central-1";

  @TempDir Path directory;

  final String bucket = "lake-" + UUID.randomUUID();
  final String table = "ledger-" + UUID.randomUUID();
  S3Client s3;
  SqsClient sqs;
  DynamoDbClient dynamoDb;

  @BeforeEach
  void aBucketAndATable() {
    AwsAccess access = TestClients.access(ENDPOINT.uri());
    s3 = AwsClients.s3(access);
    sqs = AwsClients.sqs(access);
    dynamoDb = AwsClients.dynamoDb(access);
    s3.createBucket(
        request ->
            request
                .bucket(bucket)
                .createBucketConfiguration(place -> place.locationConstraint(REGION)));
    TestClients.createTable(dynamoDb, table);
  }

  @AfterEach
  void closeClients() {
    s3.close();
    sqs.close();
    dynamoDb.close();
  }

  /** Two symbols and two days with trades, in the bucket and in {@code lake}. */
  void upload() throws IOException {
    GeneratedLakes.twoMarkets(directory, "--segments", "2");
    for (Map.Entry<String, Path> file : files(directory.resolve("lake")).entrySet()) {
      s3.putObject(
          request -> request.bucket(bucket).key(file.getKey()),
          RequestBody.fromFile(file.getValue()));
    }
  }

  /** The same with an object that is no Parquet. */
  void uploadWithABrokenDay() throws IOException {
    upload();
    s3.putObject(
        request ->
            request
                .bucket(bucket)
                .key(
                    "orderbook/exchange=demo/symbol=BAD~USDT/year=2024/month=08/day=08/part.parquet"),
        RequestBody.fromString("no parquet"));
  }

  Ran run() {
    return aws(
        "run",
        "--input",
        "s3://" + bucket + "/orderbook",
        "--trades",
        "s3://" + bucket + "/trades",
        "--output",
        "s3://" + bucket + "/features",
        "--table",
        table,
        "--state",
        "scratch");
  }

  Ran aws(String... arguments) {
    return Ran.in(
        directory,
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--endpoint-url", ENDPOINT.uri().toString(), "--region", REGION))
            .toArray(String[]::new));
  }

  static Map<String, Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      Map<String, Path> files = new TreeMap<>();
      all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".parquet"))
          .forEach(file -> files.put(root.relativize(file).toString(), file));
      return files;
    }
  }

  String queue() {
    return sqs.createQueue(request -> request.queueName("queue-" + UUID.randomUUID())).queueUrl();
  }

  List<Message> messages(String queue) {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          sqs.receiveMessage(
                  request ->
                      request.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  static void assertRefused(Ran ran, String message) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(message).doesNotContain("\tat ");
  }
}
