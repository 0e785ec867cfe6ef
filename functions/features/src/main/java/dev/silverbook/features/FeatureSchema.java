package dev.silverbook.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The output columns in file order, each with its slot in a {@link FeatureRow}. Slots count
 * separately for doubles, integers (with timestamps) and labels (with booleans); a {@link
 * ColumnType#LEVELS} column has slot 0 for bids and 1 for asks.
 */
public final class FeatureSchema {

  private final List<Column> columns;
  private final int[] slots;
  private final int numberCount;
  private final int integerCount;
  private final int labelCount;
  private final Map<String, Integer> indexByName;
  private final NumberEncoding numberEncoding;

  /**
   * Assigns slots in order; numbers are encoded as by default.
   *
   * @throws IllegalArgumentException when two columns share a name
   */
  public FeatureSchema(List<Column> columns) {
    this(columns, NumberEncoding.AUTO);
  }

  /**
   * Assigns slots in order.
   *
   * @throws IllegalArgumentException when two columns share a name
   */
  public FeatureSchema(List<Column> columns, NumberEncoding numberEncoding) {
    this.columns = List.copyOf(columns);
    this.numberEncoding = numberEncoding;
    this.slots = new int[columns.size()];
    this.indexByName = new HashMap<>();
    int numbers = 0;
    int integers = 0;
    int labels = 0;
    int levels = 0;
    for (int i = 0; i < slots.length; i++) {
      Column column = this.columns.get(i);
      if (indexByName.put(column.name(), i) != null) {
        throw new IllegalArgumentException("two columns are named " + column.name());
      }
      slots[i] =
          switch (column.type()) {
            case DOUBLE, FLOAT -> numbers++;
            case INT64, TIMESTAMP_MICROS -> integers++;
            case LABEL, BOOLEAN -> labels++;
            case LEVELS -> levels++;
          };
    }
    this.numberCount = numbers;
    this.integerCount = integers;
    this.labelCount = labels;
  }

  /** The columns that {@code configuration} and the input's optional columns lead to. */
  public static FeatureSchema of(FeatureConfiguration configuration, InputColumns input) {
    return new FeatureEngine(configuration, input, false, Double.NaN).schema();
  }

  /** How numbers are laid out where they are written. */
  public NumberEncoding numberEncoding() {
    return numberEncoding;
  }

  /** All columns, in file order. */
  public List<Column> columns() {
    return columns;
  }

  /** Slot of the {@code i}-th column within its kind's array. */
  public int slot(int i) {
    return slots[i];
  }

  /**
   * Position of a column in {@link #columns()}.
   *
   * @return -1 when there is no such column
   */
  public int indexOf(String name) {
    return indexByName.getOrDefault(name, -1);
  }

  /** Number of double and float columns. */
  public int numberCount() {
    return numberCount;
  }

  /** Number of integer and timestamp columns. */
  public int integerCount() {
    return integerCount;
  }

  /** Number of label and boolean columns. */
  public int labelCount() {
    return labelCount;
  }

  /** The names, in file order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(columns.size());
    columns.forEach(column -> names.add(column.name()));
    return names;
  }
}
