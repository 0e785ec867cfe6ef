package dev.silverbook.discovery;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an invocation stopped.
 *
 * @param cursor how far the backfill is
 * @param ending why it stopped there
 */
public record BackfillResult(BackfillCursor cursor, Ending ending) {

  /** Why an invocation stopped. */
  public enum Ending {
    /** There are no more partitions. */
    COMPLETE,
    /** As many partitions run as were asked for. */
    LIMIT_REACHED,
    /** Its time is over; another invocation goes on. */
    CONTINUES
  }

  /** What the invoker is answered. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runId", cursor.runId());
    map.put("status", ending.name());
    map.put("dryRun", cursor.request().dryRun());
    map.put("invocations", cursor.invocations());
    map.putAll(cursor.totals().toMap());
    cursor.after().ifPresent(partition -> map.put("after", partition.key()));
    return map;
  }

  void writeTo(OutputStream out) throws IOException {
    JSON.std.write(toMap(), out);
  }
}
