package dev.silverbook.lake;

/** All snapshots of a partition by time, ties by object key and row position. */
public interface OrderedSnapshots extends SnapshotReader {

  /** Totals over all objects, known from the start. */
  ReadCounts counts();
}
