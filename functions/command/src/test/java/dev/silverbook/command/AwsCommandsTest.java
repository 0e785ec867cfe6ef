package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsEndpoint;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.command.stack.StackTemplate;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The commands against AWS APIs: 2 symbols, 2 days, with trades, in buckets of their own. */
final class AwsCommandsTest {

  @RegisterExtension static final AwsEndpoint ENDPOINT = new AwsEndpoint();

  private static final String REGION = "eu-central-1";
  private static final String BROKEN =
      "orderbook/exchange=demo/symbol=BAD~USDT/year=2024/month=08/day=08/part.parquet";

  @TempDir private Path directory;

  private final String bucket = "lake-" + UUID.randomUUID();
  private final String table = "ledger-" + UUID.randomUUID();
  private AwsAccess access;
  private S3Client s3;
  private SqsClient sqs;
  private DynamoDbClient dynamoDb;

  @BeforeEach
  void aBucketWithALakeAndATable() throws IOException {
    access =
        new AwsAccess(
            Optional.of(ENDPOINT.uri()),
            Region.of(REGION),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    s3 = AwsClients.s3(access);
    sqs = AwsClients.sqs(access);
    dynamoDb = AwsClients.dynamoDb(access);
    s3.createBucket(
        request ->
            request
                .bucket(bucket)
                .createBucketConfiguration(place -> place.locationConstraint(REGION)));
    dynamoDb.createTable(
        request ->
            request
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("partition")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName("partition")
                        .keyType(KeyType.HASH)
                        .build()));
    Ran ran =
        Ran.in(
            directory,
            "generate",
            "--output",
            "lake",
            "--symbol",
            "BTC/USDT,ETH/USDT",
            "--days",
            "2",
            "--rows",
            "300",
            "--levels",
            "5",
            "--trades",
            "100",
            "--segments",
            "2",
            "--flawless");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @AfterEach
  void closeClients() {
    s3.close();
    sqs.close();
    dynamoDb.close();
  }

  @Test
  void aRunOnBucketsMakesTheSameFeaturesAsOneOnDirectories() throws IOException {
    upload();
    Ran here =
        Ran.in(
            directory,
            "run",
            "--input",
            "lake/orderbook",
            "--trades",
            "lake/trades",
            "--output",
            "out");
    assertThat(here.exitCode()).as(here.err()).isZero();

    Ran there = run();

    assertThat(there.exitCode()).as(there.err()).isZero();
    assertThat(there.out())
        .contains("processed  4           1,200 rows")
        .contains("Output  s3://" + bucket + "/features/silver\n");
    Path downloaded = directory.resolve("downloaded");
    download("features/silver/", downloaded);
    Map<String, Path> expected = files(directory.resolve("out/silver"));
    Map<String, Path> found = files(downloaded);
    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize(8);
    for (Map.Entry<String, Path> file : expected.entrySet()) {
      assertThat(withoutFooter(found.get(file.getKey())))
          .as(file.getKey())
          .isEqualTo(withoutFooter(file.getValue()));
    }
  }

  @Test
  void aSecondRunOnBucketsFindsNothingToDoAndPlanSaysSo() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();

    Ran second = run();

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains("processed  0").contains("unchanged  4");
    Ran plan =
        aws(
            "plan",
            "--input",
            "s3://" + bucket + "/orderbook",
            "--trades",
            "s3://" + bucket + "/trades",
            "--output",
            "s3://" + bucket + "/features",
            "--table",
            table);
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("0 partitions of 4 would run");
  }

