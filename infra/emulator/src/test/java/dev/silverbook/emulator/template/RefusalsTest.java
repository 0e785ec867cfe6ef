package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CloudFormation refuses before it makes anything. */
class RefusalsTest {

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  private static final int LARGEST_ENVIRONMENT = 4096;

  /** As long as the names that CloudFormation and AWS give can become. */
  private static final int LONGEST_TABLE_NAME = 255;

  private static final int LONGEST_STACK_NAME = 128;
  private static final int LONGEST_BUCKET_NAME = 63;
  private static final int LONGEST_QUEUE_URL =
      "https://sqs.ap-southeast-99.amazonaws.com.cn/123456789012/".length() + 80;

  private final TranslatedTemplate template = TranslatedTemplate.load();

  private Map<String, Object> parameter(String name) {
    return map(template.section("Parameters").get(name));
  }

  /** The refusals of the rules under these parameters, all others at their defaults. */
  private List<String> refusals(Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    template
        .section("Parameters")
        .forEach((name, fields) -> values.put(name, String.valueOf(map(fields).get("Default"))));
    values.putAll(given);
    List<String> refusals = new ArrayList<>();
    for (Object each : template.section("Rules").values()) {
      Map<String, Object> rule = map(each);
      if (!rule.containsKey("RuleCondition") || holds(rule.get("RuleCondition"), values)) {
        for (Object assertion : list(rule.get("Assertions"))) {
          if (!holds(map(assertion).get("Assert"), values)) {
            refusals.add(String.valueOf(map(assertion).get("AssertDescription")));
          }
        }
      }
    }
    return refusals;
  }

  private static boolean holds(Object condition, Map<String, String> values) {
    Map<String, Object> function = map(condition);
    String name = function.keySet().iterator().next();
    List<Object> operands = list(function.get(name));
    return switch (name) {
      case "Fn::Or" -> operands.stream().anyMatch(each -> holds(each, values));
      case "Fn::And" -> operands.stream().allMatch(each -> holds(each, values));
      case "Fn::Not" -> !holds(operands.get(0), values);
      case "Fn::Equals" -> text(operands.get(0), values).equals(text(operands.get(1), values));
      default -> throw new AssertionError("rules have no function " + name);
    };
  }

  private static String text(Object operand, Map<String, String> values) {
    return operand instanceof Map<?, ?> reference
        ? values.get(String.valueOf(reference.get("Ref")))
        : String.valueOf(operand);
  }

  @Test
  void theDefaultsAreRefusedByNothing() {
    assertThat(refusals(Map.of())).isEmpty();
  }

  @Test
  void anOrderBookAtTheRootOfItsBucketIsTakenWhenThereAreNoTrades() {
    assertThat("").matches(String.valueOf(parameter("OrderBookPrefix").get("AllowedPattern")));
    assertThat(refusals(Map.of("OrderBookPrefix", "", "TradesPrefix", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', trades/", "lake/, lake/"})
  void inputsThatContainEachOtherAreRefused(String orderBooks, String trades) {
    assertThat(refusals(Map.of("OrderBookPrefix", orderBooks, "TradesPrefix", trades)))
        .containsExactly(
            "OrderBookPrefix must neither be TradesPrefix nor, as an empty one would, contain it");
  }

  @Test
  void outputIntoTheBronzeBucketIsRefused() {
    assertThat(refusals(Map.of("BronzeBucketName", "lake", "SilverBucketName", "lake")))
        .containsExactly("SilverBucketName must not be the bronze bucket");
  }

  @Test
  void moreScratchThanSnapStartAllowsIsRefusedUnlessTheStartIsPlain() {
    assertThat(refusals(Map.of("WorkerScratch", "2048")))
        .containsExactly(
            "WorkerScratch above 512 needs WorkerStart=Plain, because SnapStart excludes it");
    assertThat(refusals(Map.of("WorkerScratch", "2048", "WorkerStart", "Plain"))).isEmpty();
    assertThat(parameter("WorkerScratch"))
        .as("as Lambda allows")
        .containsEntry("MinValue", 512)
        .containsEntry("MaxValue", 10_240);
  }

  @Test
  void anotherAccountWithoutItsBucketIsRefused() {
    assertThat(refusals(Map.of("BronzeAccountId", "123456789012")))
        .containsExactly(
            "BronzeAccountId needs BronzeBucketName, the name of that account's bucket");
  }

  @Test
  void aTopicWithoutTheBucketThatNotifiesItIsRefused() {
    String topic = "arn:aws:sns:eu-central-1:123456789012:bronze-objects";

    assertThat(refusals(Map.of("ArrivalsTopicArn", topic)))
        .containsExactly(
            "ArrivalsTopicArn needs BronzeBucketName, the bucket that notifies the topic");
    assertThat(refusals(Map.of("ArrivalsTopicArn", topic, "BronzeBucketName", "lake"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bronze-objects",
        "arn:aws:sqs:eu-central-1:123456789012:bronze-objects",
        "arn:aws:sns:eu-central-1:123456789012:bronze-objects.fifo",
      })
  void whatIsNoTopicThatS3CanNotifyIsRefused(String topic) {
    assertThat(topic)
        .doesNotMatch(String.valueOf(parameter("ArrivalsTopicArn").get("AllowedPattern")));
  }

  /** So a configuration that is too long is refused by its own parameter, with its length. */
  @Test
  void noFunctionsEnvironmentCanOutgrowWhatLambdaHolds() {
    assertThat(String.valueOf(parameter("FeatureConfiguration").get("ConstraintDescription")))
        .contains("1,750 characters");
    assertThat(template.ofType("AWS::Lambda::Function"))
        .allSatisfy(
            function -> assertThat(longestEnvironment(function)).isLessThan(LARGEST_ENVIRONMENT));
  }

  private int longestEnvironment(Resource function) {
    int bytes = 0;
    for (Map.Entry<String, Object> variable :
        map(function.at("Environment", "Variables")).entrySet()) {
      bytes += variable.getKey().length() + longest(variable.getKey(), variable.getValue());
    }
    return bytes;
  }

  private int longest(String variable, Object value) {
    if (!(value instanceof Map<?, ?> expression)) {
      return String.valueOf(value).getBytes(UTF_8).length;
    }
    if (variable.endsWith("_QUEUE_URL")) {
      return LONGEST_QUEUE_URL;
    }
    if (variable.endsWith("_BUCKET")) {
      return LONGEST_BUCKET_NAME;
    }
    if (expression.containsKey("Fn::Sub")) {
      String text = String.valueOf(expression.get("Fn::Sub"));
      assertThat(text).isEqualTo("${SilverPrefix}orderbook/");
      return (int) parameter("SilverPrefix").get("MaxLength") + "orderbook/".length();
    }
    String name = String.valueOf(expression.get("Ref"));
    return switch (name) {
      case "LedgerTable" -> LONGEST_TABLE_NAME;
      case "AWS::StackName" -> LONGEST_STACK_NAME;
      default ->
          parameter(name).containsKey("MaxLength")
              ? (int) parameter(name).get("MaxLength")
              : String.valueOf(parameter(name).get("MaxValue")).length();
    };
  }
}
