package dev.silverbook.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompilerThreadsTest {

  @Test
  void countsUserAndSystemTimeOfTheCompilersThreadsAlone() {
    String fields = " S 1 2 3 4 5 6 7 8 9 10 250 30 0 0 20 0";
    assertThat(CompilerThreads.seconds("17 (C2 CompilerThre)" + fields)).hasValue(2.8);
    assertThat(CompilerThreads.seconds("18 (C1 CompilerThre)" + fields)).hasValue(2.8);
    assertThat(CompilerThreads.seconds("19 (VM Thread)" + fields)).isEmpty();
  }

  @Test
  void aProcessThatHasEndedTakesNothing() {
    CompilerThreads threads = new CompilerThreads();
    threads.look(Long.MAX_VALUE);
    assertThat(threads.total()).isZero();
  }
}
