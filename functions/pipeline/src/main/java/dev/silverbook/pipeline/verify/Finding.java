package dev.silverbook.pipeline.verify;

import java.util.Optional;

/**
 * Something that is not as it should be.
 *
 * @param check what it speaks against
 * @param where address of the output, or of the inputs
 * @param message what was found, what was expected and what to do
 * @param difference the first value that differs, where that is what was found
 */
public record Finding(Check check, String where, String message, Optional<Difference> difference) {

  /** Without values. */
  Finding(Check check, String where, String message) {
    this(check, where, message, Optional.empty());
  }
}
