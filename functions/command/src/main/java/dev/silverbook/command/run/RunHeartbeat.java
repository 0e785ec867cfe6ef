package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a run's record now and then that its workers still work, so that the record of a run that
 * died does not look alive for ever. It is told by the threads that work: one that hangs is not
 * alive.
 */
public final class RunHeartbeat implements RunObserver {

  /** So often at most; well within {@link RunRecord#SILENCE}. */
  static final Duration EVERY = Duration.ofMinutes(1);

  private final Runs runs;
  private final RunRecord run;
  private final Clock clock;
  private Instant next;

  /** For a run whose record was just made. */
  public RunHeartbeat(Runs runs, RunRecord run, Clock clock) {
    this.runs = runs;
    this.run = run;
    this.clock = clock;
    this.next = clock.instant().plus(EVERY);
  }

  @Override
  public void started(PartitionId partition) {
    beat();
  }

  @Override
  public void progressed(PartitionId partition, long rows, long total) {
    beat();
  }

  @Override
  public void finished(Outcome outcome, Duration took) {
    beat();
  }

  private synchronized void beat() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    try {
      runs.report(run.progressed(run.found(), run.sent(), run.state(), now));
    } catch (StoreException e) {
      // No reason to end the work: the partitions are the truth, and the next beat is soon.
      return;
    }
  }
}
