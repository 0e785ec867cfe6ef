package dev.silverbook.features.settings;

import java.util.List;

/**
 * Which values a key may have; of a list, which elements.
 *
 * @param minimum the least number; null when there is none
 * @param above whether the least number itself is too little
 * @param maximum the greatest number; null when there is none
 * @param choices the words that are allowed, of a number besides numbers; empty when any text fits
 * @param pattern what a text must match as a whole, a regular expression; null when any fits
 */
public record AllowedValues(
    Number minimum, boolean above, Number maximum, List<String> choices, String pattern) {

  /** Whatever is of the type. */
  public static final AllowedValues ANY = new AllowedValues(null, false, null, List.of(), null);

  /** Numbers above 0. */
  public static final AllowedValues POSITIVE = new AllowedValues(0, true, null, List.of(), null);

  /** Copies. */
  public AllowedValues {
    choices = List.copyOf(choices);
  }

  /** Numbers within bounds, the bounds included. */
  public static AllowedValues between(Number least, Number most) {
    return new AllowedValues(least, false, most, List.of(), null);
  }

  /** Some words alone. */
  public static AllowedValues oneOf(List<String> words) {
    return new AllowedValues(null, false, null, words, null);
  }
}
