package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CompilerRestTest {

  private final AtomicInteger pauses = new AtomicInteger();

  /** At work for so many pauses, but for every third; a resting process takes a little, too. */
  private CompilerRest rest(int busyPauses) {
    AtomicLong worked = new AtomicLong();
    return new CompilerRest(
        worked::get,
        millis -> {
          int pause = pauses.incrementAndGet();
          worked.addAndGet(pause <= busyPauses && pause % 3 > 0 ? 20 : 10);
        });
  }

  @Test
  void aCompilerThatIsStillAtWorkIsWaitedFor() {
    rest(31).await(() -> true);

    assertThat(pauses).hasValue(33);
  }

  @Test
  void aCompilerThatNeverRestsIsNotWaitedForForEver() {
    rest(Integer.MAX_VALUE).await(() -> true);

    assertThat(pauses).hasValue(60);
  }

  @Test
  void nobodyWaitsWhenThereIsNoTime() {
    rest(Integer.MAX_VALUE).await(() -> pauses.get() < 7);

    assertThat(pauses).hasValue(7);
  }
}
