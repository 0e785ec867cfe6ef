package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A published version of the worker keeps the memory, the scratch and the environment it was
 * published with. So what users change is either not among these, or publishes anew.
 */
class PublishingTest {

  private static final String VERSION = "WorkerFunctionVersion";

  /** A second value for each parameter; the first is the default. */
  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("BronzeBucketName", "bronze"),
          Map.entry("BronzeAccountId", "123456789012"),
          Map.entry("ArrivalsTopicArn", "arn:aws:sns:eu-central-1:123456789012:bronze-objects"),
          Map.entry("OrderBookPrefix", ""),
          Map.entry("TradesPrefix", ""),
          Map.entry("SilverBucketName", "silver"),
          Map.entry("SilverPrefix", "derived/"),
          Map.entry("BronzeKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/1"),
          Map.entry("SilverKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/2"),
          Map.entry("BackfillSchedule", "rate(6 hours)"),
          Map.entry("BackfillScheduleState", "DISABLED"),
          Map.entry("LookbackDays", "7"),
          Map.entry("SettleSeconds", "60"),
          Map.entry("LiveConcurrency", "8"),
          Map.entry("BackfillConcurrency", "100"),
          Map.entry("WorkerStart", "Plain"),
          Map.entry("WorkerMemory", "3008"),
          Map.entry("WorkerScratch", "2048"),
          Map.entry("Revision", "2"),
          Map.entry("Layout", "{exchange}/{symbol}/{date}"),
          Map.entry("TradesLayout", "{symbol}/{date}"),
          Map.entry("ExchangeName", "binance"),
          Map.entry("SymbolName", "BTC~USDT"),
          Map.entry("FeatureConfiguration", "{\"depth_levels\": 7}"),
          Map.entry("DatabaseName", "market"),
          Map.entry("AlarmEmail", "a@example.com"),
          Map.entry("OldestMessageAlarmSeconds", "600"),
          Map.entry("ArrivalsStoppedAlarmHours", "24"),
          Map.entry("NotificationBusName", "default"),
          Map.entry("PermissionsBoundaryArn", "arn:aws:iam::123456789012:policy/bound"),
          Map.entry("Tracing", "Active"),
          Map.entry("LogRetentionDays", "7"));

  /** What a version keeps and users may change; the description of Revision names them. */
  private static final Set<String> KEPT_BY_A_VERSION =
      Set.of("WorkerStart", "WorkerMemory", "WorkerScratch", "Tracing");

  private final TranslatedTemplate template = TranslatedTemplate.load();

  /** Logical ids of the worker's version, for each of these sets of parameters. */
  private static List<String> versions(List<Map<String, String>> parameters) throws IOException {
    TranslatedTemplate.Ended ended =
        TranslatedTemplate.run(
            "python3",
            TranslatedTemplate.SCRIPT.toString(),
            TranslatedTemplate.TEMPLATE.toString(),
            JSON.std.asString(parameters));
    assertThat(ended.status()).as(ended.errors()).isZero();
    List<String> versions = new ArrayList<>();
    for (Object translation : JSON.std.listFrom(ended.output())) {
      versions.add(
          map(map(translation).get("Resources")).keySet().stream()
              .filter(id -> id.startsWith(VERSION))
              .reduce((one, another) -> one + " and " + another)
              .orElse("none"));
    }
    return versions;
  }

  @Test
  void newCodeOrAnotherRevisionPublishesTheWorkerAnewAndNothingElse() throws IOException {
    assertThat(OTHER).containsOnlyKeys(template.section("Parameters").keySet());
    List<String> names = new ArrayList<>(new TreeSet<>(OTHER.keySet()));
    List<Map<String, String>> parameters = new ArrayList<>();
    parameters.add(Map.of());
    parameters.add(Map.of("code", "changed/"));
    names.forEach(name -> parameters.add(Map.of(name, OTHER.get(name))));

    List<String> versions = versions(parameters);

    String published = versions.get(0);
    assertThat(versions.get(1)).startsWith(VERSION).isNotEqualTo(published);
    Map<String, String> byParameter = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byParameter.put(names.get(i), versions.get(i + 2));
    }
    assertThat(byParameter.remove("Revision")).isEqualTo(VERSION + "2");
    assertThat(byParameter).allSatisfy((name, version) -> assertThat(version).isEqualTo(published));
  }

  @Test
  void theParametersThatAVersionKeepsAreThoseThatTheRevisionSpeaksOf() {
    Set<String> used = new TreeSet<>();
    addParameters(template.resource("WorkerFunction").properties(), used);

    assertThat(used).isEqualTo(new TreeSet<>(KEPT_BY_A_VERSION));
    Map<String, Object> revision = map(template.section("Parameters").get("Revision"));
    assertThat(String.valueOf(revision.get("Description"))).contains(KEPT_BY_A_VERSION);
  }

  /** Parameters that a part of the template depends on, by itself or by a condition. */
  private void addParameters(Object part, Set<String> found) {
    if (part instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) -> {
            if (key.equals("Ref") && template.section("Parameters").containsKey(value)) {
              found.add(String.valueOf(value));
            }
            if (key.equals("Fn::If")) {
              addParameters(
                  template.section("Conditions").get(String.valueOf(list(value).get(0))), found);
            }
            addParameters(value, found);
          });
    } else if (part instanceof List<?> parts) {
      parts.forEach(each -> addParameters(each, found));
    }
  }

  @Test
  void queuesAreReadByTheAliasOfAPublishedVersion() {
    for (String mapping : List.of("WorkerFunctionLive", "WorkerFunctionBackfill")) {
      assertThat(target(template.resource(mapping).at("FunctionName")))
          .isEqualTo("WorkerFunctionAliaslive");
    }
    assertThat(template.resource("WorkerFunction").at("SnapStart", "ApplyOn"))
        .isEqualTo(Map.of("Fn::If", List.of("UseSnapStart", "PublishedVersions", "None")));
  }

  @Test
  void aVersionThatFailsItsHealthAlarmIsRolledBack() {
    Resource group = template.resource("WorkerFunctionDeploymentGroup");

    assertThat(target(map(list(group.at("AlarmConfiguration", "Alarms")).get(0)).get("Name")))
        .isEqualTo("WorkerHealthAlarm");
    assertThat(group.at("AutoRollbackConfiguration", "Enabled")).isEqualTo(true);
    assertThat(target(group.at("ServiceRoleArn"))).isEqualTo("DeploymentRole");
    assertThat(map(template.resource("WorkerFunctionAliaslive").all().get("UpdatePolicy")))
        .containsKey("CodeDeployLambdaAliasUpdate");
  }
}
