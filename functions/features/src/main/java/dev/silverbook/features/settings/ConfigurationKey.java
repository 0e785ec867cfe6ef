package dev.silverbook.features.settings;

import java.util.Objects;

/**
 * One configuration key, described; what documentation, commented files and schemas are made from.
 *
 * @param section the section it belongs to; for {@code quality}, {@code columns} and {@code sides}
 *     also the map it is nested in
 * @param name the key as written
 * @param type {@code integer}, {@code number}, {@code boolean}, {@code text}, or one of these with
 *     {@code list of} before it
 * @param defaultValue the default as a parser would deliver it: a number, a boolean, text or a list
 *     of these; null when what is not said is detected
 * @param allowed which values of that type
 * @param meaning one line
 * @param example a value, as a parser would deliver it; the default, where there is one
 */
public record ConfigurationKey(
    String section,
    String name,
    String type,
    Object defaultValue,
    AllowedValues allowed,
    String meaning,
    Object example) {

  /** Checks that nothing but the default is null. */
  public ConfigurationKey {
    Objects.requireNonNull(section, "section");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(allowed, "allowed");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(example, "example");
  }

  /** A key that has a default. */
  public static ConfigurationKey withDefault(
      String section,
      String name,
      String type,
      Object defaultValue,
      AllowedValues allowed,
      String meaning) {
    Objects.requireNonNull(defaultValue, "defaultValue");
    return new ConfigurationKey(section, name, type, defaultValue, allowed, meaning, defaultValue);
  }

  /** A key without: what it says is detected otherwise. */
  public static ConfigurationKey detected(
      String section,
      String name,
      String type,
      AllowedValues allowed,
      String meaning,
      Object example) {
    return new ConfigurationKey(section, name, type, null, allowed, meaning, example);
  }
}
