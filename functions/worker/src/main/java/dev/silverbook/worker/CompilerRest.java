package dev.silverbook.worker;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * When the compiler has nothing left to do. What it is asked for waits in a queue that nobody can
 * see; on one processor it may be seconds long when the work that filled it is over, and would be
 * worked off by every worker that is restored.
 *
 * @param compiled milliseconds that were compiled for so far; grows when a method is ready
 * @param pause waits for so many milliseconds
 */
record CompilerRest(LongSupplier compiled, LongConsumer pause) {

  private static final long LOOK_MILLIS = 100;

  /** Longer than a method takes, also where a worker has a part of a processor only. */
  private static final int QUIET_LOOKS = 8;

  /**
   * Waits until nothing was ready for a while.
   *
   * @param most how often it looks at most
   */
  void await(int most) {
    long before = compiled.getAsLong();
    int quiet = 0;
    for (int look = 0; look < most && quiet < QUIET_LOOKS; look++) {
      pause.accept(LOOK_MILLIS);
      long now = compiled.getAsLong();
      quiet = now == before ? quiet + 1 : 0;
      before = now;
    }
  }
}
