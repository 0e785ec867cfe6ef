package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expected columns by name, each with one value per row: null, {@link Quantity}, {@link Long} or
 * {@link String}.
 */
final class ReferenceTable {

  /** Stands for a raw side of the book, passed on untouched. */
  static final String AS_READ = "as read";

  private final int rows;
  private final Map<String, Object[]> columns = new LinkedHashMap<>();
  private final List<List<String>> groups = new ArrayList<>();

  ReferenceTable(int rows) {
    this.rows = rows;
  }

  /**
   * Declares columns that stand in one line of the definitions. Lines have an order; how the
   * columns of one line interleave over levels and windows is not defined.
   */
  void declare(List<String> names) {
    groups.add(List.copyOf(names));
    for (String name : names) {
      if (columns.put(name, new Object[rows]) != null) {
        throw new IllegalStateException("column declared twice: " + name);
      }
    }
  }

  void set(String name, int row, Object value) {
    column(name)[row] = value;
  }

  Object[] column(String name) {
    Object[] column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException("no such column: " + name);
    }
    return column;
  }

  Object get(String name, int row) {
    return column(name)[row];
  }

  /** The double at a place, or null. */
  Double number(String name, int row) {
    return get(name, row) instanceof Quantity quantity ? Double.valueOf(quantity.value()) : null;
  }

  /** The doubles of a column; null stays null. */
  List<Double> numbers(String name) {
    return Arrays.stream(column(name))
        .map(value -> value instanceof Quantity quantity ? Double.valueOf(quantity.value()) : null)
        .toList();
  }

  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** Names by line of the definitions, in order. */
  List<List<String>> groups() {
    return groups;
  }

  int rows() {
    return rows;
  }
}
