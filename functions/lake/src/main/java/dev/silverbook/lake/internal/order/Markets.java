package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whose rows a partition's objects hold, as far as they say it. */
final class Markets {

  private final Map<String, Set<String>> values = new TreeMap<>();
  private UnreadableObjectException refusal;

  /** Takes what the columns of one object say. */
  void add(String key, Map<String, Set<String>> columns) {
    columns.forEach(
        (column, found) -> {
          Set<String> all = values.computeIfAbsent(column, name -> new TreeSet<>());
          all.addAll(found);
          if (all.size() > 1 && refusal == null) {
            refusal =
                new UnreadableObjectException(
                    Reason.SCHEMA_MISMATCH,
                    key,
                    key
                        + ": column '"
                        + column
                        + "' holds "
                        + String.join(", ", found)
                        + (found.size() > 1
                            ? ""
                            : ", other objects of the partition " + others(all, found))
                        + ", expected one "
                        + column
                        + " in a partition; write each into a directory of its own, for example"
                        + " with DuckDB: COPY (FROM 'old.parquet') TO 'lake' (FORMAT parquet,"
                        + " PARTITION_BY ("
                        + column
                        + ", date))");
          }
        });
  }

  private static String others(Set<String> all, Set<String> found) {
    Set<String> others = new TreeSet<>(all);
    others.removeAll(found);
    return String.join(", ", others);
  }

  /**
   * Refuses more than one market.
   *
   * @throws UnreadableObjectException about the first object that has another
   */
  void requireOne() throws UnreadableObjectException {
    if (refusal != null) {
      throw refusal;
    }
  }
}
