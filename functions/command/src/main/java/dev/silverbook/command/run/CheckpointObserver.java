package dev.silverbook.command.run;

import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;

/** Keeps a checkpoint file up to date with what the workers do. */
public final class CheckpointObserver implements RunObserver {

  private final CheckpointFile checkpoint;

  /** Writes to that file; does not close it. */
  public CheckpointObserver(CheckpointFile checkpoint) {
    this.checkpoint = checkpoint;
  }

  @Override
  public void finished(Outcome outcome, Duration took) {
    if (outcome instanceof Outcome.Processed done) {
      checkpoint.processed(done.partition(), done.stats().rowsWritten());
    } else if (outcome instanceof Outcome.Unchanged same) {
      checkpoint.processed(same.partition(), 0);
    } else if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Skipped) {
      checkpoint.failed(outcome.partition());
    }
  }
}
