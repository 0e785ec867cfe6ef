package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
          statements.add(new Statement(role.id(), unconditional(map(statement))));
        }
      }
    }
    return statements;
  }

  /** Of a statement that is there under a condition: the one that may be there. */
  private static Map<String, Object> unconditional(Map<String, Object> statement) {
    return statement.containsKey("Fn::If") ? map(list(statement.get("Fn::If")).get(1)) : statement;
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
            })
        .extracting(
            statement -> target(statement.fields().get("Resource")),
            statement -> list(statement.fields().get("Action")))
        .containsExactlyInAnyOrder(
            tuple("BronzeKeyArn", List.of("kms:Decrypt")),
            // S3 puts the parts of an upload together under the key, hence decrypts them.
            tuple("SilverKeyArn", List.of("kms:Decrypt", "kms:GenerateDataKey")));
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

  /**
   * A backfill that could send to the live queue might put its load before what has just arrived.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ArrivalsRole   | LiveQueue                                               | ArrivalsQueue",
        "BackfillRole   | BackfillDeadLetterQueue BackfillQueue ContinuationQueue | ContinuationQueue",
        "WorkerRole     | DeadLetterQueue                                         | BackfillQueue LiveQueue",
        "DeadLetterRole | DeadLetterQueue                                         | UndecidedQueue",
        "ScheduleRole   | ScheduleDeadLetterQueue                                 | ''",
      })
  void aRoleSendsToAndReceivesFromItsOwnQueuesAlone(String role, String sends, String receives) {
    assertThat(queues(role, "sqs:SendMessage")).isEqualTo(sends);
    assertThat(queues(role, "sqs:ReceiveMessage")).isEqualTo(receives);
  }

  private String queues(String role, String action) {
    return statements().stream()
        .filter(statement -> statement.role().equals(role))
        .filter(statement -> list(statement.fields().get("Action")).contains(action))
        .flatMap(statement -> list(statement.fields().get("Resource")).stream())
        .map(TranslatedTemplate::target)
        .sorted()
        .collect(Collectors.joining(" "));
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
      for (Map<String, Object> statement : queueStatements(policy.id())) {
        if ("Allow".equals(statement.get("Effect"))) {
          assertThat(statement.get("Action")).isEqualTo("sqs:SendMessage");
          assertThat(map(statement.get("Principal"))).containsOnlyKeys("Service");
          assertThat(String.valueOf(statement.get("Condition"))).contains("aws:SourceArn");
        }
      }
    }
  }

  @Test
  void aBucketOfAnotherAccountIsKnownByThatAccount() {
    assertThat(queueStatements("ArrivalsQueuePolicy"))
        .filteredOn(
            statement -> Map.of("Service", "s3.amazonaws.com").equals(statement.get("Principal")))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(
                        TranslatedTemplate.at(
                            statement, "Condition", "StringEquals", "aws:SourceAccount"))
                    .isEqualTo(
                        Map.of(
                            "Fn::If",
                            List.of(
                                "HasBronzeAccount",
                                Map.of("Ref", "BronzeAccountId"),
                                Map.of("Ref", "AWS::AccountId")))));
  }

  private List<Map<String, Object>> queueStatements(String policy) {
    return list(template.resource(policy).at("PolicyDocument", "Statement")).stream()
        .map(TranslatedTemplate::map)
        .map(PermissionsTest::unconditional)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ArrivalsQueuePolicy, HasArrivalsTopic, ArrivalsQueue",
    "ArrivalsDeadLetterQueuePolicy, SubscribeToTopic, ArrivalsDeadLetterQueue",
  })
  void aTopicOfTheBronzeBucketMaySendWhereThereIsOne(
      String policy, String condition, String queue) {
    assertThat(list(template.resource(policy).at("PolicyDocument", "Statement")))
        .filteredOn(statement -> map(statement).containsKey("Fn::If"))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(list(map(statement).get("Fn::If")).get(0)).isEqualTo(condition);
              Map<String, Object> grant = unconditional(map(statement));
              assertThat(grant.get("Principal")).isEqualTo(Map.of("Service", "sns.amazonaws.com"));
              assertThat(target(grant.get("Resource"))).isEqualTo(queue);
              assertThat(grant.get("Condition"))
                  .isEqualTo(
                      Map.of(
                          "ArnEquals", Map.of("aws:SourceArn", Map.of("Ref", "ArrivalsTopicArn"))));
            });
  }
}
