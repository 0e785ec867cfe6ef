package dev.silverbook.features.settings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A group of keys that belong together, and the record that holds their values.
 *
 * @param <S> that record
 */
public final class Section<S> {

  private final String name;
  private final Function<Map<String, ?>, S> reader;
  private final List<Setting<S, ?>> settings;

  Section(String name, Function<Map<String, ?>, S> reader, List<Setting<S, ?>> settings) {
    this.name = name;
    this.reader = reader;
    this.settings = List.copyOf(settings);
  }

  /**
   * Reads this section's keys; a key that is missing takes its default, other keys are not looked
   * at.
   *
   * @throws dev.silverbook.features.ConfigurationException for a value that does not fit
   */
  public S read(Map<String, ?> values) {
    return reader.apply(values);
  }

  /** Puts every key of this section with its value, as {@link #read} understands it. */
  public void write(S section, Map<String, Object> into) {
    for (Setting<S, ?> setting : settings) {
      setting.write(section, into);
    }
  }

  /** Every key, described, in documented order. */
  public List<ConfigurationKey> keys() {
    return settings.stream().map(setting -> setting.describe(name)).toList();
  }
}
