package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CompilerRestTest {

  private final AtomicInteger pauses = new AtomicInteger();

  private CompilerRest rest(int busyPauses) {
    // Every third look of the busy ones finds that nothing was ready meanwhile.
    return new CompilerRest(
        () -> Math.min(pauses.get(), busyPauses) * 2L / 3, millis -> pauses.incrementAndGet());
  }

  @Test
  void aCompilerThatIsStillAtWorkIsWaitedFor() {
    rest(30).await(1_000);

    assertThat(pauses).hasValue(38);
  }

  @Test
  void aCompilerThatNeverRestsIsNotWaitedForForEver() {
    rest(Integer.MAX_VALUE / 2).await(50);

    assertThat(pauses).hasValue(50);
  }
}
