package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataTest {

  private static final Map<String, Object> WITHOUT_ENCRYPTION =
      Map.of("Bool", Map.of("aws:SecureTransport", "false"));

  private static final Path SAM_CONFIGURATION = Path.of("..", "..", "samconfig.toml");

  private final TranslatedTemplate template = TranslatedTemplate.load();

  @Test
  void bucketsArePrivateEncryptedKeptAndCleanedOfAbandonedUploads() {
    assertThat(template.ofType("AWS::S3::Bucket"))
        .extracting(Resource::id)
        .containsExactlyInAnyOrder("BronzeBucket", "SilverBucket");
    assertThat(template.ofType("AWS::S3::Bucket"))
        .allSatisfy(
            bucket -> {
              assertThat(map(bucket.at("PublicAccessBlockConfiguration")))
                  .hasSize(4)
                  .allSatisfy((name, value) -> assertThat(value).isEqualTo(true));
              assertThat(bucket.at("BucketEncryption", "ServerSideEncryptionConfiguration"))
                  .isNotNull();
              assertThat(bucket.at("OwnershipControls", "Rules"))
                  .isEqualTo(List.of(Map.of("ObjectOwnership", "BucketOwnerEnforced")));
              assertThat(list(bucket.at("LifecycleConfiguration", "Rules")))
                  .anySatisfy(
                      rule ->
                          assertThat(map(rule))
                              .containsEntry("Status", "Enabled")
                              .containsKey("AbortIncompleteMultipartUpload"));
              assertThat(bucket.all()).containsEntry("DeletionPolicy", "RetainExceptOnCreate");
              assertThat(bucket.all()).containsEntry("UpdateReplacePolicy", "Retain");
            });
  }

  @Test
  void aCreatedBronzeBucketTellsEventBridge() {
    assertThat(
            template
                .resource("BronzeBucket")
                .at("NotificationConfiguration", "EventBridgeConfiguration", "EventBridgeEnabled"))
        .isEqualTo(true);
    assertThat(template.section("Outputs")).containsKey("BronzeBucketNotifications");
  }

  @Test
  void bucketsAndQueuesTakeEncryptedTransportOnly() {
    Set<String> guarded =
        template.resources().stream()
            .filter(
                policy ->
                    policy.type().equals("AWS::S3::BucketPolicy")
                        || policy.type().equals("AWS::SQS::QueuePolicy"))
            .filter(DataTest::deniesPlainTransport)
            .flatMap(
                policy ->
                    policy.type().equals("AWS::S3::BucketPolicy")
                        ? Stream.of(policy.at("Bucket"))
                        : list(policy.at("Queues")).stream())
            .map(TranslatedTemplate::target)
            .collect(Collectors.toSet());

    assertThat(template.resources())
        .filteredOn(
            resource ->
                resource.type().equals("AWS::S3::Bucket")
                    || resource.type().equals("AWS::SQS::Queue"))
        .extracting(Resource::id)
        .containsExactlyInAnyOrderElementsOf(guarded);
  }

  private static boolean deniesPlainTransport(Resource policy) {
    return list(policy.at("PolicyDocument", "Statement")).stream()
        .map(TranslatedTemplate::map)
        .anyMatch(
            statement ->
                "Deny".equals(statement.get("Effect"))
                    && "*".equals(statement.get("Principal"))
                    && String.valueOf(statement.get("Action")).endsWith(":*")
                    && WITHOUT_ENCRYPTION.equals(statement.get("Condition")));
  }

  @Test
  void queuesAreEncrypted() {
    assertThat(template.ofType("AWS::SQS::Queue"))
        .hasSize(9)
        .allSatisfy(queue -> assertThat(queue.at("SqsManagedSseEnabled")).isEqualTo(true));
  }

  @Test
  void outputIsApartFromInput() {
    Map<String, Object> variables =
        map(template.resource("BackfillFunction").at("Environment", "Variables"));

    assertThat(variables.get("SILVERBOOK_SILVER_BUCKET"))
        .isNotEqualTo(variables.get("SILVERBOOK_BRONZE_BUCKET"));
    assertThat(template.section("Rules")).containsKey("OutputApartFromInput");
  }

  @Test
  void aFirstDeploymentThatFailsLeavesNothingBehindAndALaterOneDestroysNothing() {
    assertThat(template.resources())
        .filteredOn(
            resource -> Set.of("AWS::S3::Bucket", "AWS::DynamoDB::Table").contains(resource.type()))
        .hasSize(3)
        .allSatisfy(
            kept -> {
              assertThat(kept.all()).containsEntry("DeletionPolicy", "RetainExceptOnCreate");
              assertThat(kept.all()).containsEntry("UpdateReplacePolicy", "Retain");
            });
  }

  @Test
  void createdBucketsAreEncryptedWithTheKeysThatAreGiven() {
    for (String lake : List.of("Bronze", "Silver")) {
      Map<String, Object> rule =
          map(
              list(template
                      .resource(lake + "Bucket")
                      .at("BucketEncryption", "ServerSideEncryptionConfiguration"))
                  .get(0));

      assertThat(map(rule.get("ServerSideEncryptionByDefault")))
          .containsEntry(
              "SSEAlgorithm", Map.of("Fn::If", List.of("Has" + lake + "Key", "aws:kms", "AES256")))
          .containsEntry(
              "KMSMasterKeyID",
              Map.of(
                  "Fn::If",
                  List.of(
                      "Has" + lake + "Key",
                      Map.of("Ref", lake + "KeyArn"),
                      Map.of("Ref", "AWS::NoValue"))));
    }
  }

  @Test
  void theLedgerIsPaidByUseCanBeRestoredToAnySecondAndIsEncryptedAndKept() {
    Resource table = template.resource("LedgerTable");

    assertThat(table.at("BillingMode")).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"))
        .isEqualTo(true);
    assertThat(table.at("SSESpecification", "SSEEnabled")).isEqualTo(true);
    assertThat(table.at("KeySchema"))
        .isEqualTo(List.of(Map.of("AttributeName", "partition", "KeyType", "HASH")));
    assertThat(table.all()).containsEntry("DeletionPolicy", "RetainExceptOnCreate");
  }

  /** Under another name it would not be found, and the whole table be scanned instead. */
  @Test
  void whatIsNotDoneIsFoundByAnIndexOfTheNameThatTheFunctionsAskFor() {
    assertThat(template.resource("LedgerTable").at("GlobalSecondaryIndexes"))
        .isEqualTo(
            List.of(
                Map.of(
                    "IndexName",
                    DynamoDbLedger.INDEX,
                    "KeySchema",
                    List.of(
                        Map.of("AttributeName", "open", "KeyType", "HASH"),
                        Map.of("AttributeName", "partition", "KeyType", "RANGE")),
                    "Projection",
                    Map.of("ProjectionType", "ALL"))));
  }

  @Test
  void logsAreKeptForTheTimeAskedFor() {
    assertThat(template.ofType("AWS::Logs::LogGroup"))
        .hasSize(4)
        .allSatisfy(
            group ->
                assertThat(group.at("RetentionInDays"))
                    .isEqualTo(Map.of("Ref", "LogRetentionDays")));
  }

  /** The stack's tags are those of everything in it that can be tagged. */
  @Test
  void theStackIsTaggedAndNoResourceByItself() throws IOException {
    assertThat(Files.readString(SAM_CONFIGURATION)).contains("tags = \"application=");
    assertThat(Files.readString(TranslatedTemplate.TEMPLATE)).doesNotContain("Tags:");
  }
}
