package dev.silverbook.command.terminal;

import java.time.Duration;

/** Waits between two looks at something. Injected, so that tests do not sleep. */
@FunctionalInterface
public interface Pause {

  /**
   * Waits so long, or until it is told to stop.
   *
   * @return false when it was told to stop
   */
  boolean pause(Duration duration) throws InterruptedException;
}
