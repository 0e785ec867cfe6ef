package dev.silverbook.benchmark.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

  private static final Path LAKES = Path.of("lakes");

  @Test
  void anOrdinaryDayIsWarmBeforeItCountsAndCountsOften() {
    assertThat(Repetitions.of(Workload.ordinaryDay(LAKES), 7))
        .isEqualTo(new Repetitions(5, 21, 7, 4, 8));
  }

  @Test
  void aBusyDayIsMeasuredLessOften() {
    assertThat(Repetitions.of(Workload.busyDay(LAKES), 7))
        .isEqualTo(new Repetitions(2, 4, 4, 2, 2));
  }

  @Test
  void evenOneRoundMeasuresEverythingOnce() {
    assertThat(Repetitions.of(Workload.ordinaryDay(LAKES), 1))
        .isEqualTo(new Repetitions(5, 3, 1, 1, 8));
    assertThat(Repetitions.of(Workload.busyDay(LAKES), 1))
        .isEqualTo(new Repetitions(2, 1, 1, 1, 2));
  }
}
