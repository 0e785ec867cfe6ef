package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
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
  void everyAlarmIsSentAndQuietWithoutData() {
    assertThat(alarms())
        .hasSize(9)
        .allSatisfy(
            alarm -> {
              assertThat(target(list(alarm.at("AlarmActions")).get(0))).isEqualTo("AlarmTopic");
              assertThat(alarm.at("TreatMissingData")).isEqualTo("notBreaching");
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
  void waitingMessagesHaveAlarms() {
    assertThat(alarms())
        .filteredOn(alarm -> "ApproximateAgeOfOldestMessage".equals(alarm.at("MetricName")))
        .extracting(alarm -> target(map(list(alarm.at("Dimensions")).get(0)).get("Value")))
        .containsExactlyInAnyOrder("PartitionQueue", "ArrivalsQueue");
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

    assertThat(list(JSON.std.mapFrom(String.valueOf(body)).get("widgets"))).hasSize(11);
  }

  @Test
  void theRunbookKnowsEveryAlarm() throws IOException {
    assertThat(Files.readString(RUNBOOK)).contains(alarms().stream().map(Resource::id).toList());
  }
}
