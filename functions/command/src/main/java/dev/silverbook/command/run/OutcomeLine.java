package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Ink;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.lake.InputCount;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;

/** One line about how a partition ended. */
final class OutcomeLine {

  private OutcomeLine() {}

  /** What happened, to which partition, rows, seconds and rows a second, or why not. */
  static String finished(Outcome outcome, Duration took, Ink ink) {
    return switch (outcome.kind()) {
      case PROCESSED -> processed((Outcome.Processed) outcome, took, ink);
      case FAILED ->
          ink.bad("failed")
              + "     "
              + outcome.partition()
              + "  "
              + reason(((Outcome.Failed) outcome).failure())
              + "  "
              + Quantities.duration(took);
      case SKIPPED ->
          "skipped    "
              + outcome.partition()
              + "  failed before: "
              + reason(((Outcome.Skipped) outcome).earlier());
      case GONE ->
          "gone       "
              + outcome.partition()
              + "  no input object below "
              + ((Outcome.Gone) outcome).place();
      case RETRYING -> givenUp((Outcome.Retrying) outcome, ink);
      case UNCHANGED -> "unchanged  " + outcome.partition();
      case CANCELLED -> "cancelled  " + outcome.partition();
      case BUSY, LEASE_LOST -> "left       " + outcome.partition() + "  to another process";
    };
  }

  private static String processed(Outcome.Processed done, Duration took, Ink ink) {
    long rows = done.stats().rowsWritten();
    return ink.good("processed")
        + "  "
        + done.partition()
        + "  "
        + Quantities.counted(rows, "row")
        + "  "
        + Quantities.duration(took)
        + "  "
        + Quantities.rate(rows, took)
        + leftOut(done.stats(), InputCount.ROWS_DUPLICATE, "duplicate snapshot")
        + leftOut(done.stats(), InputCount.TRADES_DUPLICATE, "duplicate trade")
        + (done.stats().count(InputCount.ROWS_BY_EXCHANGE_TIME) == 0
            ? ""
            : "  ordered by the exchange's time, as there is no capture time in all of it")
        + (done.degradedBy().isEmpty()
            ? ""
            : "  " + ink.doubtful("degraded") + ": " + String.join("; ", done.degradedBy()));
  }

  private static String leftOut(PartitionStats stats, InputCount what, String one) {
    long count = stats.count(what);
    return count == 0 ? "" : "  " + Quantities.counted(count, one) + " left out";
  }

  private static String givenUp(Outcome.Retrying retrying, Ink ink) {
    boolean byUser = retrying.failure().reason() == FailureReason.INTERRUPTED;
    return ink.bad("given up")
        + "   "
        + retrying.partition()
        + "  "
        + (byUser ? "interrupted" : reason(retrying.failure()))
        + "; run again to resume";
  }

  /** Why it is tried again. */
  static String postponed(Outcome outcome, Duration delay, Ink ink) {
    if (outcome instanceof Outcome.Retrying retrying) {
      return ink.doubtful("retrying")
          + "   "
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
