package dev.silverbook.command.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillAnswerTest {

  @Test
  void anAnswerIsReadAsTheFunctionWritesIt() {
    assertThat(
            BackfillAnswer.parse(
                "planner",
                """
                {"runId": "backfill-1", "status": "CONTINUES", "dryRun": true, "invocations": 1,
                 "partitions": 9, "byReason": {"NEW": 7, "UNCHANGED": 2}, "sent": 5, "unsent": 2,
                 "unsentPartitions": ["a", "b"], "after": "b",
                 "estimate": {"partitions": 7, "secondsEach": "2.5", "measured": 2,
                              "memoryMegabytes": 2048, "dollars": "%s"}}
                """
                    .formatted(CostEstimate.of(7, 2, 5_000, 2_048).dollars())))
        .isEqualTo(
            new BackfillAnswer(
                "backfill-1",
                "CONTINUES",
                true,
                Optional.of(CostEstimate.of(7, 2, 5_000, 2_048)),
                9,
                Map.of("NEW", 7L, "UNCHANGED", 2L),
                5,
                2,
                List.of("a", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "[1] | expected a JSON object, found '[1]'",
        "{\"runId\": \"r\"} | field status: expected a text that is not empty, found nothing",
        "{\"runId\": \"r\", \"status\": \"COMPLETE\", \"byReason\": {}} | field sent: expected a count, found nothing",
        "{\"runId\": \"r\", \"status\": \"COMPLETE\", \"byReason\": {\"NEW\": \"x\"}} | field byReason.NEW: expected a count, found 'x'",
      })
  void anotherAnswerIsRefusedWithTheField(String json, String problem) {
    assertThatThrownBy(() -> BackfillAnswer.parse("planner", json))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.BAD_CONFIGURATION))
        .hasMessage(
            "the function planner did not answer as a backfill does: %s; is it the backfill function? It said: %s",
            problem, json);
  }
}