  @Test
  void aBucketCanBeReadIntoADirectoryAndTheOtherWayRound() throws IOException {
    upload();

    Ran in = aws("run", "--input", "s3://" + bucket + "/orderbook", "--output", "out");
    assertThat(in.exitCode()).as(in.err()).isZero();
    assertThat(files(directory.resolve("out/silver"))).hasSize(8);

    Ran out =
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://" + bucket + "/f",
            "--state",
            "state");
    assertThat(out.exitCode()).as(out.err()).isZero();
    assertThat(s3.listObjectsV2(request -> request.bucket(bucket).prefix("f/silver/")).keyCount())
        .isEqualTo(8);
    assertThat(directory.resolve("state/ledger.db")).exists();
  }

  @Test
  void statusOfATableShowsWhatFailedAndHowToTryAgain() throws IOException {
    upload();
    put(BROKEN, "no parquet");
    assertThat(run().exitCode()).isEqualTo(1);

    Ran status = aws("status", "--table", table);

    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("table " + table)
        .contains("processed  4")
        .contains("failed     1")
        .contains("NOT_PARQUET")
        .contains("with: the same silverbook run and --retry-failed; or, where functions do");
    Map<String, Object> json = JSON.std.mapFrom(aws("status", "--table", table, "--json").out());
    assertThat(json.get("partitions")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(5);
  }

  @Test
  void aReportOfABucketAndATableHasPlots() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();

    Ran report = aws("report", "--output", "s3://" + bucket + "/features", "--table", table);

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(directory.resolve("silverbook-report.html")))
        .contains("\"ledger\":\"table " + table + "\"")
        .contains("id=\"bars-3\">{\"kind\":\"60s\"");
  }

  @Test
  void whatIsInABucketIsProvedByTheTable() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();
    String[] verify = {
      "verify", "--output", "s3://" + bucket + "/features", "--table", table, "--partitions", "9"
    };

    Ran proved = aws(verify);

    assertThat(proved.exitCode()).as(proved.err() + proved.out()).isZero();
    assertThat(proved.out()).contains("4 partitions of 4 verified, all proved");

    spoilOneOutput("features/silver/orderbook/");
    Ran refuted = aws(verify);
    assertThat(refuted.exitCode()).as(refuted.err()).isEqualTo(1);
    assertThat(refuted.out()).contains("orderbook/exchange=demo/symbol=");
  }

  @Test
  void aStackSaysWhereEverythingIsThatIsProved() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();
    StackTemplate.deployOverLake(
        access,
        "stack-" + table,
        table,
        Map.of(
            "OrderBooks", "s3://" + bucket + "/orderbook/",
            "Trades", "s3://" + bucket + "/trades/",
            "Silver", "s3://" + bucket + "/features/silver/",
            "FeatureConfiguration", "{}"));

    Ran proved = aws("verify", "--stack", "stack-" + table, "--partitions", "9", "--cuts", "1");

    assertThat(proved.exitCode()).as(proved.err() + proved.out()).isZero();
    assertThat(proved.out()).contains("4 partitions of 4 verified, all proved");
    assertThat(aws("verify", "--stack", "s", "--input", "x").err())
        .contains("--stack says where everything is; leave out --output");
  }

  private void spoilOneOutput(String prefix) {
    String key =
        s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().get(0).key();
    byte[] bytes = s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
    bytes[bytes.length / 2] ^= 1;
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  @Test
  void retrySendsOnlyWhatFailedForThatReason() {
    String queue = queue();
    failed("BTC~USDT", FailureReason.CRASHED);
    failed("ETH~USDT", FailureReason.NOT_PARQUET);

    Ran dry = aws("retry", "--table", table, "--queue", queue, "--dry-run");
    assertThat(dry.out())
        .contains("CRASHED")
        .contains("NOT_PARQUET")
        .contains("2 partitions would");
    assertThat(bodies(queue)).isEmpty();

    Ran ran = aws("retry", "--table", table, "--queue", queue, "--reason", "crashed");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 partition sent").doesNotContain("NOT_PARQUET");
    List<String> sent = bodies(queue);
    assertThat(sent).hasSize(1);
    PartitionMessage message = PartitionMessageJson.read(sent.get(0));
    assertThat(message.partition()).isEqualTo(partition("BTC~USDT"));
    assertThat(message.retryFailed()).isTrue();
    assertThat(message.force()).isFalse();
  }

  @Test
  void retryWithNothingFailedSendsNothing() {
    Ran ran = aws("retry", "--table", table, "--queue", queue());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("nothing to retry");
  }

  @Test
  void redriveMovesEveryDeadLetterWithItsAttributes() {
    String deadLetters = queue();
    String queue = queue();
    Set<String> bodies = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      String body = "message " + i;
      bodies.add(body);
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(deadLetters)
                  .messageBody(body)
                  .messageAttributes(
                      Map.of(
                          "reason",
                          MessageAttributeValue.builder()
                              .dataType("String")
                              .stringValue("why")
                              .build())));
    }

    Ran ran = aws("redrive", "--dead-letters", deadLetters, "--queue", queue);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("25 messages moved");
    List<Message> moved = messages(queue);
    assertThat(moved).extracting(Message::body).containsExactlyInAnyOrderElementsOf(bodies);
    assertThat(moved).allMatch(message -> message.messageAttributes().containsKey("reason"));
    assertThat(messages(deadLetters)).isEmpty();
  }

  @Test
  void redriveBetweenAQueueAndItselfIsRefused() {
    String queue = queue();

    assertRefused(aws("redrive", "--dead-letters", queue, "--queue", queue), "the same queue");
  }

  @Test
  void aRedriveToAQueueThatIsNotThereDeletesNothing() {
    String deadLetters = queue();
    sqs.sendMessage(request -> request.queueUrl(deadLetters).messageBody("one"));

    Ran ran = aws("redrive", "--dead-letters", deadLetters, "--queue", deadLetters + "-not");

    assertRefused(ran, "sqs:GetQueueAttributes on " + deadLetters + "-not");
    assertThat(messages(deadLetters)).hasSize(1);
  }

  @Test
  void theCheckpointOfATableIsThatOfTheLedgerAndWhatElseTheFileLists() throws IOException {
    upload();
    put(BROKEN, "no parquet");
    assertThat(run().exitCode()).isEqualTo(1);
    Files.writeString(
        directory.resolve("cp.json"),
        "{\"processed\": [[\"other\", \"A/B\", \"2020-01-01\"]], \"failed\": [], \"mine\": 1}");

    for (int time = 0; time < 2; time++) {
      Ran ran = aws("checkpoint", "export", "--table", table, "--checkpoint-path", "cp.json");
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("cp.json: 5 processed, 1 failed");
    }

    Map<String, Object> content = JSON.std.mapFrom(Files.readString(directory.resolve("cp.json")));
    assertThat(content.get("failed")).isEqualTo(List.of(List.of("demo", "BAD/USDT", "2024-08-08")));
    assertThat(content.get("mine")).isEqualTo(1);
    assertThat(content.get("stats"))
        .isEqualTo(Map.of("partitions_processed", 5, "partitions_failed", 1, "rows_written", 1200));
  }

  @Test
  void theCheckpointOfADirectoryCanBeExportedToo() {
    assertThat(Ran.in(directory, "run", "--input", "lake/orderbook", "--output", "out").exitCode())
        .isZero();

    Ran ran =
        Ran.in(
            directory, "checkpoint", "export", "--output", "out", "--checkpoint-path", "cp.json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("4 processed, 0 failed");
  }

  @Test
  void aBucketThatIsNotThereIsSaidBeforeAnythingIsDone() {
    Ran output =
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://not-" + bucket + "/f",
            "--table",
            table);
    assertRefused(output, "s3:ListBucket on --output s3://not-" + bucket + "/f/silver failed");
    assertThat(aws("status", "--table", table).out())
        .contains("processed  0")
        .contains("failed     0");

    assertRefused(
        aws("run", "--input", "s3://not-" + bucket + "/b", "--output", "out"),
        "s3:ListBucket on s3://not-");
  }

  @Test
  void aTableThatIsNotThereIsNamed() throws IOException {
    upload();
    assertRefused(aws("status", "--table", "nowhere"), "dynamodb:Scan on table nowhere failed");
    assertRefused(
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://" + bucket + "/f",
            "--table",
            "nowhere"),
        "dynamodb:BatchGetItem on table nowhere failed");
  }

  private Ran run() {
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

  private Ran aws(String... arguments) {
    return Ran.in(
        directory,
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--endpoint-url", ENDPOINT.uri().toString(), "--region", REGION))
            .toArray(String[]::new));
  }

  private void upload() throws IOException {
    for (Map.Entry<String, Path> file : files(directory.resolve("lake")).entrySet()) {
      s3.putObject(
          request -> request.bucket(bucket).key(file.getKey()),
          RequestBody.fromFile(file.getValue()));
    }
  }

  private void put(String key, String text) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private void download(String prefix, Path into) {
    s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .forEach(
            object -> {
              Path file = into.resolve(object.key().substring(prefix.length()));
              try {
                Files.createDirectories(file.getParent());
                Files.write(
                    file,
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()))
                        .asByteArray());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static Map<String, Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      Map<String, Path> files = new TreeMap<>();
      all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".parquet"))
          .forEach(file -> files.put(root.relativize(file).toString(), file));
      return files;
    }
  }

  /** The footer's metadata holds the fingerprint, which depends on the store's ETags. */
  private static byte[] withoutFooter(Path parquet) throws IOException {
    byte[] bytes = Files.readAllBytes(parquet);
    int footer =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Long.BYTES);
    return Arrays.copyOf(bytes, bytes.length - Long.BYTES - footer);
  }

  private String queue() {
    return sqs.createQueue(request -> request.queueName("queue-" + UUID.randomUUID())).queueUrl();
  }

  private List<String> bodies(String queue) {
    return messages(queue).stream().map(Message::body).toList();
  }

  private List<Message> messages(String queue) {
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

  private static PartitionId partition(String symbol) {
    return new PartitionId("demo", symbol, LocalDate.of(2024, 8, 8));
  }

  private void failed(String symbol, FailureReason reason) {
    Instant now = Instant.now();
    Ledger ledger = new DynamoDbLedger(dynamoDb, table);
    Ledger.ClaimResult claimed =
        ledger.claim(
            new Ledger.Claim(
                partition(symbol),
                new InputIdentity("fingerprint", "configuration", "input", "trades"),
                "me",
                now,
                now.plus(Duration.ofMinutes(1)),
                new Ledger.Asked("run", false, false)));
    assertThat(claimed).isInstanceOf(Ledger.ClaimResult.Claimed.class);
    ledger.fail(
        ((Ledger.ClaimResult.Claimed) claimed).lease(),
        "fingerprint",
        Failure.of(reason, "because"),
        now);
  }

  private static void assertRefused(Ran ran, String message) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(message).doesNotContain("\tat ");
  }
}
