package dev.silverbook.features.reference;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.EngineCounts;
import java.util.ArrayList;
import java.util.List;

/** Every column of every row of a scenario, engine against reference. */
final class Comparison {

  private final Scenario scenario;
  private final ReferenceTable expected;
  private final EngineRun actual;
  private final List<String> differences = new ArrayList<>();
  private long values;
  private long noise;

  private Comparison(Scenario scenario, EngineRun actual) {
    this.scenario = scenario;
    this.expected = Reference.compute(scenario);
    this.actual = actual;
  }

  static Comparison of(Scenario scenario) {
    return between(scenario, scenario);
  }

  /** The reference sees one scenario and the engine another, to see the comparison fail. */
  static Comparison between(Scenario scenario, Scenario engineScenario) {
    Comparison comparison = new Comparison(scenario, EngineRun.of(engineScenario));
    comparison.compareNames();
    if (comparison.differences.isEmpty()) {
      comparison.compareValues(0);
      comparison.compareCounts();
    }
    return comparison;
  }

  /**
   * The last rows of a long run.
   *
   * @param tail the run's last snapshots and trades, as many as {@code actual} remembers rows
   * @param firstRow rows before it lack a part of their windows and are not compared
   */
  static Comparison ofTail(Scenario tail, EngineRun actual, int firstRow) {
    Comparison comparison = new Comparison(tail, actual);
    comparison.compareNames();
    if (comparison.differences.isEmpty()) {
      comparison.compareValues(firstRow);
    }
    return comparison;
  }

  /** Human-readable; empty when all agrees. */
  List<String> differences() {
    return differences;
  }

  /** Values that are not null. */
  long values() {
    return values;
  }

  /** Values that rounding alone decides, which are not compared. */
  long noise() {
    return noise;
  }

  private void compareNames() {
    List<String> names = actual.schema().names();
    int from = 0;
    for (List<String> group : expected.groups()) {
      int to = Math.min(from + group.size(), names.size());
      List<String> found = names.subList(from, to);
      if (!found.stream().sorted().toList().equals(group.stream().sorted().toList())) {
        differences.add(scenario.name() + ": expected columns " + group + ", found " + found);
        return;
      }
      from = to;
    }
    if (from < names.size()) {
      differences.add(
          scenario.name() + ": columns nobody defined: " + names.subList(from, names.size()));
    }
    for (Column column : actual.schema().columns()) {
      if (column.type() != type(column)) {
        differences.add(scenario.name() + ": " + column.name() + " is " + column.type());
      }
    }
  }

  private static ColumnType type(Column column) {
    return switch (column.name()) {
      case "capture_ts" -> ColumnType.TIMESTAMP_MICROS;
      case "timestamp", "nonce" -> ColumnType.INT64;
      case "book_state", "spread_regime" -> ColumnType.LABEL;
      case "bids", "asks" -> ColumnType.LEVELS;
      default ->
          column.category() == Category.DYNAMIC && column.name().startsWith("trade_count_")
              ? ColumnType.INT64
              : ColumnType.DOUBLE;
    };
  }

  private void compareValues(int firstRow) {
    List<String> names = actual.schema().names();
    for (int row = firstRow; row < expected.rows(); row++) {
      for (int i = 0; i < names.size(); i++) {
        Object want = expected.get(names.get(i), row);
        Object got = actual.rows().get(row).get(i);
        values += want == null ? 0 : 1;
        noise += want instanceof Quantity quantity && quantity.isNoise() ? 1 : 0;
        // A tail's history began earlier.
        boolean comparable = firstRow == 0 || !names.get(i).equals("history_seconds");
        if (comparable && !agrees(want, got)) {
          differences.add(
              scenario.name()
                  + ", row "
                  + row
                  + " of "
                  + expected.rows()
                  + ", "
                  + names.get(i)
                  + ": expected "
                  + want
                  + ", found "
                  + got);
        }
      }
    }
  }

  private void compareCounts() {
    EngineCounts counts = ReferenceCounts.of(scenario);
    if (!counts.equals(actual.counts())) {
      differences.add(scenario.name() + ": expected " + counts + ", found " + actual.counts());
    }
  }

  static boolean agrees(Object want, Object got) {
    if (want instanceof Quantity quantity) {
      return got instanceof Double number
          ? Double.isFinite(number) && Math.abs(number - quantity.value()) <= quantity.tolerance()
          : got == null && quantity.mayBeNull();
    }
    return want == null ? got == null : want.equals(got);
  }
}
