package dev.silverbook.features.settings;

import java.util.Map;
import java.util.function.Function;

/**
 * One key's declaration.
 *
 * @param <S> the section's record
 * @param <T> the value's type
 * @param name the key as written
 * @param kind how a value is read and written, with its bounds
 * @param fallback the default
 * @param accessor the value within the section
 * @param meaning one line
 */
record Setting<S, T>(
    String name, ValueKind<T> kind, T fallback, Function<S, T> accessor, String meaning) {

  /** The value in {@code values}, else the default. */
  T read(Map<String, ?> values) {
    Object value = values.get(name);
    return value == null ? fallback : kind.read(name, value);
  }

  /** Puts the section's value as a parser would deliver it. */
  void write(S section, Map<String, Object> into) {
    into.put(name, kind.plain(accessor.apply(section)));
  }

  ConfigurationKey describe(String section) {
    return ConfigurationKey.withDefault(
        section, name, kind.type(), kind.plain(fallback), kind.allowed(), meaning);
  }
}
