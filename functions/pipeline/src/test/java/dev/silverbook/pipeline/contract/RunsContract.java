package dev.silverbook.pipeline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.RunRecord.State;
import dev.silverbook.pipeline.runs.Runs;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of runs does. */
public abstract class RunsContract {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");

  private Runs runs;

  /** A store without records. */
  protected abstract Runs empty();

  @BeforeEach
  void open() {
    runs = empty();
  }

  private static RunRecord run(String id, Instant start) {
    return RunRecord.begun(
        id, RunRecord.Kind.BACKFILL, "{\"symbol\":[\"BTC~USDT\"],\"force\":true}", "me", start);
  }

  @Test
  void aRunThatBeginsIsRecordedAsItIs() {
    RunRecord run = run("backfill-1", NOON).costing(CostEstimate.of(1_000, 7, 21_500, 2_048));

    assertThat(runs.begin(run)).isEqualTo(run);
    assertThat(runs.read("backfill-1")).contains(run);
    assertThat(runs.read("backfill-2")).isEmpty();
  }

  @Test
  void aRunBeginsOnce() {
    RunRecord first = run("backfill-1", NOON);
    runs.begin(first);

    assertThat(runs.begin(run("backfill-1", NOON.plusSeconds(60)))).isEqualTo(first);
  }

  @Test
  void aRunThatFailedMayBeginAgain() {
    RunRecord first = run("backfill-1", NOON);
    runs.begin(first);
    assertThat(runs.report(first.failed("slow down", NOON.plusSeconds(1)))).isTrue();
    assertThat(runs.read("backfill-1").orElseThrow().note()).isEqualTo("slow down");

    RunRecord again = run("backfill-1", NOON.plusSeconds(60));
    assertThat(runs.begin(again)).isEqualTo(again);
  }

  @Test
  void aReportReplacesTheRecordUntilAllIsSent() {
    RunRecord run = run("backfill-1", NOON);
    runs.begin(run);
    RunRecord half = run.progressed(100, 70, State.LISTING, NOON.plusSeconds(1));
    RunRecord whole = run.progressed(200, 150, State.SENT, NOON.plusSeconds(2));

    assertThat(runs.report(half)).isTrue();
    assertThat(runs.read("backfill-1")).contains(half);
    assertThat(runs.report(whole)).isTrue();
    assertThat(runs.read("backfill-1")).contains(whole);
    assertThat(runs.report(half)).isFalse();
    assertThat(runs.begin(run)).isEqualTo(whole);
  }

  @Test
  void aReportOfARunThatNeverBeganIsRefused() {
    assertThat(runs.report(run("backfill-1", NOON))).isFalse();
    assertThat(runs.read("backfill-1")).isEmpty();
  }

  @Test
  void aCancelledRunStaysSo() {
    RunRecord run = run("backfill-1", NOON);
    runs.begin(run);
    runs.report(run.progressed(100, 70, State.SENT, NOON.plusSeconds(1)));

    RunRecord cancelled = runs.cancel("backfill-1", NOON.plusSeconds(2)).orElseThrow();

    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.updatedAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(cancelled.sent()).isEqualTo(70);
    assertThat(runs.report(run.progressed(200, 170, State.SENT, NOON.plusSeconds(3)))).isFalse();
    assertThat(runs.begin(run)).isEqualTo(cancelled);
    assertThat(runs.cancel("backfill-1", NOON.plusSeconds(9))).contains(cancelled);
  }

  @Test
  void onlyWhatThereIsCanBeCancelled() {
    assertThat(runs.cancel("backfill-1", NOON)).isEmpty();
    assertThat(runs.read("backfill-1")).isEmpty();
  }

  @Test
  void theNewestComeFirst() {
    RunRecord older = run("backfill-b", NOON);
    RunRecord newest = run("backfill-a", NOON.plusSeconds(2));
    RunRecord oldest = run("backfill-c", NOON.minusSeconds(2));
    runs.begin(older);
    runs.begin(newest);
    runs.begin(oldest);

    assertThat(runs.newest()).containsExactly(newest, older, oldest);
  }
}
