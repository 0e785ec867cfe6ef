package dev.silverbook.pipeline.failure;

/** Why a partition failed. Each tells whether trying again can help, and what the reader can do. */
public enum FailureReason {
  /** An input object is not Parquet. */
  NOT_PARQUET(false, "Replace or remove the file, then retry the partition."),
  /** An input object is truncated or damaged. */
  CORRUPT_FILE(false, "Write the file again from its source, then retry the partition."),
  /** A column is missing, of another type, or null where it may not be. */
  SCHEMA_MISMATCH(false, "Correct the writer of the bronze files, then retry the partition."),
  /** Something that must be held in memory at once is larger than the limit. */
  TOO_LARGE(false, "Write the file again with smaller pages or row groups, then retry."),
  /** There is no row to work on. */
  NO_USABLE_ROWS(false, "Check the recorder for that day; remove the partition if it is empty."),
  /** An input object is in an archive class, from which it must be restored first. */
  ARCHIVED(false, "Restore the objects named in the message, then retry the partition."),
  /** The time of the invocation ran out. */
  OUT_OF_TIME(true, "Give the worker more time or memory, then retry."),
  /** The heap was too small. */
  OUT_OF_MEMORY(true, "Give the worker more memory, then retry."),
  /** The service asked to slow down. */
  THROTTLED(true, "Retry later, or lower the concurrency."),
  /** Reading or writing was not permitted. */
  ACCESS_DENIED(false, "Grant the permission named in the message, then retry the partition."),
  /** A store failed, or a disk is full. */
  STORE_UNAVAILABLE(true, "Check the store or disk named in the message, then retry."),
  /** Another worker took the partition over. */
  LEASE_LOST(true, "Nothing to do: the other worker's result counts."),
  /** The output object was replaced by somebody else while it was being computed. */
  OUTPUT_CHANGED(true, "Let only one ledger write to one output location, then retry."),
  /** The worker died without a verdict. */
  CRASHED(true, "Look at the worker's log for that time, then retry the partition."),
  /** The run was interrupted by its user. */
  INTERRUPTED(true, "Run again to resume."),
  /** A message could not be understood. */
  BAD_MESSAGE(false, "Correct the sender; the message was kept in the dead-letter queue."),
  /** The configuration cannot be used. */
  BAD_CONFIGURATION(false, "Correct the configuration key named in the message."),
  /** A defect of this program. */
  INTERNAL_ERROR(false, "Report it with the message and the log; retry after an update.");

  private final boolean retryable;
  private final String advice;

  FailureReason(boolean retryable, String advice) {
    this.retryable = retryable;
    this.advice = advice;
  }

  /** Whether the same input may succeed when tried again. */
  public boolean retryable() {
    return retryable;
  }

  /** What the reader can do. */
  public String advice() {
    return advice;
  }
}
