package dev.silverbook.pipeline.failure;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A failure as recorded.
 *
 * @param reason why
 * @param message what happened, naming the file, the column or row, and what was expected
 * @param object key of the object concerned, or empty
 * @param row row in that object, from 0, where known
 * @param retryable whether the same input may succeed when tried again; what the reason says,
 *     unless this failure is known to be otherwise
 */
public record Failure(
    FailureReason reason, String message, String object, OptionalLong row, boolean retryable) {

  /** Checks that nothing is null. */
  public Failure {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(row, "row");
  }

  /** Retryable when its reason is. */
  public Failure(FailureReason reason, String message, String object, OptionalLong row) {
    this(reason, message, object, row, reason.retryable());
  }

  /**
   * The same, but known to pass.
   *
   * @param why follows the message
   */
  public Failure passing(String why) {
    return new Failure(reason, message + "; " + why, object, row, true);
  }

  /** The same with more in its message. */
  public Failure saying(String more) {
    return new Failure(reason, message + "; " + more, object, row, retryable);
  }

  /** Without object and row. */
  public static Failure of(FailureReason reason, String message) {
    return new Failure(reason, message, "", OptionalLong.empty());
  }
}
