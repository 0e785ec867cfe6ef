package dev.silverbook.lake.layout;

import dev.silverbook.lake.HivePath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One level of a layout: what a directory's or file's name looks like there.
 *
 * @param pattern as written: {@code exchange={exchange}}; {@code {*}} stands for anything
 * @param fields what a name says, from left to right
 * @param expression the same as a regular expression, one group a field
 */
public record LayoutLevel(String pattern, List<LayoutField> fields, Pattern expression) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** Copies the list. */
  public LayoutLevel {
    fields = List.copyOf(fields);
  }

  /**
   * A level as people write it.
   *
   * @throws IllegalArgumentException when it names an unknown field, or cannot be told apart
   */
  static LayoutLevel of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("it has an empty level; write one / between two levels");
    }
    StringBuilder expression = new StringBuilder();
    List<LayoutField> fields = new ArrayList<>();
    Matcher placeholders = PLACEHOLDER.matcher(text);
    int position = 0;
    while (placeholders.find()) {
      if (placeholders.start() == position && position > 0) {
        throw new IllegalArgumentException(
            "'" + text + "' has two fields with nothing between them, which cannot be told apart");
      }
      expression.append(literal(text, position, placeholders.start()));
      if (placeholders.group(1).equals("*")) {
        expression.append("[^/]+");
      } else {
        LayoutField field = field(placeholders.group(1));
        fields.add(field);
        expression.append('(').append(field.expression()).append(')');
      }
      position = placeholders.end();
    }
    expression.append(literal(text, position, text.length()));
    return new LayoutLevel(text, fields, Pattern.compile(expression.toString()));
  }

  private static String literal(String text, int from, int to) {
    String literal = text.substring(from, to);
    if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has a brace without its partner; write fields as {exchange}");
    }
    return literal.isEmpty() ? "" : Pattern.quote(literal);
  }

  private static LayoutField field(String name) {
    for (LayoutField field : LayoutField.values()) {
      if (field.text().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "there is no field {"
            + name
            + "}; use {exchange}, {symbol}, and {date} or {year}, {month} and {day};"
            + " {*} stands for anything");
  }

  /**
   * What a name says here, decoded; months and days in two digits, dates as {@code 2025-03-05}.
   *
   * @return empty when the name does not fit, is hidden, or holds Hive's null
   */
  public Optional<Map<LayoutField, String>> match(String name) {
    Matcher matcher = expression.matcher(name);
    if (HivePath.ignored(name) || name.contains(HivePath.NULL_PARTITION) || !matcher.matches()) {
      return Optional.empty();
    }
    Map<LayoutField, String> values = new EnumMap<>(LayoutField.class);
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i), normal(fields.get(i), matcher.group(i + 1)));
    }
    return Optional.of(values);
  }

  private static String normal(LayoutField field, String spelled) {
    return switch (field) {
      case EXCHANGE, SYMBOL -> HivePath.decode(spelled);
      case YEAR -> spelled;
      case MONTH, DAY -> spelled.length() == 1 ? "0" + spelled : spelled;
      case DATE ->
          spelled.length() == 8
              ? spelled.substring(0, 4) + "-" + spelled.substring(4, 6) + "-" + spelled.substring(6)
              : spelled;
    };
  }

  /** For people: {@code exchange=…}. */
  public String expected() {
    return PLACEHOLDER.matcher(pattern).replaceAll("…");
  }
}
