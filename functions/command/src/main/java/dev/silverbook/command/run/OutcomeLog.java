package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Ink;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** One plain line per partition, for logs and pipes. */
public final class OutcomeLog implements RunObserver {

  private final PrintWriter out;
  private final Ink ink;
  private final boolean failuresAlone;
  private final Set<PartitionId> waitingFor = new HashSet<>();

  /** Writes each outcome to {@code out}, without colours, and flushes each line. */
  public OutcomeLog(PrintWriter out) {
    this(out, Ink.NONE, false);
  }

  /**
   * Writes to {@code out} and flushes each line.
   *
   * @param failuresAlone whether to leave out what went well or goes on
   */
  public OutcomeLog(PrintWriter out, Ink ink, boolean failuresAlone) {
    this.out = out;
    this.ink = ink;
    this.failuresAlone = failuresAlone;
  }

  @Override
  public synchronized void postponed(Outcome outcome, Duration delay) {
    if (failuresAlone) {
      return;
    }
    // Waiting for another process is looked at every second, and said once.
    if (outcome instanceof Outcome.Retrying || waitingFor.add(outcome.partition())) {
      print(OutcomeLine.postponed(outcome, delay, ink));
    }
  }

  @Override
  public synchronized void finished(Outcome outcome, Duration took) {
    if (!failuresAlone
        || outcome instanceof Outcome.Failed
        || outcome instanceof Outcome.Retrying) {
      print(OutcomeLine.finished(outcome, took, ink));
    }
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
