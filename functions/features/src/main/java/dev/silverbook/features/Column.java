package dev.silverbook.features;

import java.util.List;
import java.util.Objects;

/**
 * One output column, as its feature group declares it. Schema, data dictionary and null rules all
 * follow from this record.
 *
 * @param name name in the file
 * @param type what it holds
 * @param category the group that {@code categories} switches
 * @param unit unit, for example {@code quote}, {@code base}, {@code bp}, {@code 1}
 * @param definition the definition, one line
 * @param source the paper it comes from; empty when there is none
 * @param needsTrades null in every row when the partition has no trades
 * @param knownLive false when the value uses what is known only after the day
 * @param labels the values of a {@link ColumnType#LABEL}, in code order; empty otherwise
 */
public record Column(
    String name,
    ColumnType type,
    Category category,
    String unit,
    String definition,
    String source,
    boolean needsTrades,
    boolean knownLive,
    List<String> labels) {

  /** Checks that nothing is null. */
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(source, "source");
    labels = List.copyOf(labels);
  }

  /** A double column without a source that needs no trades. */
  public static Column number(String name, Category category, String unit, String definition) {
    return new Column(
        name, ColumnType.DOUBLE, category, unit, definition, "", false, true, List.of());
  }

  /** This column with another definition. */
  public Column describedAs(String text) {
    return new Column(name, type, category, unit, text, source, needsTrades, knownLive, labels);
  }

  /** This column, from that paper. */
  public Column from(String paper) {
    return new Column(
        name, type, category, unit, definition, paper, needsTrades, knownLive, labels);
  }

  /** This column, null when there are no trades. */
  public Column withTrades() {
    return new Column(name, type, category, unit, definition, source, true, knownLive, labels);
  }

  /** This column in single precision. */
  Column asFloat() {
    return new Column(
        name, ColumnType.FLOAT, category, unit, definition, source, needsTrades, knownLive, labels);
  }

  /** This column as a 64-bit integer. */
  public Column asInteger() {
    return new Column(
        name, ColumnType.INT64, category, unit, definition, source, needsTrades, knownLive, labels);
  }

  /** This column, flagged as not known live. */
  public Column notKnownLive() {
    return new Column(name, type, category, unit, definition, source, needsTrades, false, labels);
  }

  /** This column as one of {@code values}. */
  public Column asLabel(List<String> values) {
    return new Column(
        name, ColumnType.LABEL, category, unit, definition, source, needsTrades, knownLive, values);
  }
}
