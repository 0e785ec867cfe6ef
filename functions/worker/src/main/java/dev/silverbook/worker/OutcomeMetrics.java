package dev.silverbook.worker;

import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.EmbeddedMetrics.Group;
import dev.silverbook.aws.function.EmbeddedMetrics.Metric;
import dev.silverbook.aws.function.EmbeddedMetrics.Unit;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/**
 * One line for each message: how it ended, and what that took; and one for each reason that its day
 * is degraded by.
 */
final class OutcomeMetrics {

  /** How a message ended, as the values of the metric's dimension. */
  enum Ending {
    PROCESSED,
    UNCHANGED,
    SKIPPED,
    BUSY,
    GONE,
    FAILED,
    RETRYING,
    LEASE_LOST,
    CANCELLED,
    BAD_MESSAGE,
    /** A message died, but its partition has a verdict. */
    DECIDED,
    /** A message died, and its partition's verdict is older than it. */
    OVERLOOKED
  }

  private final EmbeddedMetrics metrics;
  private final Clock clock;
  private final Map<String, String> queues;

  OutcomeMetrics(EmbeddedMetrics metrics, Clock clock) {
    this(metrics, clock, Map.of());
  }

  /**
   * Counts, with the time that messages waited counted apart for each queue.
   *
   * @param queues what each queue is called in metrics, by its name
   */
  OutcomeMetrics(EmbeddedMetrics metrics, Clock clock, Map<String, String> queues) {
    this.metrics = metrics;
    this.clock = clock;
    this.queues = Map.copyOf(queues);
  }

  static Ending ending(Outcome outcome) {
    return switch (outcome.kind()) {
      case PROCESSED -> Ending.PROCESSED;
      case UNCHANGED -> Ending.UNCHANGED;
      case SKIPPED -> Ending.SKIPPED;
      case BUSY -> Ending.BUSY;
      case GONE -> Ending.GONE;
      case FAILED -> Ending.FAILED;
      case RETRYING -> Ending.RETRYING;
      case LEASE_LOST -> Ending.LEASE_LOST;
      case CANCELLED -> Ending.CANCELLED;
    };
  }

  void tell(QueueRecord message, Outcome outcome) {
    List<Metric> work = List.of();
    Map<String, Object> properties = properties(message);
    switch (outcome.kind()) {
      case PROCESSED -> {
        Outcome.Processed processed = (Outcome.Processed) outcome;
        work = new ArrayList<>(work(processed.stats()));
        work.addAll(DayMetrics.of(processed.stats(), processed.degradedBy()));
        properties.put("condition", processed.degradedBy().isEmpty() ? "good" : "degraded");
        properties.put("degradedBy", processed.degradedBy());
        properties.put("outputs", processed.outputs().stream().map(WrittenOutput::key).toList());
      }
      case FAILED -> add(properties, ((Outcome.Failed) outcome).failure());
      case RETRYING -> add(properties, ((Outcome.Retrying) outcome).failure());
      case SKIPPED -> add(properties, ((Outcome.Skipped) outcome).earlier());
      case BUSY -> properties.put("leaseUntil", ((Outcome.Busy) outcome).leaseUntil().toString());
      case GONE -> properties.put("lookedIn", ((Outcome.Gone) outcome).place());
      case UNCHANGED, LEASE_LOST, CANCELLED -> {}
    }
    emit(message, ending(outcome), work, properties);
    if (outcome instanceof Outcome.Processed processed) {
      tellReasons(message, processed);
    }
  }

  /** A line for each reason: a line has one value of a dimension. */
  private void tellReasons(QueueRecord message, Outcome.Processed processed) {
    for (String reason : DayMetrics.reasons(processed.stats(), processed.degradedBy())) {
      metrics.emit(
          "degraded by " + reason,
          List.of(
              new Group(
                  DayMetrics.DEGRADED_BY,
                  reason,
                  List.of(new Metric(DayMetrics.DAYS_DEGRADED, Unit.COUNT, 1)))),
          properties(message));
    }
  }

  /** A message that ended without an outcome of the pipeline, and without a failure. */
  void tell(QueueRecord message, Ending ending) {
    emit(message, ending, List.of(), properties(message));
  }

  /** A message that ended without an outcome of the pipeline. */
  void tell(QueueRecord message, Ending ending, Failure failure) {
    Map<String, Object> properties = properties(message);
    add(properties, failure);
    emit(message, ending, List.of(), properties);
  }

  private void emit(
      QueueRecord message, Ending ending, List<Metric> work, Map<String, Object> properties) {
    List<Group> groups = new ArrayList<>();
    groups.add(
        new Group(
            "Outcome", ending.name(), List.of(new Metric("PartitionsByOutcome", Unit.COUNT, 1))));
    List<Metric> overall = new ArrayList<>(work);
    String queue = queues.get(message.queue());
    List<Metric> delay = queueDelay(message);
    if (queue == null) {
      overall.addAll(0, delay);
    } else if (!delay.isEmpty()) {
      groups.add(new Group("Queue", queue, delay));
    }
    if (!overall.isEmpty()) {
      groups.add(Group.overall(overall));
    }
    metrics.emit("partition " + ending, groups, properties);
  }

  private List<Metric> queueDelay(QueueRecord message) {
    List<Metric> metric = new ArrayList<>();
    message
        .sentAt()
        .ifPresent(
            sentAt ->
                metric.add(
                    new Metric(
                        "QueueDelay",
                        Unit.MILLISECONDS,
                        Math.max(0, Duration.between(sentAt, clock.instant()).toMillis()))));
    return metric;
  }

  private static List<Metric> work(PartitionStats stats) {
    return List.of(
        new Metric("RowsRead", Unit.COUNT, stats.rowsRead()),
        new Metric("RowsWritten", Unit.COUNT, stats.rowsWritten()),
        new Metric(
            "RowsPerSecond",
            Unit.COUNT_PER_SECOND,
            // A clock of milliseconds may see none pass.
            stats.rowsWritten() * 1_000.0 / Math.max(1, stats.durationMillis())),
        new Metric("Duration", Unit.MILLISECONDS, stats.durationMillis()),
        new Metric("BytesRead", Unit.BYTES, stats.bytesIn()),
        new Metric("BytesWritten", Unit.BYTES, stats.bytesOut()),
        new Metric("PeakHeap", Unit.BYTES, stats.peakHeapBytes()));
  }

  private static Map<String, Object> properties(QueueRecord message) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, String> known = MDC.getCopyOfContextMap();
    if (known != null) {
      properties.putAll(known);
    }
    properties.put("messageId", message.messageId());
    properties.put("receiveCount", message.receiveCount());
    return properties;
  }

  private static void add(Map<String, Object> properties, Failure failure) {
    properties.put("reason", failure.reason().name());
    properties.put("retryable", failure.retryable());
    properties.put("failure", failure.message());
    properties.put("object", failure.object());
    failure.row().ifPresent(row -> properties.put("row", row));
    properties.put("advice", failure.reason().advice());
  }
}
