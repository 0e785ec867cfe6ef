package dev.silverbook.command.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for real, and no longer once Ctrl-C or SIGTERM came. */
public final class StoppablePause implements Pause {

  private final CountDownLatch stopped = new CountDownLatch(1);

  private StoppablePause() {}

  /** A pause that a signal ends; it takes the place of what a signal did before. */
  public static StoppablePause endedBy(Interruption interruption) {
    StoppablePause pause = new StoppablePause();
    interruption.onSignal(pause.stopped::countDown);
    return pause;
  }

  @Override
  public boolean pause(Duration duration) throws InterruptedException {
    return !stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
