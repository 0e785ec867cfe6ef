package dev.silverbook.discovery;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.runs.CostEstimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backfill has done so far, over all its invocations.
 *
 * @param decisions how many partitions got which decision; decisions that nobody got are left out
 * @param sent messages in the queue
 * @param unsent messages that the queue did not take
 * @param measured of those that were decided about, how many had been processed before
 * @param measuredMillis how long these had taken together
 * @param unsentPartitions the keys of the first of them, at most {@link #SHOWN}
 */
public record BackfillTotals(
    Map<Decision, Long> decisions,
    long sent,
    long unsent,
    long measured,
    long measuredMillis,
    List<String> unsentPartitions) {

  /** So many keys fit easily in a message, and are enough to see what they have in common. */
  public static final int SHOWN = 100;

  /** Nothing yet. */
  public static final BackfillTotals NONE = new BackfillTotals(Map.of(), 0, 0, 0, 0, List.of());

  /** Copies. */
  public BackfillTotals {
    EnumMap<Decision, Long> copy = new EnumMap<>(Decision.class);
    copy.putAll(decisions);
    decisions = Collections.unmodifiableMap(copy);
    unsentPartitions = List.copyOf(unsentPartitions);
  }

  /** Partitions that were decided about. */
  public long partitions() {
    return decisions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Partitions of which the decision was to run. */
  public long running() {
    return decisions.entrySet().stream()
        .filter(entry -> entry.getKey().runs())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  BackfillTotals plus(Map<Decision, Long> more, long sentMore, Collection<PartitionId> unsentMore) {
    Map<Decision, Long> sum = new EnumMap<>(Decision.class);
    sum.putAll(decisions);
    more.forEach((decision, count) -> sum.merge(decision, count, Long::sum));
    List<String> keys = new ArrayList<>(unsentPartitions);
    unsentMore.stream().limit(SHOWN - keys.size()).map(PartitionId::key).forEach(keys::add);
    return new BackfillTotals(
        sum, sent + sentMore, unsent + unsentMore.size(), measured, measuredMillis, keys);
  }

  /** With more partitions that had been processed before. */
  BackfillTotals measuring(long more, long moreMillis) {
    return new BackfillTotals(
        decisions, sent, unsent, measured + more, measuredMillis + moreMillis, unsentPartitions);
  }

  /**
   * What the partitions that run will cost, about.
   *
   * @param workerMemory in megabytes
   */
  CostEstimate estimate(int workerMemory) {
    return CostEstimate.of(running(), measured, measuredMillis, workerMemory);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("partitions", partitions());
    Map<String, Long> reasons = new LinkedHashMap<>();
    decisions.forEach((decision, count) -> reasons.put(decision.name(), count));
    map.put("byReason", reasons);
    map.put("sent", sent);
    map.put("unsent", unsent);
    map.put("measured", measured);
    map.put("measuredMillis", measuredMillis);
    map.put("unsentPartitions", unsentPartitions);
    return map;
  }

  static BackfillTotals read(JsonValue fields) throws MalformedJsonException {
    JsonValue reasons = fields.get("byReason").orNoFields();
    Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
    for (String reason : reasons.fields().keySet()) {
      decisions.put(decision(reason), count(reasons, reason));
    }
    return new BackfillTotals(
        decisions,
        count(fields, "sent"),
        count(fields, "unsent"),
        count(fields, "measured"),
        count(fields, "measuredMillis"),
        List.copyOf(fields.get("unsentPartitions").names()));
  }

  private static long count(JsonValue fields, String name) throws MalformedJsonException {
    return fields.get(name).wholeNumber(0, Long.MAX_VALUE).orElse(0);
  }

  private static Decision decision(String name) {
    try {
      return Decision.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("there is no reason " + name, e);
    }
  }
}
