package dev.silverbook.worker;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * When the compiler has nothing left to do. What it is asked for waits in a queue that nobody can
 * see; on one processor it may be seconds long when the work that filled it is over, and would be
 * worked off by every worker that is restored. But while nobody else works, the compiler is all
 * that takes the processor.
 *
 * @param worked milliseconds of a processor that this process took so far
 * @param pause waits for so many milliseconds
 */
record CompilerRest(LongSupplier worked, LongConsumer pause) {

  private static final long LOOK_MILLIS = 500;

  /** What a process takes that has nothing to do, and one tick of its clock. */
  private static final long LITTLE_MILLIS = 20;

  private static final int QUIET_LOOKS = 2;

  /** So often at most, should the compiler find something to do for ever. */
  private static final int MOST_LOOKS = 60;

  /**
   * Waits until the process has rested for a while.
   *
   * @param patient whether there is time for another look
   */
  void await(BooleanSupplier patient) {
    long before = worked.getAsLong();
    int quiet = 0;
    for (int look = 0; look < MOST_LOOKS && quiet < QUIET_LOOKS && patient.getAsBoolean(); look++) {
      pause.accept(LOOK_MILLIS);
      long now = worked.getAsLong();
      quiet = now - before < LITTLE_MILLIS ? quiet + 1 : 0;
      before = now;
    }
  }
}
