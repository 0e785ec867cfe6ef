package dev.silverbook.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanRequest;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillRequestTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "null"})
  void nothingMeansEverythingThatIsDue(String json) {
    assertThat(BackfillRequest.parse(json, TODAY))
        .isEqualTo(
            new BackfillRequest(PartitionFilter.ALL, PlanRequest.DUE, false, "an invocation"));
  }

  @Test
  void everyFieldIsRead() {
    String json =
        """
        {"exchange": "binance", "symbol": ["BTC/USDT", "ETH~USDT"], "from": "2024-08-07",
         "to": "2024-08-08", "limit": 5, "retryFailed": true, "force": true, "recheck": true, "heal": true,
         "dryRun": true, "startedBy": "anna"}
        """;

    assertThat(BackfillRequest.parse(json, TODAY))
        .isEqualTo(
            new BackfillRequest(
                new PartitionFilter(
                    Set.of("binance"),
                    Set.of("BTC~USDT", "ETH~USDT"),
                    Optional.of(LocalDate.of(2024, 8, 7)),
                    Optional.of(LocalDate.of(2024, 8, 8))),
                new PlanRequest(5, true, true, true, true),
                true,
                "anna"));
  }

  @Test
  void aLookbackCountsTodayInUtc() {
    assertThat(BackfillRequest.parse("{\"lookbackDays\": 3}", TODAY).filter().from())
        .contains(LocalDate.of(2026, 2, 27));
  }

  @Test
  void aLookbackWithAnEndCountsBackFromThere() {
    assertThat(
            BackfillRequest.parse("{\"lookbackDays\": 1, \"to\": \"2024-08-08\"}", TODAY)
                .filter()
                .from())
        .contains(LocalDate.of(2024, 8, 8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "[1]|the input: expected an object, found '[1]'",
        "{\"exchange\":|the input: expected JSON, found '{\"exchange\":'",
        "{\"exchange\": 7}|field exchange of the input: expected a text, or a list of texts, none empty, found '7'",
        "{\"symbol\": [\"\"]}|field symbol of the input: expected a text, or a list of texts, none empty, found '[\"\"]'",
        "{\"from\": \"8 Aug\"}|field from of the input: expected a day like 2024-08-08, found '8 Aug'",
        "{\"to\": 20240808}|field to of the input: expected a day like 2024-08-08, found '20240808'",
        "{\"from\": \"2024-08-09\", \"to\": \"2024-08-08\"}|the range of days starts at 2024-08-09 and ends before that, at 2024-08-08",
        "{\"from\": \"2024-08-09\", \"lookbackDays\": 2}|from is 2024-08-09 and lookbackDays is 2: give one of them",
        "{\"lookbackDays\": 0}|field lookbackDays of the input: expected a whole number from 1 to 36500, found '0'",
        "{\"lookbackDays\": 1.5}|field lookbackDays of the input: expected a whole number from 1 to 36500, found '1.5'",
        "{\"limit\": -1}|field limit of the input: expected a whole number from 0, found '-1'",
        "{\"dryRun\": \"yes\"}|field dryRun of the input: expected true or false, found 'yes'",
        "{\"retryfailed\": true}|the input: unknown field retryfailed; known are from, to, lookbackDays, exchange, symbol, limit, retryFailed, force, recheck, heal, dryRun, startedBy",
      })
  void whatIsWrongIsSaid(String json, String message) {
    assertThatThrownBy(() -> BackfillRequest.parse(json, TODAY))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(message);
  }
}
