package dev.silverbook.lake;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a reader knows beyond the file.
 *
 * @param day the partition's day, which decides the unit of numbers that are times. Without one,
 *     numbers are microseconds in the capture time and milliseconds in the exchange's, and no time
 *     is out of range
 * @param configuration what people say about their input
 * @param notes receives what was understood
 */
public record InputContext(
    Optional<LocalDate> day, InputConfiguration configuration, InputNotes notes) {

  /** Nothing known; for files that the product wrote itself. */
  public static InputContext unknown() {
    return new InputContext(Optional.empty(), InputConfiguration.defaults(), new InputNotes());
  }

  /** A partition's. */
  public static InputContext of(LocalDate day, InputConfiguration configuration) {
    return new InputContext(Optional.of(day), configuration, new InputNotes());
  }
}
