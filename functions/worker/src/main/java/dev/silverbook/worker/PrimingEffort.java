package dev.silverbook.worker;

import java.time.Duration;

/**
 * How much a worker does at most when it is primed.
 *
 * @param snapshots of a whole generated day
 * @param records of TLS that are encrypted and decrypted
 * @param rounds how often it works on all days
 * @param longest no message is begun after that, and the compiler is waited for no longer
 */
record PrimingEffort(int snapshots, int records, int rounds, Duration longest) {

  /**
   * System property: percent of it. With less a worker does everything that it does with all, so
   * that whoever tests that need not wait for the compiler.
   */
  static final String PERCENT = "silverbook.priming.percent";

  private static final int WHOLE = 100;

  private static final int SNAPSHOTS = 86_400;
  private static final int RECORDS = 4_000;

  /** After the third little is left to compile, see DECISIONS.md. */
  private static final int ROUNDS = 3;

  /**
   * Lambda gives a function that takes snapshots 130 seconds to start, or its timeout where that is
   * longer, as it is here, see <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">its
   * page</a>. All rounds take some 25 seconds of one processor; the smallest worker has a third of
   * one.
   */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** As in a function, unless the property says less. */
  static PrimingEffort chosen() {
    return percent(Integer.getInteger(PERCENT, WHOLE));
  }

  /**
   * A part of it.
   *
   * @param percent from 1 to 100
   */
  static PrimingEffort percent(int percent) {
    if (percent < 1 || percent > WHOLE) {
      throw new IllegalArgumentException(
          PERCENT + " is " + percent + "; it must be from 1 to " + WHOLE);
    }
    return new PrimingEffort(
        SNAPSHOTS * percent / WHOLE,
        RECORDS * percent / WHOLE,
        Math.max(1, ROUNDS * percent / WHOLE),
        LONGEST);
  }
}
