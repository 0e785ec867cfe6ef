package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EffortTest {

  private static final Path LAKES = Path.of("lakes");

  @Test
  void anOrdinaryDayIsWarmBeforeItCountsAndCountsOften() {
    assertThat(Effort.of(Workload.ordinaryDay(LAKES), 7)).isEqualTo(new Effort(5, 21, 7, 4, 8, 4));
  }

  @Test
  void aBusyDayIsMeasuredLessOften() {
    assertThat(Effort.of(Workload.busyDay(LAKES), 7)).isEqualTo(new Effort(2, 4, 4, 2, 2, 1));
  }

  @Test
  void evenOneRoundMeasuresEverythingOnce() {
    assertThat(Effort.of(Workload.ordinaryDay(LAKES), 1)).isEqualTo(new Effort(5, 3, 1, 1, 8, 1));
    assertThat(Effort.of(Workload.busyDay(LAKES), 1)).isEqualTo(new Effort(2, 1, 1, 1, 2, 1));
  }
}
