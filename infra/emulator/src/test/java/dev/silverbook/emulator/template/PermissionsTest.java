package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {

  private final TranslatedTemplate template = TranslatedTemplate.load();

  private record Statement(String role, Map<String, Object> fields) {

    String resource() {
      try {
        return JSON.std.asString(fields.get("Resource"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    for (Resource role : template.ofType("AWS::IAM::Role")) {
      for (Object policy : list(role.at("Policies"))) {
        for (Object statement :
            list(TranslatedTemplate.at(policy, "PolicyDocument", "Statement"))) {
          Map<String, Object> fields = map(statement);
          // A statement that is there under a condition: the one that may be there.
          statements.add(
              new Statement(
                  role.id(),
                  fields.containsKey("Fn::If") ? map(list(fields.get("Fn::If")).get(1)) : fields));
        }
      }
    }
    return statements;
  }

  @Test
  void noRoleMayDoAnythingByWildcard() {
    assertThat(statements()).isNotEmpty();
    assertThat(statements())
        .allSatisfy(
            statement -> {
              assertThat(statement.fields().get("Effect")).isEqualTo("Allow");
              assertThat(statement.fields()).doesNotContainKeys("NotAction", "NotResource");
              assertThat(list(statement.fields().get("Action")))
                  .allMatch(action -> String.valueOf(action).matches("[a-z0-9]+:[A-Za-z]+"));
            });
  }

  @Test
  void everyStatementNamesItsResourceAndObjectsByPrefix() {
    assertThat(statements())
        .allSatisfy(
            statement -> {
              if (list(statement.fields().get("Action")).contains("xray:PutTraceSegments")) {
                // X-Ray has no resources that could be named.
                return;
              }
              assertThat(statement.resource()).isNotEqualTo("\"*\"").doesNotContain(":::*");
              for (String wildcard : statement.resource().split("(?<=\\*)", -1)) {
                if (wildcard.endsWith("*")) {
                  assertThat(wildcard).endsWith("Prefix}*");
                }
              }
            });
  }

  @Test
  void nothingBringsAPolicyOfItsOwn() {
    assertThat(template.ofType("AWS::IAM::Role"))
        .hasSize(7)
        .allSatisfy(role -> assertThat(role.at("ManagedPolicyArns")).isNull());
    assertThat(template.ofType("AWS::IAM::ManagedPolicy")).isEmpty();
    assertThat(template.ofType("AWS::IAM::Policy")).isEmpty();
  }

  @Test
  void everyRoleIsWithinTheBoundary() {
    assertThat(template.ofType("AWS::IAM::Role"))
        .allSatisfy(
            role ->
                assertThat(role.at("PermissionsBoundary"))
                    .isEqualTo(
                        Map.of(
                            "Fn::If",
                            List.of(
                                "HasBoundary",
                                Map.of("Ref", "PermissionsBoundaryArn"),
                                Map.of("Ref", "AWS::NoValue")))));
  }

  @Test
  void theWorkerMayUseTheKeysOfTheBucketsThroughS3Alone() {
    assertThat(statements())
        .filteredOn(statement -> statement.resource().contains("KeyArn"))
        .hasSize(2)
        .allSatisfy(
            statement -> {
              assertThat(statement.role()).isEqualTo("WorkerRole");
              assertThat(String.valueOf(statement.fields().get("Condition")))
                  .contains("kms:ViaService", "s3.");
            });
  }

  @Test
  void everyFunctionHasARoleOfItsOwn() {
    assertThat(template.ofType("AWS::Lambda::Function"))
        .extracting(function -> target(function.at("Role")))
        .containsExactlyInAnyOrder("ArrivalsRole", "BackfillRole", "WorkerRole", "DeadLetterRole");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ArrivalsRole   | dynamodb:UpdateItem logs:CreateLogStream logs:PutLogEvents sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage xray:PutTelemetryRecords xray:PutTraceSegments",
        "BackfillRole   | dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query logs:CreateLogStream logs:PutLogEvents s3:ListBucket sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage xray:PutTelemetryRecords xray:PutTraceSegments",
        "WorkerRole     | dynamodb:BatchGetItem dynamodb:GetItem dynamodb:UpdateItem kms:Decrypt kms:GenerateDataKey logs:CreateLogStream logs:PutLogEvents s3:AbortMultipartUpload s3:DeleteObject s3:GetObject s3:ListBucket s3:PutObject sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage xray:PutTelemetryRecords xray:PutTraceSegments",
        "DeadLetterRole | dynamodb:BatchGetItem dynamodb:UpdateItem logs:CreateLogStream logs:PutLogEvents sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage xray:PutTelemetryRecords xray:PutTraceSegments",
        "ScheduleRole   | lambda:InvokeFunction sqs:SendMessage",
        "DeploymentRole | cloudwatch:DescribeAlarms lambda:GetAlias lambda:GetProvisionedConcurrencyConfig lambda:UpdateAlias",
        "NotificationsRole | dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams events:PutEvents",
      })
  void aRoleMayDoWhatItsFunctionCallsAndNoMore(String role, String actions) {
    Set<String> allowed = new TreeSet<>();
    statements().stream()
        .filter(statement -> statement.role().equals(role))
        .forEach(
            statement ->
                list(statement.fields().get("Action"))
                    .forEach(action -> allowed.add(String.valueOf(action))));

    assertThat(String.join(" ", allowed)).isEqualTo(actions);
  }

  @Test
  void onlyTheWorkerWritesObjectsAndOnlyBelowTheSilverPrefix() {
    assertThat(statements())
        .filteredOn(statement -> list(statement.fields().get("Action")).contains("s3:PutObject"))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.role()).isEqualTo("WorkerRole");
              assertThat(statement.resource())
                  .contains("${Bucket}/${SilverPrefix}*")
                  .contains("SilverBucket")
                  .doesNotContain("Bronze");
            });
  }

  @Test
  void listingIsBoundToPrefixes() {
    assertThat(statements())
        .filteredOn(statement -> list(statement.fields().get("Action")).contains("s3:ListBucket"))
        .hasSize(3)
        .allSatisfy(
            statement ->
                assertThat(String.valueOf(statement.fields().get("Condition")))
                    .contains("s3:prefix", "Prefix}*"));
  }

  @Test
  void whoeverMaySendToAQueueFromOutsideIsBoundToTheSource() {
    for (Resource policy : template.ofType("AWS::SQS::QueuePolicy")) {
      for (Object each : list(policy.at("PolicyDocument", "Statement"))) {
        Map<String, Object> statement = map(each);
        if ("Allow".equals(statement.get("Effect"))) {
          assertThat(statement.get("Action")).isEqualTo("sqs:SendMessage");
          assertThat(map(statement.get("Principal"))).containsOnlyKeys("Service");
          assertThat(String.valueOf(statement.get("Condition"))).contains("aws:SourceArn");
        }
      }
    }
  }
}
