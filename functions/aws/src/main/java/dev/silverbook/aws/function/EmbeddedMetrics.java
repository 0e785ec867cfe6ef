package dev.silverbook.aws.function;

import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics as log lines, in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: no call, no agent, and the line keeps what a metric cannot, such as the
 * partition. Written here because a library for it brings a second JSON parser and twice this
 * module's size.
 */
public final class EmbeddedMetrics {

  /** Where CloudWatch files the metrics. */
  public static final String NAMESPACE = "Silverbook";

  private static final String APPLICATION = "Application";

  /** Of a value, as CloudWatch names them. */
  public enum Unit {
    /** So many. */
    COUNT,
    /** Bytes. */
    BYTES,
    /** Thousandths of a second. */
    MILLISECONDS,
    /** Seconds. */
    SECONDS,
    /** So many in a second. */
    COUNT_PER_SECOND;

    private String text() {
      return this == COUNT_PER_SECOND
          ? "Count/Second"
          : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /** One value. */
  public record Metric(String name, Unit unit, double value) {}

  /**
   * Values counted apart for each value of a dimension.
   *
   * @param dimension its name; empty for none besides the application
   * @param value its value
   * @param metrics at least one
   */
  public record Group(String dimension, String value, List<Metric> metrics) {

    /** Copies the list. */
    public Group {
      metrics = List.copyOf(metrics);
    }

    /** Values of the whole application. */
    public static Group overall(List<Metric> metrics) {
      return new Group("", "", metrics);
    }
  }

  private final String application;
  private final Clock clock;
  private final PrintStream out;

  /**
   * Writes one line for each call of {@link #emit}, and nothing by itself.
   *
   * @param application dimension of every metric: the deployment
   * @param out Lambda's standard output
   */
  public EmbeddedMetrics(String application, Clock clock, PrintStream out) {
    this.application = application;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Writes one line.
   *
   * @param message what happened, for people
   * @param properties further fields of the line, that are no metrics
   */
  public void emit(String message, List<Group> groups, Map<String, ?> properties) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("timestamp", clock.instant().toString());
    fields.put("level", "INFO");
    fields.put("message", message);
    fields.putAll(properties);
    fields.put(APPLICATION, application);
    for (Group group : groups) {
      if (!group.dimension().isEmpty()) {
        fields.put(group.dimension(), group.value());
      }
      group.metrics().forEach(metric -> fields.put(metric.name(), plain(metric.value())));
    }
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Timestamp", clock.millis());
    directive.put("CloudWatchMetrics", groups.stream().map(EmbeddedMetrics::directive).toList());
    fields.put("_aws", directive);
    JsonLine.write(out, fields);
  }

  private static Map<String, Object> directive(Group group) {
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", NAMESPACE);
    directive.put(
        "Dimensions",
        List.of(
            group.dimension().isEmpty()
                ? List.of(APPLICATION)
                : List.of(APPLICATION, group.dimension())));
    directive.put(
        "Metrics",
        group.metrics().stream()
            .map(metric -> Map.of("Name", metric.name(), "Unit", metric.unit().text()))
            .toList());
    return directive;
  }

  private static Number plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }
}
