package dev.silverbook.command.stack;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.runs.RunAttributes;
import dev.silverbook.pipeline.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the backfill function answers.
 *
 * @param runId names the run in messages and ledger
 * @param status how the invocation ended, in the function's word
 * @param dryRun whether nothing was sent because nothing was to be
 * @param partitions that were decided about
 * @param estimate what the partitions that run will cost, about; empty of functions that do not say
 * @param byReason how many got which decision, in the function's words
 * @param sent messages in the queue
 * @param unsent messages that the queue did not take
 * @param unsentPartitions the first of them
 */
public record BackfillAnswer(
    String runId,
    String status,
    boolean dryRun,
    Optional<CostEstimate> estimate,
    long partitions,
    Map<String, Long> byReason,
    long sent,
    long unsent,
    List<String> unsentPartitions) {

  /** Whether its time was over: it goes on by itself, and the counts will grow. */
  boolean continues() {
    return status.equals("CONTINUES");
  }

  /** Whether it stopped because of the limit. */
  boolean limitReached() {
    return status.equals("LIMIT_REACHED");
  }

  /** Whether the run was cancelled. */
  boolean cancelled() {
    return status.equals("CANCELLED");
  }

  static BackfillAnswer parse(String function, String json) {
    try {
      JsonValue answer = JsonValue.parseObject(json);
      JsonValue sent = answer.get("sent");
      String status = answer.get("status").text();
      JsonValue reasons = answer.get("byReason");
      Map<String, Long> byReason = new LinkedHashMap<>();
      for (String reason : reasons.fields().keySet()) {
        byReason.put(reason, count(reasons.get(reason)).orElse(0));
      }
      return new BackfillAnswer(
          answer.get("runId").text(),
          status,
          answer.get("dryRun").flag(),
          RunAttributes.estimate(answer.get("estimate")),
          count(answer.get("partitions")).orElse(0),
          byReason,
          count(sent).orElseThrow(() -> sent.expected("a count")),
          count(answer.get("unsent")).orElse(0),
          List.copyOf(answer.get("unsentPartitions").names()));
    } catch (MalformedJsonException e) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "the function %s did not answer as a backfill does: %s; is it the backfill function? It said: %s"
              .formatted(function, e.getMessage(), json.strip()),
          e);
    }
  }

  private static OptionalLong count(JsonValue field) throws MalformedJsonException {
    return field.wholeNumber("a count", 0, Long.MAX_VALUE);
  }
}
