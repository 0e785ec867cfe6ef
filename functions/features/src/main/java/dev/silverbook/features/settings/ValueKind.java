package dev.silverbook.features.settings;

import dev.silverbook.features.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How a value is checked, read and written. Every complaint names key, value and what was expected.
 *
 * @param <T> the value's type
 */
sealed interface ValueKind<T> {

  /** The value as a parser delivers it, checked. */
  T read(String key, Object value);

  /** The value as a parser would deliver it. */
  Object plain(T value);

  /** The kind in words, as in {@link ConfigurationKey#type()}. */
  String type();

  /** Which values {@link #read} takes. */
  default AllowedValues allowed() {
    return AllowedValues.ANY;
  }

  /** A number without a fraction it does not have. */
  static Number number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }

  /** The complaint. */
  static ConfigurationException mismatch(String key, Object value, String expected) {
    return new ConfigurationException(
        key, "configuration key '" + key + "' is " + value + ", expected " + expected);
  }

  private static double toDouble(String key, Object value, String expected) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw mismatch(key, value, expected);
  }

  /** A whole number within bounds. */
  record WholeNumber(int least, int most) implements ValueKind<Integer> {

    @Override
    public Integer read(String key, Object value) {
      String expected = "a whole number from " + least + " to " + most;
      double number = toDouble(key, value, expected);
      if (number != Math.rint(number) || number < least || number > most) {
        throw mismatch(key, value, expected);
      }
      return (int) number;
    }

    @Override
    public Object plain(Integer value) {
      return value;
    }

    @Override
    public String type() {
      return "integer";
    }

    @Override
    public AllowedValues allowed() {
      return AllowedValues.between(least, most);
    }
  }

  /** A number within bounds. */
  record Decimal(double least, double most) implements ValueKind<Double> {

    @Override
    public Double read(String key, Object value) {
      String expected = "a number from " + least + " to " + most;
      double number = toDouble(key, value, expected);
      if (!(number >= least && number <= most)) {
        throw mismatch(key, value, expected);
      }
      return number;
    }

    @Override
    public Object plain(Double value) {
      return number(value);
    }

    @Override
    public String type() {
      return "number";
    }

    @Override
    public AllowedValues allowed() {
      return AllowedValues.between(number(least), number(most));
    }
  }

  /**
   * A finite number above 0, or a word that stands for NaN.
   *
   * @param word null when there is none
   */
  record Positive(String word, String expected) implements ValueKind<Double> {

    @Override
    public Double read(String key, Object value) {
      if (word != null && word.equals(value)) {
        return Double.NaN;
      }
      double number = toDouble(key, value, expected);
      if (!(number > 0 && number <= Double.MAX_VALUE)) {
        throw mismatch(key, value, expected);
      }
      return number;
    }

    @Override
    public Object plain(Double value) {
      return value.isNaN() ? word : number(value);
    }

    @Override
    public String type() {
      return "number";
    }

    @Override
    public AllowedValues allowed() {
      return new AllowedValues(0, true, null, word == null ? List.of() : List.of(word), null);
    }
  }

  /** True or false. */
  record Flag() implements ValueKind<Boolean> {

    @Override
    public Boolean read(String key, Object value) {
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw mismatch(key, value, "true or false");
    }

    @Override
    public Object plain(Boolean value) {
      return value;
    }

    @Override
    public String type() {
      return "boolean";
    }
  }

  /** One of a few words. */
  record Choice<T>(List<T> values, Function<T, String> word) implements ValueKind<T> {

    @Override
    public T read(String key, Object value) {
      for (T choice : values) {
        if (word.apply(choice).equals(value)) {
          return choice;
        }
      }
      throw mismatch(key, value, "one of " + words());
    }

    @Override
    public Object plain(T value) {
      return word.apply(value);
    }

    @Override
    public String type() {
      return "text";
    }

    @Override
    public AllowedValues allowed() {
      return AllowedValues.oneOf(words());
    }

    private List<String> words() {
      return values.stream().map(word).toList();
    }
  }

  /** A kind of bars, as {@link BarKind#parse} reads it. */
  record BarText() implements ValueKind<BarKind> {

    @Override
    public BarKind read(String key, Object value) {
      return BarKind.parse(String.valueOf(value))
          .orElseThrow(
              () -> mismatch(key, value, "a list of texts like 60s, 500trades, 25base, 1000quote"));
    }

    @Override
    public AllowedValues allowed() {
      return new AllowedValues(null, false, null, List.of(), BarKind.PATTERN);
    }

    @Override
    public Object plain(BarKind value) {
      return value.name();
    }

    @Override
    public String type() {
      return "text";
    }
  }

  /** A list without repetition, ascending or as written. */
  record ListOf<T>(ValueKind<T> element, boolean ascending) implements ValueKind<List<T>> {

    @Override
    public List<T> read(String key, Object value) {
      if (!(value instanceof List<?> list)) {
        throw mismatch(key, value, "a list");
      }
      Collection<T> elements = ascending ? new TreeSet<>() : new LinkedHashSet<>();
      for (Object entry : list) {
        elements.add(element.read(key, entry));
      }
      return List.copyOf(elements);
    }

    @Override
    public Object plain(List<T> value) {
      List<Object> plain = new ArrayList<>(value.size());
      value.forEach(entry -> plain.add(element.plain(entry)));
      return List.copyOf(plain);
    }

    @Override
    public String type() {
      return "list of " + element.type();
    }

    @Override
    public AllowedValues allowed() {
      return element.allowed();
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  static ValueKind<Integer> whole(int least, int most) {
    return new WholeNumber(least, most);
  }

  /** An ascending list of whole numbers. */
  static ValueKind<List<Integer>> wholes(int least, int most) {
    return new ListOf<>(whole(least, most), true);
  }

  /** A number from {@code least} to {@code most}. */
  static ValueKind<Double> decimal(double least, double most) {
    return new Decimal(least, most);
  }

  /** An ascending list of numbers above 0. */
  static ValueKind<List<Double>> positives() {
    return new ListOf<>(new Positive(null, "numbers above 0"), true);
  }

  /** One of {@code values}. */
  static <T> ValueKind<T> choice(T[] values, Function<T, String> word) {
    return new Choice<>(Arrays.asList(values), word);
  }

  /** An ascending list of some of {@code values}. */
  static <T> ValueKind<List<T>> choices(List<T> values, Function<T, String> word) {
    return new ListOf<>(new Choice<>(values, word), true);
  }
}
