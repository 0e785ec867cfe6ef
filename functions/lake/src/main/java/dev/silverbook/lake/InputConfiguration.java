package dev.silverbook.lake;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.Spelling;
import dev.silverbook.features.settings.AllowedValues;
import dev.silverbook.features.settings.ConfigurationKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What people say about their input; whatever they leave out is detected.
 *
 * @param columns the column of a role, exactly as the files spell it
 * @param unit of integer and floating point times
 * @param buy further spellings of a buyer as the aggressor, in lower case
 * @param sell further spellings of a seller as the aggressor, in lower case
 * @param maker whether the side column names the maker instead of the aggressor
 * @param priceScale what an integer price is multiplied by
 * @param sizeScale what an integer amount is multiplied by
 * @param levels the columns of a flat book
 */
public record InputConfiguration(
    Map<ColumnRole, String> columns,
    Optional<TimeUnitName> unit,
    List<String> buy,
    List<String> sell,
    boolean maker,
    Optional<Double> priceScale,
    Optional<Double> sizeScale,
    Optional<LevelsTemplate> levels) {

  /** The keys that {@link #fromMap} reads, in documented order. */
  public static final List<String> KEYS =
      List.of("columns", "unit", "sides", "price_scale", "size_scale", "levels");

  private static final List<String> ROLES =
      Stream.of(ColumnRole.values()).map(ColumnRole::key).toList();

  private static final InputConfiguration DEFAULTS =
      new InputConfiguration(
          Map.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The unit of a number that is a time. */
  public enum TimeUnitName {
    /** Seconds. */
    S,
    /** Milliseconds. */
    MS,
    /** Microseconds. */
    US,
    /** Nanoseconds. */
    NS;

    /** The value of {@code unit} in a configuration. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies. */
  public InputConfiguration {
    columns = Map.copyOf(columns);
    buy = List.copyOf(buy);
    sell = List.copyOf(sell);
  }

  /** Every key, described, in documented order; those of columns and sides are nested in maps. */
  public static List<ConfigurationKey> keys() {
    List<ConfigurationKey> keys = new ArrayList<>();
    for (ColumnRole role : ColumnRole.values()) {
      keys.add(
          ConfigurationKey.detected(
              "columns",
              role.key(),
              "text",
              AllowedValues.ANY,
              role.meaning() + ", as the files spell the column",
              role.names().get(0)));
    }
    keys.add(
        ConfigurationKey.detected(
            "input",
            "unit",
            "text",
            AllowedValues.oneOf(Stream.of(TimeUnitName.values()).map(TimeUnitName::key).toList()),
            "unit of times that are numbers",
            TimeUnitName.MS.key()));
    keys.add(words("buy", "spellings of a buyer as the aggressor, besides the known ones", "k"));
    keys.add(words("sell", "the same of a seller", "v"));
    keys.add(
        ConfigurationKey.detected(
            "sides",
            "maker",
            "boolean",
            AllowedValues.ANY,
            "whether the side column names the maker instead of the aggressor",
            true));
    keys.add(scale("price_scale", "what integer prices are multiplied by"));
    keys.add(scale("size_scale", "what integer sizes and amounts are multiplied by"));
    return List.copyOf(keys);
  }

  private static ConfigurationKey words(String name, String meaning, String example) {
    return ConfigurationKey.detected(
        "sides", name, "list of text", AllowedValues.ANY, meaning, List.of(example));
  }

  private static ConfigurationKey scale(String name, String meaning) {
    return ConfigurationKey.detected(
        "input", name, "number", AllowedValues.POSITIVE, meaning, 0.001);
  }

  /** Everything detected. */
  public static InputConfiguration defaults() {
    return DEFAULTS;
  }

  /** The same for the sides of a book, of which nobody is the maker. */
  public InputConfiguration ofBooks() {
    return new InputConfiguration(columns, unit, buy, sell, false, priceScale, sizeScale, levels);
  }

  /**
   * Reads what a YAML or JSON parser delivers; other keys than {@link #KEYS} are not looked at.
   *
   * @throws ConfigurationException for an unknown role or side key, or a value that does not fit
   */
  public static InputConfiguration fromMap(Map<String, ?> values) {
    Map<?, ?> sides = section(values, "sides");
    sides.keySet().forEach(key -> requireKnown("sides", key, List.of("buy", "sell", "maker")));
    Object maker = sides.containsKey("maker") ? sides.get("maker") : false;
    require(maker instanceof Boolean, "sides.maker", maker);
    return new InputConfiguration(
        columns(section(values, "columns")),
        unit(values.get("unit")),
        words("sides.buy", sides.get("buy")),
        words("sides.sell", sides.get("sell")),
        (Boolean) maker,
        scale("price_scale", values.get("price_scale")),
        scale("size_scale", values.get("size_scale")),
        Optional.ofNullable(values.get("levels")).map(LevelsTemplate::fromMap));
  }

  private static Map<?, ?> section(Map<String, ?> values, String key) {
    Object value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    require(value instanceof Map, key, value);
    return (Map<?, ?>) value;
  }

  private static Map<ColumnRole, String> columns(Map<?, ?> section) {
    Map<ColumnRole, String> columns = new EnumMap<>(ColumnRole.class);
    section.forEach(
        (key, column) -> {
          requireKnown("columns", key, ROLES);
          ColumnRole role = null;
          for (ColumnRole one : ColumnRole.values()) {
            role = one.key().equals(key) ? one : role;
          }
          require(column instanceof String text && !text.isEmpty(), "columns." + key, column);
          columns.put(role, (String) column);
        });
    return columns;
  }

  private static Optional<TimeUnitName> unit(Object value) {
    if (value == null) {
      return Optional.empty();
    }
    for (TimeUnitName unit : TimeUnitName.values()) {
      if (unit.key().equals(value)) {
        return Optional.of(unit);
      }
    }
    throw unfit("unit", value);
  }

  private static List<String> words(String key, Object value) {
    if (value == null) {
      return List.of();
    }
    require(value instanceof List, key, value);
    return ((List<?>) value)
        .stream().map(word -> String.valueOf(word).trim().toLowerCase(Locale.ROOT)).toList();
  }

  private static Optional<Double> scale(String key, Object value) {
    if (value == null) {
      return Optional.empty();
    }
    require(value instanceof Number, key, value);
    double scale = ((Number) value).doubleValue();
    require(scale > 0 && scale < Double.POSITIVE_INFINITY, key, value);
    return Optional.of(scale);
  }

  private static void requireKnown(String section, Object key, List<String> known) {
    if (!known.contains(key)) {
      throw new ConfigurationException(
          section,
          "unknown configuration key '"
              + section
              + "."
              + key
              + "': "
              + Spelling.closest(String.valueOf(key), known)
                  .map(closest -> "did you mean '" + section + "." + closest + "'? ")
                  .orElse("")
              + "known keys are "
              + known);
    }
  }

  private static void require(boolean fits, String key, Object value) {
    if (!fits) {
      throw unfit(key, value);
    }
  }

  private static ConfigurationException unfit(String key, Object value) {
    String expected =
        switch (key) {
          case "unit" -> "s, ms, us or ns";
          case "price_scale", "size_scale" -> "a positive number, for example 1e-9";
          case "sides" -> "a map of buy, sell and maker";
          case "sides.buy", "sides.sell" -> "a list of spellings";
          case "sides.maker" -> "true or false";
          case "columns" -> "a map of " + String.join(", ", ROLES);
          default -> "the name of a column";
        };
    return new ConfigurationException(key, key + " is '" + value + "', expected " + expected);
  }

  /** What is set, in documented order; what {@link #fromMap} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!columns.isEmpty()) {
      Map<String, Object> names = new LinkedHashMap<>();
      for (ColumnRole role : ColumnRole.values()) {
        if (columns.containsKey(role)) {
          names.put(role.key(), columns.get(role));
        }
      }
      map.put("columns", names);
    }
    unit.ifPresent(one -> map.put("unit", one.key()));
    Map<String, Object> sides = new LinkedHashMap<>();
    if (!buy.isEmpty()) {
      sides.put("buy", buy);
    }
    if (!sell.isEmpty()) {
      sides.put("sell", sell);
    }
    if (maker) {
      sides.put("maker", true);
    }
    if (!sides.isEmpty()) {
      map.put("sides", sides);
    }
    priceScale.ifPresent(scale -> map.put("price_scale", scale));
    sizeScale.ifPresent(scale -> map.put("size_scale", scale));
    levels.ifPresent(template -> map.put("levels", template.toMap()));
    return map;
  }

  /** What is set as one line of JSON; <code>{}</code> when everything is detected. */
  public String toJson() {
    return json(toMap());
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      map.forEach((key, member) -> members.add(json(key) + ":" + json(member)));
      return members.toString();
    }
    if (value instanceof List<?> list) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      list.forEach(element -> elements.add(json(element)));
      return elements.toString();
    }
    if (!(value instanceof String text)) {
      return String.valueOf(value);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
