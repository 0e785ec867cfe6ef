package dev.silverbook.features.internal.group;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The columns declared so far, in file order; hands out slots as a schema counts them. */
public final class ColumnList {

  private final List<Column> columns = new ArrayList<>();
  private final BitSet exact = new BitSet();

  /** Declares a column and returns its slot in the row buffer's array for its type. */
  public int add(Column column) {
    int slot = 0;
    for (Column earlier : columns) {
      if (sharesArray(earlier.type(), column.type())) {
        slot++;
      }
    }
    columns.add(column);
    return slot;
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

  private static boolean sharesArray(ColumnType one, ColumnType other) {
    return one == other || (integer(one) && integer(other)) || (coded(one) && coded(other));
  }

  private static boolean coded(ColumnType type) {
    return type == ColumnType.LABEL || type == ColumnType.BOOLEAN;
  }

  private static boolean integer(ColumnType type) {
    return type == ColumnType.INT64 || type == ColumnType.TIMESTAMP_MICROS;
  }
}
