package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;

/** One line about how a partition ended. */
final class OutcomeLine {

  private OutcomeLine() {}

  /** What happened, to which partition, rows, seconds and rows a second, or why not. */
  static String finished(Outcome outcome, Duration took) {
    if (outcome instanceof Outcome.Processed done) {
      long rows = done.stats().rowsWritten();
      return "processed  "
          + done.partition()
          + "  "
          + Quantities.counted(rows, "row")
          + "  "
          + Quantities.duration(took)
          + "  "
          + Quantities.rate(rows, took)
          + (done.degradedBy().isEmpty()
              ? ""
              : "  degraded: " + String.join("; ", done.degradedBy()));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return "failed     "
          + failed.partition()
          + "  "
          + reason(failed.failure())
          + "  "
          + Quantities.duration(took);
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return "skipped    " + skipped.partition() + "  failed before: " + reason(skipped.earlier());
    }
    if (outcome instanceof Outcome.Gone gone) {
      return "gone       " + gone.partition() + "  no input object any more";
    }
    if (outcome instanceof Outcome.Retrying retrying) {
      boolean byUser = retrying.failure().reason() == FailureReason.INTERRUPTED;
      return "given up   "
          + retrying.partition()
          + "  "
          + (byUser ? "interrupted" : reason(retrying.failure()))
          + "; run again to resume";
    }
    return "unchanged  " + outcome.partition();
  }

  /** Why it is tried again. */
  static String postponed(Outcome outcome, Duration delay) {
    if (outcome instanceof Outcome.Retrying retrying) {
      return "retrying   "
          + retrying.partition()
          + "  in "
          + Quantities.duration(delay)
          + ": "
          + reason(retrying.failure());
    }
    return "waiting    " + outcome.partition() + "  another process works on it";
  }

  private static String reason(Failure failure) {
    return failure.reason() + ": " + failure.message();
  }
}
