package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DataTest {

  private static final Map<String, Object> WITHOUT_ENCRYPTION =
      Map.of("Bool", Map.of("aws:SecureTransport", "false"));

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
              assertThat(bucket.all()).containsEntry("DeletionPolicy", "Retain");
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
            .map(
                policy ->
                    policy.type().equals("AWS::S3::BucketPolicy")
                        ? target(policy.at("Bucket"))
                        : target(list(policy.at("Queues")).get(0)))
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
        .hasSize(8)
        .allSatisfy(queue -> assertThat(queue.at("SqsManagedSseEnabled")).isEqualTo(true));
  }

  @Test
  void outputIsApartFromInput() {
    Map<String, Object> variables =
        map(template.resource("WorkerFunction").at("Environment", "Variables"));

    assertThat(variables.get("SILVERBOOK_SILVER_BUCKET"))
        .isNotEqualTo(variables.get("SILVERBOOK_BRONZE_BUCKET"));
    assertThat(template.section("Rules")).containsKey("OutputApartFromInput");
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
    assertThat(table.all()).containsEntry("DeletionPolicy", "Retain");
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

  @Test
  void whatCanBeTaggedIsTagged() {
    Set<String> tagged =
        Set.of(
            "AWS::S3::Bucket",
            "AWS::SQS::Queue",
            "AWS::DynamoDB::Table",
            "AWS::Lambda::Function",
            "AWS::IAM::Role",
            "AWS::Logs::LogGroup",
            "AWS::SNS::Topic",
            "AWS::CloudWatch::Alarm");

    assertThat(template.resources())
        .filteredOn(resource -> tagged.contains(resource.type()))
        .allSatisfy(
            resource ->
                assertThat(list(resource.at("Tags")))
                    .contains(Map.of("Key", "application", "Value", "silverbook")));
  }
}
