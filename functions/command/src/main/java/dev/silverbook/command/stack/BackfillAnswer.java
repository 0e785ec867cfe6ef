package dev.silverbook.command.stack;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the backfill function answers.
 *
 * @param runId names the run in messages and ledger
 * @param continues whether its time was over: it goes on by itself, and the counts will grow
 * @param limitReached whether it stopped because of the limit
 * @param dryRun whether nothing was sent because nothing was to be
 * @param partitions that were decided about
 * @param byReason how many got which decision, in the function's words
 * @param sent messages in the queue
 * @param unsent messages that the queue did not take
 * @param unsentPartitions the first of them
 */
public record BackfillAnswer(
    String runId,
    boolean continues,
    boolean limitReached,
    boolean dryRun,
    long partitions,
    Map<String, Long> byReason,
    long sent,
    long unsent,
    List<String> unsentPartitions) {

  static BackfillAnswer parse(String function, String json) {
    try {
      Map<String, Object> map = JSON.std.mapFrom(json);
      if (map != null
          && map.get("runId") instanceof String runId
          && map.get("status") instanceof String status
          && map.get("byReason") instanceof Map<?, ?> reasons
          && map.get("sent") instanceof Number sent) {
        Map<String, Long> byReason = new LinkedHashMap<>();
        reasons.forEach((reason, count) -> byReason.put(reason.toString(), number(count)));
        return new BackfillAnswer(
            runId,
            status.equals("CONTINUES"),
            status.equals("LIMIT_REACHED"),
            Boolean.TRUE.equals(map.get("dryRun")),
            number(map.get("partitions")),
            byReason,
            sent.longValue(),
            number(map.get("unsent")),
            map.get("unsentPartitions") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of());
      }
    } catch (IOException e) {
      throw notABackfill(function, json, e);
    }
    throw notABackfill(function, json, null);
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static StoreException notABackfill(String function, String json, IOException cause) {
    return new StoreException(
        FailureReason.BAD_CONFIGURATION,
        null,
        "the function %s did not answer as a backfill does; is it the backfill function? It said: %s"
            .formatted(function, json.strip()),
        cause);
  }
}
