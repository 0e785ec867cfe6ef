package dev.silverbook.lake.layout;

import java.time.LocalDate;

/** What a path says about a partition. */
public enum LayoutField {
  /** The exchange's name. */
  EXCHANGE("exchange", "[^/]+"),
  /** The symbol's name. */
  SYMBOL("symbol", "[^/]+"),
  /** Four digits. */
  YEAR("year", "[0-9]{4}"),
  /** One or two digits. */
  MONTH("month", "[0-9]{1,2}"),
  /** One or two digits. */
  DAY("day", "[0-9]{1,2}"),
  /** A whole day: {@code 2025-03-05} or {@code 20250305}. */
  DATE("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}");

  private final String text;
  private final String expression;

  LayoutField(String text, String expression) {
    this.text = text;
    this.expression = expression;
  }

  /** As in a pattern, without braces. */
  public String text() {
    return text;
  }

  /**
   * Whether a directory's value is of that day, padded or not.
   *
   * @param column {@code year} or {@code month}
   */
  public static boolean isOf(LocalDate day, String column, String value) {
    String unpadded = value.startsWith("0") ? value.substring(1) : value;
    return (column.equals(YEAR.text) && unpadded.equals(Integer.toString(day.getYear())))
        || (column.equals(MONTH.text) && unpadded.equals(Integer.toString(day.getMonthValue())));
  }

  /** A regular expression of its values as a path spells them. */
  String expression() {
    return expression;
  }
}
