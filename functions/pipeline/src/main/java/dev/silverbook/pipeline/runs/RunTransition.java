package dev.silverbook.pipeline.runs;

import dev.silverbook.pipeline.runs.RunRecord.State;
import java.time.Instant;
import java.util.Optional;

/** What each change does to a record, and when it may. One rule for every store. */
public final class RunTransition {

  private RunTransition() {}

  /** The record after a beginning; empty when the one that is there stays. */
  public static Optional<RunRecord> begin(Optional<RunRecord> before, RunRecord run) {
    return before.isEmpty() || before.get().state() == State.FAILED
        ? Optional.of(run)
        : Optional.empty();
  }

  /** The record after a report; empty when there is none, or nothing more can come of it. */
  public static Optional<RunRecord> report(Optional<RunRecord> before, RunRecord run) {
    return before.filter(record -> takesReports(record.state())).map(record -> run);
  }

  /** The record after a cancellation; empty when there is none, or nothing to cancel. */
  public static Optional<RunRecord> cancel(Optional<RunRecord> before, Instant now) {
    return before
        .filter(record -> cancellable(record.state()))
        .map(record -> record.cancelled(now));
  }

  private static boolean takesReports(State state) {
    return switch (state) {
      case LISTING, FAILED -> true;
      case SENT, CANCELLED -> false;
    };
  }

  private static boolean cancellable(State state) {
    return switch (state) {
      // What has failed may be tried again by whoever began it.
      case LISTING, SENT, FAILED -> true;
      case CANCELLED -> false;
    };
  }
}
