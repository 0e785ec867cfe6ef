package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** One plain line per partition, for logs and pipes. */
public final class OutcomeLog implements RunObserver {

  private final PrintWriter out;
  private final Set<PartitionId> waitingFor = new HashSet<>();

  /** Writes to {@code out} and flushes each line. */
  public OutcomeLog(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void postponed(Outcome outcome, Duration delay) {
    // Waiting for another process is looked at every second, and said once.
    if (outcome instanceof Outcome.Retrying || waitingFor.add(outcome.partition())) {
      print(OutcomeLine.postponed(outcome, delay));
    }
  }

  @Override
  public synchronized void finished(Outcome outcome, Duration took) {
    print(OutcomeLine.finished(outcome, took));
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
