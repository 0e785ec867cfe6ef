package dev.silverbook.command.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.AwsAccess;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;

/** A stack with the resources and outputs that commands look for. */
public final class StackTemplate {

  private static final String TEMPLATE =
      """
      {"Resources": {
         "Ledger": {"Type": "AWS::DynamoDB::Table", "Properties": {
           "TableName": "%1$s", "BillingMode": "PAY_PER_REQUEST",
           "AttributeDefinitions": [{"AttributeName": "partition", "AttributeType": "S"}],
           "KeySchema": [{"AttributeName": "partition", "KeyType": "HASH"}]}},
         "Queue": {"Type": "AWS::SQS::Queue"},
         "DeadLetters": {"Type": "AWS::SQS::Queue"}},
       "Outputs": {
         "LedgerTableName": {"Value": {"Ref": "Ledger"}},
         "BackfillQueueUrl": {"Value": {"Ref": "Queue"}},
         "DeadLetterQueueUrl": {"Value": {"Ref": "DeadLetters"}},
         "BackfillFunctionName": {"Value": "%2$s"}}}
      """;

  private StackTemplate() {}

  /**
   * Creates it.
   *
   * @param name of the stack and its table
   * @param function as its output names it
   */
  public static void deploy(AwsAccess access, String name, String function) {
    create(access, name, TEMPLATE.formatted(name, function));
  }

  /**
   * Creates one that has nothing but outputs.
   *
   * @param table of its ledger
   * @param outputs further outputs
   */
  public static void deployOverLake(
      AwsAccess access, String name, String table, Map<String, String> outputs) {
    StringBuilder template =
        new StringBuilder(
            "{\"Resources\": {\"Queue\": {\"Type\": \"AWS::SQS::Queue\"}}, \"Outputs\": {");
    outputs.forEach(
        (output, value) ->
            template.append("\"%s\": {\"Value\": \"%s\"}, ".formatted(output, value)));
    template.append("\"LedgerTableName\": {\"Value\": \"%s\"}}}".formatted(table));
    create(access, name, template.toString());
  }

  private static void create(AwsAccess access, String name, String template) {
    SignedCall.Answer answer =
        new SignedCall(access, "cloudformation", Duration.ofSeconds(60))
            .post(
                "/",
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                "Action=CreateStack&Version=2010-05-15&StackName="
                    + URLEncoder.encode(name, UTF_8)
                    + "&TemplateBody="
                    + URLEncoder.encode(template, UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }
}
