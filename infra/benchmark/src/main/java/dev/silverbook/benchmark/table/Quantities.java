package dev.silverbook.benchmark.table;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rows of one column about the same measurements.
 *
 * @param table receives them
 * @param column of the table
 * @param prefix of the rows' keys
 * @param measured at least one measurement
 */
public record Quantities<T>(ResultTable table, String column, String prefix, List<T> measured) {

  /**
   * Adds a row.
   *
   * @param key for machines, without the prefix
   * @param label with the unit
   * @param goal empty when there is none
   * @param decimals that are shown
   */
  public void add(
      String key, String label, String goal, int decimals, ToDoubleFunction<T> quantity) {
    table.put(column, prefix + key, label, goal, Samples.of(measured, quantity), decimals);
  }
}
