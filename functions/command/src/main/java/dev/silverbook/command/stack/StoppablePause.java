package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.Interruption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for real, and no longer once Ctrl-C or SIGTERM came. */
final class StoppablePause implements Pause {

  private final CountDownLatch stopped = new CountDownLatch(1);

  private StoppablePause() {}

  static StoppablePause endedBy(Interruption interruption) {
    StoppablePause pause = new StoppablePause();
    interruption.onSignal(pause.stopped::countDown);
    return pause;
  }

  @Override
  public boolean pause(Duration duration) throws InterruptedException {
    return !stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
