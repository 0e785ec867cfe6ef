package dev.silverbook.pipeline.message;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;

/** A message that cannot be understood. Trying again cannot help. */
public final class BadMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which field, what was expected and what was found. */
  public BadMessageException(String message) {
    super(message);
  }

  /** As recorded: {@link FailureReason#BAD_MESSAGE}. */
  public Failure failure() {
    return Failure.of(FailureReason.BAD_MESSAGE, getMessage());
  }
}
