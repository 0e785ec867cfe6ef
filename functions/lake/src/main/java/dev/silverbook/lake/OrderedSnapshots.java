package dev.silverbook.lake;

/** All snapshots of a partition by time, ties by object key and row position. */
public interface OrderedSnapshots extends SnapshotReader {

  /** Totals over all objects, known from the start. */
  ReadCounts counts();

  /** What was understood of the input so far; complete after the last row. */
  default InputReport report() {
    return InputReport.NONE;
  }
}
