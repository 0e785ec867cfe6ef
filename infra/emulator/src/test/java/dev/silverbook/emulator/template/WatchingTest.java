package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import dev.silverbook.pipeline.failure.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchingTest {

  private static final Path RUNBOOK = Path.of("..", "README.md");

  private final TranslatedTemplate template = TranslatedTemplate.load();

  private List<Resource> alarms() {
    return template.ofType("AWS::CloudWatch::Alarm");
  }

  @Test
  void everyAlarmIsSentAndQuietWithoutDataButOne() {
    assertThat(alarms())
        .hasSize(12)
        .allSatisfy(
            alarm -> {
              assertThat(target(list(alarm.at("AlarmActions")).get(0))).isEqualTo("AlarmTopic");
              // No news is what the alarm of arrivals that have stopped is about.
              assertThat(alarm.at("TreatMissingData"))
                  .isEqualTo(
                      alarm.id().equals("ArrivalsStoppedAlarm") ? "breaching" : "notBreaching");
            });
    assertThat(template.resource("AlarmSubscription").at("Endpoint"))
        .isEqualTo(Map.of("Ref", "AlarmEmail"));
  }

  @Test
  void failedPartitionsAreCountedByTheMetricThatTheWorkerWrites() {
    Resource alarm = template.resource("FailedPartitionsAlarm");

    assertThat(alarm.at("Namespace")).isEqualTo(EmbeddedMetrics.NAMESPACE);
    assertThat(alarm.at("MetricName")).isEqualTo("PartitionsByOutcome");
    assertThat(list(alarm.at("Dimensions")))
        .containsExactlyInAnyOrder(
            Map.of("Name", "Application", "Value", Map.of("Ref", "AWS::StackName")),
            Map.of("Name", "Outcome", "Value", "FAILED"));
  }

  @Test
  void newObjectsThatFitNoPartitionAreCountedByTheMetricThatArrivalsWrite() {
    Resource alarm = template.resource("UnplacedEventsAlarm");

    assertThat(alarm.at("Namespace")).isEqualTo(EmbeddedMetrics.NAMESPACE);
    // ArrivalsHandlerTest has the name in the line that the function writes.
    assertThat(alarm.at("MetricName")).isEqualTo("EventsUnplaced");
    assertThat(alarm.at("Threshold")).isEqualTo(0);
    assertThat(list(alarm.at("Dimensions")))
        .containsExactly(Map.of("Name", "Application", "Value", Map.of("Ref", "AWS::StackName")));
  }

  @Test
  void everyQueueWhereMessagesRestHasAnAlarm() {
    Set<String> consumed =
        template.ofType("AWS::Lambda::EventSourceMapping").stream()
            .map(mapping -> target(mapping.at("EventSourceArn")))
            .collect(Collectors.toSet());
    List<String> resting =
        template.ofType("AWS::SQS::Queue").stream()
            .map(Resource::id)
            .filter(queue -> !consumed.contains(queue))
            .toList();

    assertThat(resting).hasSize(4);
    assertThat(alarms())
        .filteredOn(alarm -> "ApproximateNumberOfMessagesVisible".equals(alarm.at("MetricName")))
        .extracting(alarm -> target(map(list(alarm.at("Dimensions")).get(0)).get("Value")))
        .containsExactlyInAnyOrderElementsOf(resting);
  }

  @Test
  void arrivalsThatStopAreAnAlarmWhereSomebodyAsksForIt() {
    Resource alarm = template.resource("ArrivalsStoppedAlarm");

    assertThat(alarm.all()).containsEntry("Condition", "WatchArrivals");
    assertThat(alarm.at("EvaluationPeriods")).isEqualTo(Map.of("Ref", "ArrivalsStoppedAlarmHours"));
    assertThat(alarm.at("Period")).isEqualTo(3600);
    assertThat(target(map(list(alarm.at("Dimensions")).get(0)).get("Value")))
        .isEqualTo("ArrivalsQueue");
    assertThat(alarm.properties())
        .as("fewer than one event in each of so many hours")
        .containsEntry("Namespace", "AWS/SQS")
        .containsEntry("MetricName", "NumberOfMessagesSent")
        .containsEntry("Statistic", "Sum")
        .containsEntry("ComparisonOperator", "LessThanThreshold")
        .containsEntry("Threshold", 1);
  }

  @Test
  void verdictsAreToldToAnEventBusWhereSomebodyAsksForIt() {
    Resource pipe = template.resource("Notifications");

    assertThat(pipe.all()).containsEntry("Condition", "Notify");
    assertThat(target(pipe.at("Source"))).isEqualTo("LedgerTable");
    assertThat(list(pipe.at("SourceParameters", "FilterCriteria", "Filters")))
        .extracting(filter -> JSON.std.mapFrom(String.valueOf(map(filter).get("Pattern"))))
        .allSatisfy(
            pattern ->
                assertThat(TranslatedTemplate.at(pattern, "dynamodb", "NewImage", "status", "S"))
                    .isEqualTo(List.of("PROCESSED", "FAILED")))
        .extracting(
            pattern -> TranslatedTemplate.at(pattern, "dynamodb", "OldImage", "status", "S"))
        .as("not again while it stays what it is")
        .containsExactlyInAnyOrder(
            List.of(Map.of("anything-but", List.of("PROCESSED", "FAILED"))),
            List.of(Map.of("exists", false)));
    assertThat(template.resource("LedgerTable").at("StreamSpecification"))
        .as("filters look at what was there before")
        .isEqualTo(
            Map.of(
                "Fn::If",
                List.of(
                    "Notify",
                    Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"),
                    Map.of("Ref", "AWS::NoValue"))));
  }

  /** As infra/README.md shows it. */
  @Test
  void anEventSaysWhichPartitionOfWhichStackAndAllThatTheLedgerKnows() throws IOException {
    Resource pipe = template.resource("Notifications");
    String input =
        String.valueOf(pipe.at("TargetParameters", "InputTemplate", "Fn::Sub"))
            .replaceAll("<([^>]*)>", "\"$1\"");

    assertThat(JSON.std.mapFrom(input))
        .isEqualTo(
            Map.of(
                "application", "${AWS::StackName}",
                "partition", "$.dynamodb.NewImage.partition.S",
                "status", "$.dynamodb.NewImage.status.S",
                "entry", "$.dynamodb.NewImage"));
    assertThat(pipe.at("TargetParameters", "EventBridgeEventBusParameters"))
        .isEqualTo(Map.of("Source", "silverbook", "DetailType", "Partition Decided"));
    assertThat(Files.readString(RUNBOOK))
        .contains("{\"source\": \"silverbook\", \"detail-type\": \"Partition Decided\",");
  }

  /** A backfill may take its time, so its age is no alarm. */
  @Test
  void waitingMessagesHaveAlarms() {
    assertThat(alarms())
        .filteredOn(alarm -> "ApproximateAgeOfOldestMessage".equals(alarm.at("MetricName")))
        .extracting(alarm -> target(map(list(alarm.at("Dimensions")).get(0)).get("Value")))
        .containsExactlyInAnyOrder("LiveQueue", "ArrivalsQueue");
  }

  @Test
  void errorsAndThrottlesOfEveryFunctionAreWatched() {
    List<String> functions =
        template.ofType("AWS::Lambda::Function").stream().map(Resource::id).toList();

    for (String alarm : List.of("Errors", "Throttles")) {
      assertThat(
              list(template.resource(alarm + "Alarm").at("Metrics")).stream()
                  .map(TranslatedTemplate::map)
                  .filter(metric -> metric.containsKey("MetricStat"))
                  .map(metric -> map(map(metric.get("MetricStat")).get("Metric")))
                  .peek(metric -> assertThat(metric).containsEntry("MetricName", alarm))
                  .map(metric -> target(map(list(metric.get("Dimensions")).get(0)).get("Value"))))
          .containsExactlyInAnyOrderElementsOf(functions);
    }
  }

  @Test
  void theDashboardIsJson() throws IOException {
    Object body = template.resource("Dashboard").at("DashboardBody", "Fn::Sub");

    assertThat(list(JSON.std.mapFrom(String.valueOf(body)).get("widgets"))).hasSize(14);
    assertThat(String.valueOf(body))
        .contains("\"Queue\", \"live\"", "\"Queue\", \"backfill\"")
        .contains("${LiveQueue.QueueName}", "${BackfillQueue.QueueName}")
        .contains("{Silverbook,Application,DegradedBy} MetricName=", "\"LatencyP99\"");
  }

  @Test
  void theRunbookKnowsEveryAlarm() throws IOException {
    assertThat(Files.readString(RUNBOOK)).contains(alarms().stream().map(Resource::id).toList());
  }

  @Test
  void everyReasonOfAFailureIsInTheRunbook() throws IOException {
    String runbook = Files.readString(RUNBOOK);

    assertThat(FailureReason.values())
        .allSatisfy(
            reason ->
                assertThat(runbook)
                    .containsPattern("(?m)^\\|[^|]*`" + reason.name() + "`[^|]*\\|"));
  }
}
