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
        .isEqualTo(new BackfillRequest(PartitionFilter.ALL, PlanRequest.DUE, false));
  }

  @Test
  void everyFieldIsRead() {
    String json =
        """
        {"exchange": "binance", "symbol": ["BTC/USDT", "ETH~USDT"], "from": "2024-08-07",
         "to": "2024-08-08", "limit": 5, "retryFailed": true, "force": true, "recheck": true, "heal": true,
         "dryRun": true}
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
                true));
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
      value = {
        "[1]|the input is not a JSON object: [1]",
        "{\"exchange\":|the input is not a JSON object: {\"exchange\":",
        "{\"exchange\": 7}|field exchange must be a text, or a list of texts, none empty, but it is 7",
        "{\"symbol\": [\"\"]}|field symbol must be a text, or a list of texts, none empty, but it is []",
        "{\"from\": \"8 Aug\"}|field from must be a day as 2024-08-08, but it is 8 Aug",
        "{\"to\": 20240808}|field to must be a text that is not empty, but it is 20240808",
        "{\"from\": \"2024-08-09\", \"to\": \"2024-08-08\"}|the range of days starts at 2024-08-09 and ends before that, at 2024-08-08",
        "{\"from\": \"2024-08-09\", \"lookbackDays\": 2}|from is 2024-08-09 and lookbackDays is 2: give one of them",
        "{\"lookbackDays\": 0}|field lookbackDays must be a whole number from 1 to 36500, but it is 0",
        "{\"lookbackDays\": 1.5}|field lookbackDays must be a whole number from 1 to 36500, but it is 1.5",
        "{\"limit\": -1}|field limit must be a whole number from 0, but it is -1",
        "{\"dryRun\": \"yes\"}|field dryRun must be true or false, but it is yes",
        "{\"retryfailed\": true}|unknown field retryfailed; known are [from, to, lookbackDays, exchange, symbol, limit, retryFailed, force, recheck, heal, dryRun]",
      })
  void whatIsWrongIsSaid(String json, String message) {
    assertThatThrownBy(() -> BackfillRequest.parse(json, TODAY))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(message);
  }
}
