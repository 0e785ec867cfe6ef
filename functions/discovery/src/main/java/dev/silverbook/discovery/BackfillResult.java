package dev.silverbook.discovery;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.runs.RunAttributes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an invocation stopped.
 *
 * @param cursor how far the backfill is
 * @param ending why it stopped there
 * @param estimate what the partitions that run will cost, about; empty where it was not asked
 */
public record BackfillResult(
    BackfillCursor cursor, Ending ending, Optional<CostEstimate> estimate) {

  /** Without an estimate. */
  public BackfillResult(BackfillCursor cursor, Ending ending) {
    this(cursor, ending, Optional.empty());
  }

  BackfillResult costing(CostEstimate cost) {
    return new BackfillResult(cursor, ending, Optional.of(cost));
  }

  /** Why an invocation stopped. */
  public enum Ending {
    /** There are no more partitions. */
    COMPLETE,
    /** As many partitions run as were asked for. */
    LIMIT_REACHED,
    /** Its time is over; another invocation goes on. */
    CONTINUES,
    /** Its run was cancelled; nobody goes on. */
    CANCELLED,
    /** Its run had sent everything before: the invocation came twice, and did nothing. */
    SENT_BEFORE
  }

  /** What the invoker is answered. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runId", cursor.runId());
    map.put("status", ending.name());
    map.put("dryRun", cursor.request().dryRun());
    map.put("invocations", cursor.invocations());
    map.putAll(cursor.totals().toMap());
    estimate.ifPresent(cost -> map.put("estimate", RunAttributes.toMap(cost)));
    cursor.after().ifPresent(partition -> map.put("after", partition.key()));
    return map;
  }

  void writeTo(OutputStream out) throws IOException {
    JSON.std.write(toMap(), out);
  }
}
