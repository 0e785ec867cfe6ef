package dev.silverbook.discovery;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a backfill is: everything the next invocation needs to go on exactly there.
 *
 * @param request what was asked for
 * @param runId names the run in messages, ledger and logs
 * @param layout the layout in whose order partitions are handled; empty at the start
 * @param after the last partition that was handled; empty at the start
 * @param totals of all invocations so far
 * @param invocations how many have worked on it
 */
public record BackfillCursor(
    BackfillRequest request,
    String runId,
    Optional<String> layout,
    Optional<PartitionId> after,
    BackfillTotals totals,
    int invocations) {

  /** The start of a run. */
  public static BackfillCursor start(BackfillRequest request, String runId) {
    return new BackfillCursor(
        request, runId, Optional.empty(), Optional.empty(), BackfillTotals.NONE, 0);
  }

  /** As a message to the next invocation. */
  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("request", request.toMap());
    map.put("runId", runId);
    layout.ifPresent(name -> map.put("layout", name));
    after.ifPresent(
        partition ->
            map.put(
                "after",
                Map.of(
                    "exchange", partition.exchange(),
                    "symbol", partition.symbol(),
                    "date", partition.date().toString())));
    map.put("totals", totals.toMap());
    map.put("invocations", invocations);
    return CompactJson.of(map);
  }

  /**
   * Reads a message.
   *
   * @throws BadRequestException when it is no cursor
   */
  public static BackfillCursor parse(String json) {
    try {
      JsonValue fields = JsonValue.parseObject(json);
      // The days are fixed since the start: no lookback is left that would need to know today.
      BackfillRequest request =
          BackfillRequest.read(fields.get("request").orNoFields(), LocalDate.EPOCH);
      JsonValue after = fields.get("after");
      BackfillCursor cursor =
          new BackfillCursor(
              request,
              fields.get("runId").requiredName(),
              fields.get("layout").name(),
              after.isMissing() ? Optional.empty() : Optional.of(partition(after)),
              BackfillTotals.read(fields.get("totals").orNoFields()),
              (int) fields.get("invocations").wholeNumber(0, Integer.MAX_VALUE).orElse(0));
      fields.rejectUnknown();
      return cursor;
    } catch (MalformedJsonException e) {
      throw new BadRequestException(e.of("the cursor"), e);
    }
  }

  private static PartitionId partition(JsonValue fields) throws MalformedJsonException {
    return new PartitionId(
        fields.get("exchange").requiredName(),
        fields.get("symbol").requiredName(),
        fields.get("date").requiredDay());
  }

  /**
   * Further on.
   *
   * @param last the last partition handled; empty where that is none in the walk's order
   */
  BackfillCursor handled(Optional<PartitionId> last, BackfillTotals sum) {
    return new BackfillCursor(request, runId, layout, last.or(() -> after), sum, invocations);
  }

  /**
   * One more invocation works on it.
   *
   * @throws BadRequestException when the lake is in another layout now: in its order, what is
   *     behind this cursor is not what is left
   */
  BackfillCursor invoked(String now) {
    if (layout.isPresent() && !layout.get().equals(now)) {
      throw new BadRequestException(
          "%s was begun in the layout '%s', and the lake's is '%s' now; start the backfill again"
              .formatted(runId, layout.get(), now),
          null);
    }
    return new BackfillCursor(request, runId, Optional.of(now), after, totals, invocations + 1);
  }
}
