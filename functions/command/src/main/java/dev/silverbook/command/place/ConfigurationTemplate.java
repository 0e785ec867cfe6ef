package dev.silverbook.command.place;

import dev.silverbook.features.settings.AllowedValues;
import dev.silverbook.features.settings.ConfigurationKey;
import dev.silverbook.pipeline.LakeConfiguration;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that says what is the case anyway, to begin one's own with. */
public final class ConfigurationTemplate {

  private ConfigurationTemplate() {}

  /** YAML with every key, its meaning and its default; keys without a default are commented out. */
  public static String yaml() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration of Silverbook: every key with its default. Delete what you do not change: a key
            # that is left out has its default.
            """);
    String section = "";
    boolean announced = false;
    for (ConfigurationKey key : LakeConfiguration.keys()) {
      boolean detected = key.defaultValue() == null;
      boolean nested = LakeConfiguration.isNested(key.section());
      if (!key.section().equals(section)) {
        section = key.section();
        text.append('\n');
        if (detected && !announced) {
          text.append("# What follows is detected, unless a line is taken out of its comment.\n\n");
          announced = true;
        }
        if (nested) {
          text.append(detected ? "# " : "").append(section).append(":\n");
        }
      }
      String indent = nested ? "  " : "";
      if (detected) {
        text.append("# ").append(indent).append(key.name()).append(": ");
        text.append(yaml(key.example())).append("  # ").append(key.meaning()).append('\n');
      } else {
        text.append(indent).append("# ").append(key.meaning()).append(allowed(key)).append('\n');
        text.append(indent).append(key.name()).append(": ").append(yaml(key.example()));
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** What may stand there, where the meaning does not say it. */
  private static String allowed(ConfigurationKey key) {
    AllowedValues allowed = key.allowed();
    if (key.type().equals("boolean")) {
      return "";
    }
    if (!allowed.choices().isEmpty() && !key.type().equals("number")) {
      return " (" + String.join(", ", allowed.choices()) + ")";
    }
    if (allowed.minimum() == null) {
      return "";
    }
    String numbers =
        allowed.above()
            ? "above " + allowed.minimum()
            : allowed.minimum() + " to " + allowed.maximum();
    return allowed.choices().isEmpty()
        ? " (" + numbers + ")"
        : " (" + numbers + ", or " + String.join(", ", allowed.choices()) + ")";
  }

  private static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(ConfigurationTemplate::yaml)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String text = String.valueOf(value);
    return value instanceof String && !text.matches("[A-Za-z0-9_/]+") ? "'" + text + "'" : text;
  }
}
