package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.InMemoryRuns;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.runs.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RunHeartbeatTest {

  private static final PartitionId DAY =
      new PartitionId("demo", "BTC~USDT", LocalDate.of(2024, 8, 8));

  private final SettableClock clock = new SettableClock();
  private final InMemoryRuns runs = new InMemoryRuns();
  private final RunRecord run =
      runs.begin(
          RunRecord.begun("run-1", RunRecord.Kind.RUN, "{}", "somebody", clock.instant())
              .progressed(7, 5, RunRecord.State.LISTING, clock.instant()));

  private Instant seen() {
    return runs.read("run-1").orElseThrow().updatedAt();
  }

  @Test
  void aRunThatWorksIsSeenEachMinuteHoweverLongAPartitionTakes() {
    RunHeartbeat heartbeat = new RunHeartbeat(runs, run, clock);
    heartbeat.started(DAY);
    for (int minute = 1; minute <= 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      heartbeat.progressed(DAY, minute, 100);

      assertThat(seen()).isEqualTo(clock.instant());
      assertThat(runs.read("run-1").orElseThrow().silent(clock.instant())).isFalse();
    }

    assertThat(runs.read("run-1").orElseThrow())
        .isEqualTo(run.progressed(7, 5, RunRecord.State.LISTING, clock.instant()));
  }

  @Test
  void betweenTwoBeatsTheRecordIsLeftAlone() {
    RunHeartbeat heartbeat = new RunHeartbeat(runs, run, clock);
    clock.advance(Duration.ofSeconds(59));

    heartbeat.progressed(DAY, 1, 100);

    assertThat(seen()).isEqualTo(run.updatedAt());
  }

  @Test
  void aRunThatDiedIsSilentAfterThreeMinutes() {
    clock.advance(Duration.ofMinutes(3));
    assertThat(runs.read("run-1").orElseThrow().silent(clock.instant())).isFalse();

    clock.advance(Duration.ofSeconds(1));
    assertThat(runs.read("run-1").orElseThrow().silent(clock.instant())).isTrue();
  }

  @Test
  void aRunThatEndedIsNotSilent() {
    runs.report(run.progressed(7, 5, RunRecord.State.SENT, clock.instant()));
    clock.advance(Duration.ofDays(1));

    assertThat(runs.read("run-1").orElseThrow().silent(clock.instant())).isFalse();
  }
}
