package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.failure.Failure;

/** Ends the processing of a partition with a failure that is already understood. */
public final class PartitionFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  // Transient in Java's sense only: nobody serialises it.
  private final transient Failure failure;

  /** Carries the failure to whoever records it; the message is the failure's. */
  public PartitionFailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What to record. */
  public Failure failure() {
    return failure;
  }
}
