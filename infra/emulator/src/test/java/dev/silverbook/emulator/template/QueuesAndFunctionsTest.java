package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.discovery.ArrivalsHandler;
import dev.silverbook.discovery.BackfillHandler;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import dev.silverbook.worker.DeadLetterHandler;
import dev.silverbook.worker.WorkerHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuesAndFunctionsTest {

  private static final Set<String> READ_BY_ALL = Set.of(AwsSettings.TABLE, Environment.APPLICATION);

  private static final Set<String> READ_BY_PLANNERS =
      Set.of(
          AwsSettings.BRONZE_BUCKET,
          AwsSettings.BRONZE_PREFIX,
          AwsSettings.TRADES_PREFIX,
          AwsSettings.SILVER_BUCKET,
          AwsSettings.SILVER_PREFIX,
          AwsSettings.QUEUE_URL,
          AwsSettings.CONFIGURATION,
          AwsSettings.LAYOUT,
          AwsSettings.TRADES_LAYOUT,
          AwsSettings.EXCHANGE_NAME,
          AwsSettings.SYMBOL_NAME);

  private final TranslatedTemplate template = TranslatedTemplate.load();

  private List<Resource> functions() {
    return template.ofType("AWS::Lambda::Function");
  }

  private List<Resource> mappings() {
    return template.ofType("AWS::Lambda::EventSourceMapping");
  }

  /** Whose mapping it is, by itself or by an alias of it. */
  private Resource function(Resource mapping) {
    Resource named = template.resource(target(mapping.at("FunctionName")));
    return named.type().equals("AWS::Lambda::Alias")
        ? template.resource(target(named.at("FunctionName")))
        : named;
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  @Test
  void functionsRunOnJava25OnArmAndLogAsJsonIntoTheirOwnGroup() {
    assertThat(functions()).hasSize(4);
    assertThat(functions())
        .allSatisfy(
            function -> {
              assertThat(function.at("Runtime")).isEqualTo("java25");
              assertThat(function.at("Architectures")).isEqualTo(List.of("arm64"));
              assertThat(function.at("LoggingConfig", "LogFormat")).isEqualTo("JSON");
              assertThat(template.resource(target(function.at("LoggingConfig", "LogGroup"))).type())
                  .isEqualTo("AWS::Logs::LogGroup");
            });
    assertThat(functions())
        .extracting(function -> target(function.at("LoggingConfig", "LogGroup")))
        .doesNotHaveDuplicates();
  }

  @Test
  void handlersAreClassesOfTheZipsThatTheBuildMakes() {
    assertThat(functions())
        .allSatisfy(
            function -> {
              Class<?> handler = Class.forName(String.valueOf(function.at("Handler")));
              assertThat(handler.getInterfaces())
                  .containsAnyOf(RequestHandler.class, RequestStreamHandler.class);
              assertThat(handler.getConstructor()).isNotNull();
              String module = handler.getPackageName().replace("dev.silverbook.", "");
              assertThat(function.at("Code", "S3Key"))
                  .isEqualTo("functions/" + module + "/target/" + module + ".zip");
            });
  }

  @Test
  void theWorkerIsCompiledToTheLastLevel() {
    assertThat(
            template.resource("WorkerFunction").at("Environment", "Variables", "JAVA_TOOL_OPTIONS"))
        .asString()
        .contains("-XX:TieredStopAtLevel=4");
  }

  @ParameterizedTest
  @CsvSource({
    "BackfillFunction, "
        + BackfillHandler.CONTINUATION_QUEUE_URL
        + ";"
        + BackfillHandler.WORKER_MEMORY,
    "ArrivalsFunction, " + ArrivalsHandler.SETTLE_SECONDS,
    "WorkerFunction, "
        + WorkerHandler.MAX_RECEIVES
        + ";"
        + WorkerHandler.LIVE_QUEUE_URL
        + ";"
        + WorkerHandler.BACKFILL_QUEUE_URL
        + ";"
        + WorkerHandler.DEAD_LETTER_QUEUE_URL,
    "DeadLetterFunction, "
        + DeadLetterHandler.UNDECIDED_QUEUE_URL
        + ";"
        + WorkerHandler.DEAD_LETTER_QUEUE_URL,
  })
  void aFunctionIsGivenExactlyTheVariablesItReads(String function, String own) {
    Set<String> expected = new HashSet<>(READ_BY_ALL);
    expected.addAll(List.of(own.split(";")));
    if (Set.of("BackfillFunction", "ArrivalsFunction").contains(function)) {
      expected.addAll(READ_BY_PLANNERS);
    }
    // Read by the JVM itself, and by the C library below it.
    expected.add("JAVA_TOOL_OPTIONS");
    if (function.equals("WorkerFunction")) {
      expected.add("MALLOC_ARENA_MAX");
    }

    assertThat(map(template.resource(function).at("Environment", "Variables")).keySet())
        .isEqualTo(expected);
  }

  @Test
  void theVariableThatPointsElsewhereIsForTestsOnly() {
    assertThat(functions())
        .allSatisfy(
            function ->
                assertThat(map(function.at("Environment", "Variables")))
                    .doesNotContainKey(AwsSettings.ENDPOINT_URL));
  }

  @Test
  void everyQueueOfAFunctionHidesAMessageForSixTimesTheFunctionsTimeout() {
    assertThat(mappings()).hasSize(5);
    assertThat(mappings())
        .allSatisfy(
            mapping -> {
              Resource queue = template.resource(target(mapping.at("EventSourceArn")));
              Resource function = function(mapping);
              int window =
                  mapping.at("MaximumBatchingWindowInSeconds") == null
                      ? 0
                      : number(mapping.at("MaximumBatchingWindowInSeconds"));
              assertThat(number(queue.at("VisibilityTimeout")))
                  .isGreaterThanOrEqualTo(6 * number(function.at("Timeout")) + window);
            });
  }

  @Test
  void everyQueueOfAFunctionGivesAMessageFiveChancesAndThenKeepsIt() {
    assertThat(mappings())
        .allSatisfy(
            mapping -> {
              Resource queue = template.resource(target(mapping.at("EventSourceArn")));
              assertThat(number(queue.at("RedrivePolicy", "maxReceiveCount")))
                  .isGreaterThanOrEqualTo(5);
              Resource deadLetters =
                  template.resource(target(queue.at("RedrivePolicy", "deadLetterTargetArn")));
              assertThat(deadLetters.type()).isEqualTo("AWS::SQS::Queue");
              // Age counts from the first queue on.
              assertThat(number(deadLetters.at("MessageRetentionPeriod")))
                  .isGreaterThanOrEqualTo(number(queue.at("MessageRetentionPeriod")))
                  .isEqualTo(1_209_600);
            });
  }

  @Test
  void everyMappingReportsItemFailuresAndIsCapped() {
    assertThat(mappings())
        .allSatisfy(
            mapping -> {
              assertThat(mapping.at("FunctionResponseTypes"))
                  .isEqualTo(List.of("ReportBatchItemFailures"));
              assertThat(mapping.at("ScalingConfig", "MaximumConcurrency")).isNotNull();
            });
    assertThat(functions())
        .allSatisfy(function -> assertThat(function.at("ReservedConcurrentExecutions")).isNull());
  }

  @ParameterizedTest
  @CsvSource({"Live, ArrivalsFunction, 4", "Backfill, BackfillFunction, 20"})
  void partitionsGoToTheWorkerOneByOneByAQueueForEachKindAndThenToTheFunctionThatGivesVerdicts(
      String kind, String sender, int concurrency) {
    String queue = kind + "Queue";
    Resource mapping = template.resource("WorkerFunction" + kind);

    assertThat(mapping.at("BatchSize")).isEqualTo(1);
    assertThat(target(mapping.at("EventSourceArn"))).isEqualTo(queue);
    assertThat(mapping.at("ScalingConfig", "MaximumConcurrency"))
        .isEqualTo(Map.of("Ref", kind + "Concurrency"));
    Map<String, Object> parameter = map(template.section("Parameters").get(kind + "Concurrency"));
    assertThat(parameter).containsEntry("Default", concurrency).containsEntry("MinValue", 2);
    assertThat(
            target(template.resource(sender).at("Environment", "Variables", AwsSettings.QUEUE_URL)))
        .isEqualTo(queue);
    String undecided = target(template.resource(queue).at("RedrivePolicy", "deadLetterTargetArn"));
    assertThat(target(template.resource("DeadLetterFunctionUndecided").at("EventSourceArn")))
        .isEqualTo(undecided);
  }

  @Test
  void theWorkerKnowsTheQueuesMaxReceiveCount() {
    assertThat(List.of("LiveQueue", "BackfillQueue"))
        .allSatisfy(
            queue ->
                assertThat(
                        template
                            .resource("WorkerFunction")
                            .at("Environment", "Variables", WorkerHandler.MAX_RECEIVES))
                    .isEqualTo(
                        String.valueOf(
                            template.resource(queue).at("RedrivePolicy", "maxReceiveCount"))));
  }

  @Test
  void aBackfillMaySendToItselfAsOftenAsItLikes() {
    assertThat(functions())
        .filteredOn(function -> "Allow".equals(function.at("RecursiveLoop")))
        .extracting(Resource::id)
        .containsExactly("BackfillFunction");
  }

  @Test
  void anEventComesAgainOnlyAfterTheLongestSettleTimeAndTheFunctionThatNotedIt() {
    int longestSettle =
        number(map(template.section("Parameters").get("SettleSeconds")).get("MaxValue"));
    int timeout = number(template.resource("ArrivalsFunction").at("Timeout"));

    assertThat(number(template.resource("ArrivalsQueue").at("VisibilityTimeout")))
        .isGreaterThan(longestSettle + timeout);
    assertThat(template.resource("ArrivalsFunctionArrivals").at("MaximumBatchingWindowInSeconds"))
        .isNotNull();
  }

  @Test
  void objectsBelowTheInputPrefixesGoToTheArrivalsQueue() {
    Resource rule = template.resource("ArrivalsRule");

    assertThat(rule.at("EventPattern", "source")).isEqualTo(List.of("aws.s3"));
    assertThat(rule.at("EventPattern", "detail-type")).isEqualTo(List.of("Object Created"));
    assertThat(list(rule.at("EventPattern", "detail", "object", "key")).get(0))
        .isEqualTo(Map.of("prefix", Map.of("Ref", "OrderBookPrefix")));
    Map<String, Object> ruleTarget = map(list(rule.at("Targets")).get(0));
    assertThat(target(ruleTarget.get("Arn"))).isEqualTo("ArrivalsQueue");
    assertThat(target(map(ruleTarget.get("DeadLetterConfig")).get("Arn")))
        .isEqualTo("ArrivalsDeadLetterQueue");
  }

  @Test
  void aTopicOfTheBronzeBucketIsSubscribedToUnlessAnotherAccountOwnsIt() {
    Resource subscription = template.resource("ArrivalsSubscription");

    assertThat(subscription.all()).containsEntry("Condition", "SubscribeToTopic");
    assertThat(template.section("Conditions").get("SubscribeToTopic"))
        .isEqualTo(
            Map.of(
                "Fn::And",
                List.of(
                    Map.of("Condition", "HasArrivalsTopic"),
                    Map.of("Fn::Not", List.of(Map.of("Condition", "HasBronzeAccount"))))));
    assertThat(target(subscription.at("TopicArn"))).isEqualTo("ArrivalsTopicArn");
    assertThat(subscription.at("Protocol")).isEqualTo("sqs");
    assertThat(target(subscription.at("Endpoint"))).isEqualTo("ArrivalsQueue");
    assertThat(target(subscription.at("RedrivePolicy", "deadLetterTargetArn")))
        .isEqualTo("ArrivalsDeadLetterQueue");
    // What comes before the queue lets the topic send would be refused.
    assertThat(list(subscription.all().get("DependsOn")))
        .containsExactlyInAnyOrder("ArrivalsQueuePolicy", "ArrivalsDeadLetterQueuePolicy");
  }

  @Test
  void theScheduleStartsABackfillAndKeepsWhatItCouldNotDeliver() {
    Resource schedule = template.resource("BackfillScheduleTarget");

    assertThat(schedule.type()).isEqualTo("AWS::Scheduler::Schedule");
    assertThat(target(schedule.at("Target", "Arn"))).isEqualTo("BackfillFunction");
    assertThat(target(schedule.at("Target", "DeadLetterConfig", "Arn")))
        .isEqualTo("ScheduleDeadLetterQueue");
    assertThat(schedule.at("Target", "Input"))
        .isEqualTo(
            Map.of(
                "Fn::Sub",
                "{\"lookbackDays\": ${LookbackDays}, \"recheck\": true, \"heal\": true,"
                    + " \"startedBy\": \"the schedule\"}"));
  }

  @Test
  void aBackfillThatFailsIsKept() {
    Resource configuration = template.resource("BackfillFunctionEventInvokeConfig");

    assertThat(target(configuration.at("DestinationConfig", "OnFailure", "Destination")))
        .isEqualTo("BackfillDeadLetterQueue");
  }
}
