package dev.silverbook.command.stack;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
          status.equals("CONTINUES"),
          status.equals("LIMIT_REACHED"),
          answer.get("dryRun").flag(),
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
