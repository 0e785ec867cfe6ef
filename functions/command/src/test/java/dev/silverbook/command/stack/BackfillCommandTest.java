package dev.silverbook.command.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsEndpoint;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.TestClients;
import dev.silverbook.command.CopiedCommand;
import dev.silverbook.command.Ran;
import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SampleCounts;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Backfills by a function that writes its verdicts at once, named by a stack's outputs. */
final class BackfillCommandTest {

  @RegisterExtension static final AwsEndpoint ENDPOINT = new AwsEndpoint();

  private static final String REGION = "eu-central-1";
  private static final String RUN = "backfill-1";
  private static final String ANSWER =
      """
      {"runId": "%s", "status": "%s", "dryRun": %s, "invocations": 1, "partitions": 3,
       "byReason": {"NEW": 2, "UNCHANGED": 1}, "sent": %d, "unsent": 0, "unsentPartitions": []}
      """;

  @TempDir private Path directory;

  private final List<Map<String, Object>> requests = new ArrayList<>();
  private String stack;
  private DynamoDbClient dynamoDb;
  private Ledger ledger;

  @BeforeEach
  void aStack() {
    AwsAccess access = TestClients.access(ENDPOINT.uri());
    String name = "silverbook-" + UUID.randomUUID();
    stack = name;
    StackTemplate.deploy(access, name, "backfill");
    dynamoDb = AwsClients.dynamoDb(access);
    ledger = new DynamoDbLedger(dynamoDb, name);
  }

  @AfterEach
  void closeClient() {
    dynamoDb.close();
  }

  @Test
  void aBackfillIsFollowedToItsVerdicts() throws IOException {
    Ran ran =
        backfill(
            request -> {
              processed("BTC~USDT");
              processed("ETH~USDT");
              return ANSWER.formatted(RUN, "COMPLETE", false, 2);
            },
            "--exchange",
            "demo",
            "--symbol",
            "BTC/USDT,ETH/USDT",
            "--from",
            "2024-08-08",
            "--limit",
            "5",
            "--retry-failed");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("new        2")
        .contains("unchanged  1")
        .contains("2 partitions sent")
        .contains("processed  2");
    assertThat(ran.err()).contains("2/2 partitions  failed 0");
    assertThat(requests)
        .containsExactly(
            Map.of(
                "exchange",
                List.of("demo"),
                "symbol",
                List.of("BTC~USDT", "ETH~USDT"),
                "from",
                "2024-08-08",
                "limit",
                5,
                "retryFailed",
                true,
                "force",
                false,
                "recheck",
                false,
                "dryRun",
                false,
                "startedBy",
                System.getProperty("user.name")));
  }

  @Test
  void partitionsThatFailedAreShownByReasonWithExitCodeOne() throws Exception {
    UnaryOperator<String> function =
        request -> {
          processed("BTC~USDT");
          failed("ETH~USDT");
          return ANSWER.formatted(RUN, "COMPLETE", false, 2);
        };

    Ran ran = backfill(function);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("processed            1")
        .contains("failed: NOT_PARQUET  1")
        .contains(FailureReason.NOT_PARQUET.advice());
    assertThat(CopiedCommand.after("Try failed partitions again with: ", ran.out()))
        .startsWith("retry", "--stack", stack, "--region", REGION, "--endpoint-url");
    Map<String, Object> json = JSON.std.mapFrom(backfill(function, "--json").out());
    assertThat(json)
        .containsEntry("ending", "verdicts")
        .containsEntry("exit_code", 1)
        .containsEntry("failed_by_reason", Map.of("NOT_PARQUET", 1));
  }

  @Test
  void aDryRunIsNotFollowed() throws IOException {
    Ran ran = backfill(request -> ANSWER.formatted(RUN, "COMPLETE", true, 0), "--dry-run");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("0 partitions sent, as this was a dry run");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void aRecheckIsAskedFor() throws IOException {
    Ran ran =
        backfill(request -> ANSWER.formatted(RUN, "COMPLETE", true, 0), "--recheck", "--dry-run");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(requests)
        .singleElement()
        .satisfies(
            request ->
                assertThat(request).containsEntry("recheck", true).containsEntry("force", false));
  }

  @Test
  void aRequestThatTheFunctionRefusesIsSaidInItsWords() throws IOException {
    Ran ran =
        backfill(
            request -> {
              throw new IllegalArgumentException("field limit must be a whole number");
            });

    assertRefused(ran, "did not take the backfill: field limit must be a whole number");
  }

  @Test
  void aFunctionThatIsNoBackfill() throws IOException {
    assertRefused(backfill(request -> "{\"hello\": 1}"), "is it the backfill function?");
    assertRefused(
        backfill(request -> "{}", "--function", "other"),
        "lambda:InvokeFunction on other failed: Function not found");
  }

  @Test
  void aStackThatIsNotThere() {
    assertRefused(
        Ran.in(
            directory,
            "status",
            "--stack",
            "nothing",
            "--endpoint-url",
            ENDPOINT.uri().toString(),
            "--region",
            REGION),
        "cloudformation:DescribeStacks on --stack nothing failed");
  }

  @Test
  void theTableOfAStackIsFoundForStatus() {
    failed("ETH~USDT");

    Ran ran =
        Ran.in(
            directory,
            "status",
            "--stack",
            stack,
            "--endpoint-url",
            ENDPOINT.uri().toString(),
            "--region",
            REGION);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("stack " + stack)
        .contains("failed     1")
        .contains("silverbook retry --stack " + stack);
  }

  private Ran backfill(UnaryOperator<String> function, String... more) throws IOException {
    try (FakeFunction lambda =
        new FakeFunction(
            ENDPOINT.uri(),
            "backfill",
            request -> {
              try {
                requests.add(JSON.std.mapFrom(request));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return function.apply(request);
            })) {
      return Ran.in(
          directory,
          Stream.concat(
                  Stream.of(
                      "backfill",
                      "--stack",
                      stack,
                      "--endpoint-url",
                      lambda.url(),
                      "--region",
                      REGION),
                  Stream.of(more))
              .toArray(String[]::new));
    }
  }

  private void processed(String symbol) {
    ledger.commit(
        claimed(symbol),
        "fingerprint",
        new PartitionResult(
            SampleCounts.day(10),
            List.of(),
            List.of(WrittenOutput.of(Dataset.ORDERBOOK, new StoredObject("key", 100, "etag")))),
        Instant.now());
  }

  private void failed(String symbol) {
    ledger.fail(
        claimed(symbol),
        "fingerprint",
        Failure.of(FailureReason.NOT_PARQUET, "no magic bytes"),
        Instant.now());
  }

  private Ledger.Lease claimed(String symbol) {
    Instant now = Instant.now();
    return ((Ledger.ClaimResult.Claimed)
            ledger.claim(
                new Ledger.Claim(
                    new PartitionId("demo", symbol, LocalDate.of(2024, 8, 8)),
                    new InputIdentity(
                        UUID.randomUUID().toString(), "configuration", "input", "trades"),
                    UUID.randomUUID().toString(),
                    now,
                    now.plus(Duration.ofMinutes(1)),
                    new Ledger.Asked(RUN, true, true))))
        .lease();
  }

  private static void assertRefused(Ran ran, String message) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(message).doesNotContain("\tat ");
  }
}
