package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * Hears what the workers do. Called by their threads, so implementations are thread-safe. Each
 * method does nothing unless it is overridden.
 */
public interface RunObserver {

  /** A worker takes a partition up. */
  default void started(PartitionId partition) {}

  /** So many of its rows are done; called now and then. */
  default void progressed(PartitionId partition, long rows, long total) {}

  /** It has no verdict yet and is tried again after {@code delay}. */
  default void postponed(Outcome outcome, Duration delay) {}

  /**
   * It is done.
   *
   * @param outcome never Busy, LeaseLost or a failure that comes again; Retrying with reason
   *     INTERRUPTED when the run was stopped
   * @param took since it was taken up
   */
  default void finished(Outcome outcome, Duration took) {}

  /** Tells several, in order. */
  static RunObserver of(List<RunObserver> observers) {
    List<RunObserver> all = List.copyOf(observers);
    return new RunObserver() {
      @Override
      public void started(PartitionId partition) {
        all.forEach(observer -> observer.started(partition));
      }

      @Override
      public void progressed(PartitionId partition, long rows, long total) {
        all.forEach(observer -> observer.progressed(partition, rows, total));
      }

      @Override
      public void postponed(Outcome outcome, Duration delay) {
        all.forEach(observer -> observer.postponed(outcome, delay));
      }

      @Override
      public void finished(Outcome outcome, Duration took) {
        all.forEach(observer -> observer.finished(outcome, took));
      }
    };
  }
}
