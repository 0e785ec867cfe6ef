package dev.silverbook.emulator;

import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.S3Store;
import dev.silverbook.emulator.template.TranslatedTemplate;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.store.StoredObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What LocalStack alone plays: events find their way and functions run without anybody's help. The
 * other suites poll the queues and fire the schedule themselves.
 *
 * <p>Needs Docker, for LocalStack and for the containers that it runs functions in; room and a line
 * for its image and Lambda's for Java; Python's {@code aws-sam-translator}; the packaged zips.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalStackIT {

  private static final String STACK = "silverbook";
  private static final String TEMPLATE_KEY = "template.json";

  /** Beyond what the schedule looks back. */
  private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

  /** A schedule fires each minute, and functions begin in containers that are new. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** The outputs of the stack that tests look at. */
  private static final List<String> OUTPUTS =
      List.of(
          "OrderBooks",
          "Trades",
          "Features",
          "LedgerTableName",
          "LiveQueueUrl",
          "DeadLetterQueueUrl");

  /** As {@code infra/localstack/deploy.sh} has them. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "SettleSeconds", "5",
          "WorkerStart", "Plain",
          "LiveConcurrency", "2",
          "BackfillConcurrency", "2");

  @TempDir private static Path directory;

  private static Optional<String> missing = Optional.empty();
  private static LocalStackContainer container;
  private static EmulatedAccount account;
  private static Map<String, String> outputs;
  private static AwsSettings settings;
  private static DynamoDbLedger ledger;

  @BeforeAll
  static void deploy() throws Exception {
    missing = missing();
    if (missing.isPresent()) {
      return;
    }
    container = AwsApis.container();
    container.start();
    account = new EmulatedAccount(container.getEndpoint());
    TranslatedTemplate template = TranslatedTemplate.load();
    String bucket = Deployment.uploadArtifacts(Repository.find(), template, account);
    account
        .s3()
        .putObject(
            request -> request.bucket(bucket).key(TEMPLATE_KEY),
            RequestBody.fromString(withFiredSchedule(template)));
    CloudFormationApi cloudFormation = new CloudFormationApi(container.getEndpoint());
    cloudFormation.create(
        STACK, container.getEndpoint() + "/" + bucket + "/" + TEMPLATE_KEY, PARAMETERS);
    outputs = Deployment.complete(cloudFormation, STACK).outputs();
    settings = settings();
    ledger = new DynamoDbLedger(account.dynamoDb(), settings.table());
  }

  /** What it needs and does not have here. */
  private static Optional<String> missing() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of(
          "LocalStack and the containers of its functions need Docker, which does not answer here");
    }
    return TranslatedTemplate.missing()
        .map(what -> "the template cannot be translated here: " + what);
  }

  @BeforeEach
  void needsLocalStack() {
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
  }

  @AfterAll
  static void stop() {
    if (account != null) {
      account.close();
    }
    if (container != null) {
      container.stop();
    }
  }

  /**
   * The translated template, and a rule that fires each minute what the schedule would fire each
   * hour: LocalStack keeps schedules, but only its rules fire.
   */
  private static String withFiredSchedule(TranslatedTemplate template) throws Exception {
    Map<String, Object> wanted = new LinkedHashMap<>();
    OUTPUTS.forEach(
        name -> wanted.put(name, map(template.section("Outputs").get(name)).get("Value")));
    Map<String, Object> target =
        map(
            template
                .properties("AWS::Scheduler::Schedule")
                .values()
                .iterator()
                .next()
                .get("Target"));
    Map<String, Object> deployed =
        new LinkedHashMap<>(JSON.std.mapFrom(template.deployable(Set.of(), wanted)));
    Map<String, Object> resources = new LinkedHashMap<>(map(deployed.get("Resources")));
    resources.put(
        "FiredSchedule",
        Map.of(
            "Type",
            "AWS::Events::Rule",
            "Properties",
            Map.of(
                "ScheduleExpression",
                "rate(1 minute)",
                "State",
                "ENABLED",
                "Targets",
                List.of(
                    Map.of(
                        "Id",
                        "backfill",
                        "Arn",
                        target.get("Arn"),
                        "Input",
                        target.get("Input"))))));
    resources.put(
        "FiredSchedulePermission",
        Map.of(
            "Type",
            "AWS::Lambda::Permission",
            "Properties",
            Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                target.get("Arn"),
                "Principal",
                "events.amazonaws.com",
                "SourceArn",
                Map.of("Fn::GetAtt", List.of("FiredSchedule", "Arn")))));
    deployed.put("Resources", resources);
    return JSON.std.asString(deployed);
  }

  private static AwsSettings settings() {
    S3Location orderBooks = S3Location.parse(outputs.get("OrderBooks"));
    S3Location features = S3Location.parse(outputs.get("Features"));
    Map<String, String> variables = new HashMap<>();
    variables.put(AwsSettings.BRONZE_BUCKET, orderBooks.bucket());
    variables.put(AwsSettings.BRONZE_PREFIX, orderBooks.prefix());
    variables.put(AwsSettings.TRADES_PREFIX, S3Location.parse(outputs.get("Trades")).prefix());
    variables.put(AwsSettings.SILVER_BUCKET, features.bucket());
    variables.put(AwsSettings.SILVER_PREFIX, features.prefix());
    variables.put(AwsSettings.TABLE, outputs.get("LedgerTableName"));
    variables.put(AwsSettings.QUEUE_URL, outputs.get("LiveQueueUrl"));
    return AwsSettings.of(new Environment(variables));
  }

  private static void waitUntil(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(
              () ->
                  "%s within %s; LocalStack says:%n%s"
                      .formatted(what, PATIENCE, container.getLogs()))
          .isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Test
  void objectsThatArePutBecomeFeaturesByEventsAndFunctionsAlone() {
    BronzeLake bronze = new BronzeLake(account, settings, directory.resolve("arriving"));
    PartitionId partition = bronze.record("arriving", List.of("BTC~USDT"), DAY, 1).get(0);

    bronze.put(partition);
    waitUntil(
        partition + " is PROCESSED",
        () -> ledger.read(partition).filter(entry -> entry.is(LedgerStatus.PROCESSED)).isPresent());

    LedgerEntry entry = ledger.read(partition).orElseThrow();
    S3Store silver = new S3Store(account.s3(), settings.silver());
    assertThat(entry.runId()).as("sent by the arrivals").startsWith("arrivals-");
    assertThat(entry.outputs()).isNotEmpty();
    WrittenOutput features = entry.outputs().get(0);
    assertThat(silver.find(features.key()).map(StoredObject::etag)).contains(features.etag());
  }

  @Test
  void whatTheScheduleFiresIsABackfillOfTheTrailingDays() {
    DynamoDbRuns runs = new DynamoDbRuns(account.dynamoDb(), settings.table());

    waitUntil(
        "a backfill that the schedule has started is sent",
        () ->
            runs.newest().stream()
                .anyMatch(
                    run ->
                        run.startedBy().equals("the schedule")
                            && run.state() == RunRecord.State.SENT));
  }

  @Test
  void aMessageThatNobodyUnderstandsEndsInTheDeadLetters() {
    account
        .sqs()
        .sendMessage(
            request -> request.queueUrl(outputs.get("LiveQueueUrl")).messageBody("no partition"));

    waitUntil("the message is kept", () -> kept().isPresent());

    assertThat(kept().orElseThrow().messageAttributes().get("reason").stringValue())
        .contains("expected JSON");
  }

  /** What rests in the dead-letter queue, seen without taking it. */
  private static Optional<Message> kept() {
    return account
        .sqs()
        .receiveMessage(
            request ->
                request
                    .queueUrl(outputs.get("DeadLetterQueueUrl"))
                    .messageAttributeNames("All")
                    .visibilityTimeout(0))
        .messages()
        .stream()
        .filter(message -> message.body().equals("no partition"))
        .findFirst();
  }
}
