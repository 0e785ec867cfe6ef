package dev.silverbook.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Typed, checked access to a parsed configuration. Every complaint names key, value and remedy. */
final class ConfigurationValues {

  static final String AUTO = "auto";

  private final Map<String, ?> values;
  private final Set<String> known = new LinkedHashSet<>();

  ConfigurationValues(Map<String, ?> values) {
    this.values = values;
  }

  int integer(String key, int fallback, int least, int most) {
    Object value = take(key);
    return value == null ? fallback : integer(key, value, least, most);
  }

  double number(String key, double fallback, double least, double most) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    String expected = "a number from " + least + " to " + most;
    double number = number(key, value, expected);
    if (!(number >= least && number <= most)) {
      throw mismatch(key, value, expected);
    }
    return number;
  }

  double positiveOrAuto(String key) {
    Object value = take(key);
    if (value == null || AUTO.equals(value)) {
      return Double.NaN;
    }
    return positive(key, value, "auto, or a number above 0");
  }

  boolean flag(String key, boolean fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw mismatch(key, value, "true or false");
  }

  <T> T choice(String key, T fallback, T[] choices, Function<T, String> name) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    for (T choice : choices) {
      if (name.apply(choice).equals(value)) {
        return choice;
      }
    }
    throw mismatch(key, value, "one of " + Arrays.stream(choices).map(name).toList());
  }

  List<Integer> integers(String key, List<Integer> fallback, int least, int most) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    TreeSet<Integer> sorted = new TreeSet<>();
    for (Object element : list(key, value)) {
      sorted.add(integer(key, element, least, most));
    }
    return List.copyOf(sorted);
  }

  List<Double> numbers(String key, List<Double> fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    TreeSet<Double> sorted = new TreeSet<>();
    for (Object element : list(key, value)) {
      sorted.add(positive(key, element, "numbers above 0"));
    }
    return List.copyOf(sorted);
  }

  Set<Category> categories(String key) {
    Object value = take(key);
    if (value == null) {
      return EnumSet.allOf(Category.class);
    }
    List<Category> choices = new ArrayList<>(EnumSet.allOf(Category.class));
    choices.remove(Category.IDENTITY);
    EnumSet<Category> chosen = EnumSet.of(Category.IDENTITY);
    for (Object element : list(key, value)) {
      chosen.add(
          choices.stream()
              .filter(category -> category.key().equals(element))
              .findFirst()
              .orElseThrow(
                  () ->
                      mismatch(
                          key,
                          element,
                          "a list of " + choices.stream().map(Category::key).toList())));
    }
    return chosen;
  }

  void rejectUnknownKeys() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new ConfigurationException(
            key, "unknown configuration key '" + key + "': known keys are " + known);
      }
    }
  }

  private Object take(String key) {
    known.add(key);
    return values.get(key);
  }

  private static List<?> list(String key, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw mismatch(key, value, "a list");
  }

  private static int integer(String key, Object value, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    double number = number(key, value, expected);
    if (number != Math.rint(number) || number < least || number > most) {
      throw mismatch(key, value, expected);
    }
    return (int) number;
  }

  private static double positive(String key, Object value, String expected) {
    double number = number(key, value, expected);
    if (!(number > 0 && number <= Double.MAX_VALUE)) {
      throw mismatch(key, value, expected);
    }
    return number;
  }

  private static double number(String key, Object value, String expected) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw mismatch(key, value, expected);
  }

  private static ConfigurationException mismatch(String key, Object value, String expected) {
    return new ConfigurationException(
        key, "configuration key '" + key + "' is " + value + ", expected " + expected);
  }
}
