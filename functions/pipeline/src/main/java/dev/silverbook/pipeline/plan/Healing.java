package dev.silverbook.pipeline.plan;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;

/**
 * When a partition that FAILED is tried again by itself. It depends on the reason:
 *
 * <ul>
 *   <li>What is outside of us and passes, as an outage or a file that is still being written: every
 *       hour, after {@link #HOURLY_TIMES} times every day, without end.
 *   <li>What may be the partition's own fault, as a crash: {@link #MOST_TIMES} times.
 *   <li>What will be the same next time: never. A changed input, or somebody, has to ask.
 * </ul>
 */
public final class Healing {

  /** How often something that passes is tried every hour. */
  public static final int HOURLY_TIMES = 20;

  /** How often something that may not pass is tried again. */
  public static final int MOST_TIMES = 2;

  /** A little less than the schedule's hour, so that no round is missed by a second. */
  private static final Duration HOUR = Duration.ofMinutes(50);

  private static final Duration DAY = Duration.ofHours(23);

  private enum Kind {
    PASSES,
    MAY_PASS,
    STAYS
  }

  private Healing() {}

  /** Whether a FAILED entry is due again at {@code now}. */
  public static boolean due(LedgerEntry failed, Instant now) {
    Kind kind = failed.failure().map(Healing::kind).orElse(Kind.STAYS);
    int failures = failed.attempts().failures();
    Duration pause = kind == Kind.PASSES && failures > HOURLY_TIMES ? DAY : HOUR;
    boolean rested = !now.isBefore(failed.updatedAt().plus(pause));
    return switch (kind) {
      case PASSES -> rested;
      case MAY_PASS -> rested && failures <= MOST_TIMES;
      case STAYS -> false;
    };
  }

  private static Kind kind(Failure failure) {
    return switch (failure.reason()) {
      case THROTTLED, STORE_UNAVAILABLE, OUTPUT_CHANGED, LEASE_LOST -> Kind.PASSES;
      case CRASHED, OUT_OF_MEMORY, OUT_OF_TIME, OUT_OF_SCRATCH -> Kind.MAY_PASS;
      case NOT_PARQUET, CORRUPT_FILE -> failure.retryable() ? Kind.PASSES : Kind.STAYS;
      case SCHEMA_MISMATCH,
          TOO_LARGE,
          NO_USABLE_ROWS,
          NO_INPUT,
          TABLE_FORMAT,
          ARCHIVED,
          ACCESS_DENIED,
          INTERRUPTED,
          BAD_MESSAGE,
          BAD_CONFIGURATION,
          INTERNAL_ERROR ->
          Kind.STAYS;
    };
  }
}
