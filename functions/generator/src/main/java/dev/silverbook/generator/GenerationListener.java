package dev.silverbook.generator;

import dev.silverbook.lake.PartitionId;

/** Told when a partition is complete on disk. */
@FunctionalInterface
public interface GenerationListener {

  /** Says nothing to anybody. */
  GenerationListener SILENT = (partition, done, total, soFar) -> {};

  /**
   * A partition is complete.
   *
   * @param partition which
   * @param done partitions complete, this one included
   * @param total partitions of this lake
   * @param soFar what all of them hold
   */
  void partitionDone(PartitionId partition, int done, int total, GeneratedLake soFar);
}
