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
    switch (outcome.kind()) {
      case PROCESSED ->
          checkpoint.processed(
              outcome.partition(), ((Outcome.Processed) outcome).stats().rowsWritten());
      case UNCHANGED -> checkpoint.processed(outcome.partition(), 0);
      case FAILED, SKIPPED -> checkpoint.failed(outcome.partition());
      case GONE, BUSY, RETRYING, LEASE_LOST, CANCELLED -> {}
    }
  }
}
