package dev.silverbook.pipeline.work;

import dev.silverbook.lake.PartitionId;

/** Hears how far a partition is. Called every few thousand rows, by the thread that works on it. */
@FunctionalInterface
public interface ProgressObserver {

  /** Hears nothing. */
  ProgressObserver NONE = (partition, rows, total) -> {};

  /**
   * So many rows are done.
   *
   * @param rows snapshots computed so far
   * @param total snapshots of the partition
   */
  void progressed(PartitionId partition, long rows, long total);
}
