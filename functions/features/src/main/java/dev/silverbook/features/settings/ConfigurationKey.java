package dev.silverbook.features.settings;

import java.util.List;
import java.util.Objects;

/**
 * One configuration key, described; what documentation, commented files and schemas are made from.
 *
 * @param section the section it belongs to; for {@code quality} also the map it is nested in
 * @param name the key as written
 * @param type {@code integer}, {@code number}, {@code boolean}, {@code text}, or one of these with
 *     {@code list of} before it
 * @param defaultValue the default as a parser would deliver it: a number, a boolean, text or a list
 *     of these
 * @param minimum the least value, of each element for a list; null when there is none
 * @param maximum the greatest value, of each element for a list; null when there is none
 * @param choices the words that are allowed besides numbers; empty when any fits
 * @param meaning one line
 */
public record ConfigurationKey(
    String section,
    String name,
    String type,
    Object defaultValue,
    Number minimum,
    Number maximum,
    List<String> choices,
    String meaning) {

  /** Checks that nothing but a bound is null. */
  public ConfigurationKey {
    Objects.requireNonNull(section, "section");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(defaultValue, "defaultValue");
    Objects.requireNonNull(meaning, "meaning");
    choices = List.copyOf(choices);
  }
}
