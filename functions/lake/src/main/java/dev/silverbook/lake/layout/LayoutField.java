package dev.silverbook.lake.layout;

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

  /** A regular expression of its values as a path spells them. */
  String expression() {
    return expression;
  }
}
