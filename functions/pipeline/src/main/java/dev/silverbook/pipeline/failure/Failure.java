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
 */
public record Failure(FailureReason reason, String message, String object, OptionalLong row) {

  /** Checks that nothing is null. */
  public Failure {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(row, "row");
  }

  /** Without object and row. */
  public static Failure of(FailureReason reason, String message) {
    return new Failure(reason, message, "", OptionalLong.empty());
  }
}
