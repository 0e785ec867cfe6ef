package dev.silverbook.pipeline.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.silverbook.pipeline.contract.InMemoryRuns;
import dev.silverbook.pipeline.contract.RunsContract;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.json.CompactJson;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunsTest extends RunsContract {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Override
  protected Runs empty() {
    return new InMemoryRuns();
  }

  private static RunRecord run() {
    return RunRecord.begun("retry-1", RunRecord.Kind.RETRY, "{}", "me", NOON);
  }

  @Test
  void aRecordGoesThroughJsonUnchanged() {
    RunRecord run = run().failed("why", NOON).costing(CostEstimate.of(3, 0, 0, 1_769));

    assertThat(RunAttributes.fromJson(CompactJson.of(RunAttributes.toMap(run)))).isEqualTo(run);
    assertThatThrownBy(() -> RunAttributes.fromJson("{\"id\": \"x\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind");
  }

  @Test
  void anEstimateTakesTheMeanOfWhatWasMeasured() {
    CostEstimate measured = CostEstimate.of(1_000, 4, 10_000, 2_048);

    assertThat(measured.secondsEach()).isEqualTo(2.5);
    // 1,000 partitions of 2.5 s in 2 GB, and their requests.
    assertThat(measured.dollars())
        .isCloseTo(5_000 * CostEstimate.DOLLARS_PER_GIGABYTE_SECOND + 0.03, within(1e-12));
    assertThat(CostEstimate.of(1, 0, 0, 1_024).secondsEach())
        .isEqualTo(CostEstimate.SECONDS_UNMEASURED);
  }

  @Test
  void aRunIsLookedUpOnceAMinuteUntilItIsCancelled() {
    SettableClock clock = new SettableClock();
    InMemoryRuns runs = new InMemoryRuns();
    CancelledRuns cancelled = new CancelledRuns(runs, clock);
    runs.begin(run());

    assertThat(cancelled.has("retry-1")).isFalse();
    runs.cancel("retry-1", NOON);
    assertThat(cancelled.has("retry-1")).isFalse();
    clock.advance(Duration.ofSeconds(60));
    assertThat(cancelled.has("retry-1")).isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(cancelled.has("retry-1")).isTrue();
    assertThat(runs.reads()).isEqualTo(2);
  }

  @Test
  void whatHasNoRecordIsNotCancelled() {
    CancelledRuns cancelled = new CancelledRuns(new InMemoryRuns(), new SettableClock());

    assertThat(cancelled.has("arrivals-1")).isFalse();
    assertThat(cancelled.has("")).isFalse();
  }
}
