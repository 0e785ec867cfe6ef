package dev.silverbook.features.internal.group;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The columns declared so far, in file order; hands out slots as a schema counts them. */
public final class ColumnList {

  private final List<Column> columns = new ArrayList<>();
  private final BitSet exact = new BitSet();

  /** How many columns each array has so far. */
  private final Map<ColumnType, Integer> used = new EnumMap<>(ColumnType.class);

  /** Declares a column and returns its slot in the row buffer's array for its type. */
  public int add(Column column) {
    columns.add(column);
    return used.merge(array(column.type()), 1, Integer::sum) - 1;
  }

  /**
   * Declares a double column that repeats what was read: no configured precision applies to it.
   *
   * @return its slot
   */
  public int addExact(Column column) {
    exact.set(columns.size());
    return add(column);
  }

  /** Whether the {@code i}-th column was declared by {@link #addExact}. */
  public boolean exact(int i) {
    return exact.get(i);
  }

  /** All columns so far. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** The type that stands for all that share an array. */
  private static ColumnType array(ColumnType type) {
    return switch (type) {
      case INT64, TIMESTAMP_MICROS -> ColumnType.INT64;
      case LABEL, BOOLEAN -> ColumnType.LABEL;
      case DOUBLE, FLOAT, LEVELS -> type;
    };
  }
}
