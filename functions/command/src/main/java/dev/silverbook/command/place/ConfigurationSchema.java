package dev.silverbook.command.place;

import dev.silverbook.features.settings.AllowedValues;
import dev.silverbook.features.settings.ConfigurationKey;
import dev.silverbook.pipeline.LakeConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration file may hold, as a JSON Schema, for editors and checks. */
public final class ConfigurationSchema {

  private static final String LIST = "list of ";

  private ConfigurationSchema() {}

  /** The schema of all keys, as maps and lists. What depends on several keys it cannot say. */
  public static Map<String, Object> document() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (ConfigurationKey key : LakeConfiguration.keys()) {
      if (LakeConfiguration.isNested(key.section())) {
        nested(properties, key.section()).put(key.name(), value(key));
      } else {
        properties.put(key.name(), value(key));
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Configuration of Silverbook");
    schema.putAll(object(properties));
    return schema;
  }

  @SuppressWarnings("unchecked") // put there as what it is taken for
  private static Map<String, Object> nested(Map<String, Object> properties, String section) {
    Map<String, Object> object =
        (Map<String, Object>)
            properties.computeIfAbsent(section, name -> object(new LinkedHashMap<>()));
    return (Map<String, Object>) object.get("properties");
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("additionalProperties", false);
    return object;
  }

  private static Map<String, Object> value(ConfigurationKey key) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", key.meaning());
    if (key.type().startsWith(LIST)) {
      schema.put("type", "array");
      schema.put("items", element(key.type().substring(LIST.length()), key.allowed()));
    } else {
      schema.putAll(element(key.type(), key.allowed()));
    }
    if (key.defaultValue() == null) {
      schema.put("examples", List.of(key.example()));
    } else {
      schema.put("default", key.defaultValue());
    }
    return schema;
  }

  private static Map<String, Object> element(String type, AllowedValues allowed) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type.equals("text")) {
      schema.put("type", "string");
      if (!allowed.choices().isEmpty()) {
        schema.put("enum", allowed.choices());
      } else if (allowed.pattern() == null) {
        schema.put("minLength", 1);
      } else {
        schema.put("pattern", "^" + allowed.pattern() + "$");
      }
      return schema;
    }
    schema.put("type", type);
    if (allowed.minimum() != null) {
      schema.put(allowed.above() ? "exclusiveMinimum" : "minimum", allowed.minimum());
    }
    if (allowed.maximum() != null) {
      schema.put("maximum", allowed.maximum());
    }
    return allowed.choices().isEmpty()
        ? schema
        : Map.of("anyOf", List.of(schema, Map.of("enum", allowed.choices())));
  }
}
