package dev.silverbook.command.page;

import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Days of a market as columns, which is compact: names are said once, and a column whose values are
 * all the same is that one value. Columns are those of the ledger's statistics, so that what later
 * versions measure is shown without a change here.
 */
final class DayTable {

  private static final int DIGITS = 6;

  private final Map<String, Object[]> columns = new LinkedHashMap<>();
  private final int days;

  DayTable(List<LedgerEntry> entries) {
    days = entries.size();
    for (int i = 0; i < days; i++) {
      LedgerEntry entry = entries.get(i);
      put("day", i, entry.partition().date().toEpochDay());
      put(
          "status",
          i,
          entry.status().map(status -> status.name().toLowerCase(Locale.ROOT)).orElse("expected"));
      put("updated", i, entry.updatedAt().getEpochSecond());
      put("run", i, entry.runId());
      put("attempts", i, entry.attempts().count());
      if (!entry.degradedBy().isEmpty()) {
        put("reasons", i, entry.degradedBy());
      }
      if (entry.stats().isPresent()) {
        for (Map.Entry<String, Object> value :
            LedgerAttributes.toMap(entry.stats().get()).entrySet()) {
          put(value.getKey(), i, compact(value.getValue()));
        }
      }
    }
  }

  private void put(String column, int day, Object value) {
    columns.computeIfAbsent(column, name -> new Object[days])[day] = value;
  }

  private static Object compact(Object value) {
    if (value instanceof Double number) {
      return Rounded.digits(number, DIGITS);
    }
    return value;
  }

  /** For the page: {@code {"count": n, "columns": {name: value or [value, ...]}}}. */
  Map<String, Object> json() {
    Map<String, Object> named = new LinkedHashMap<>();
    columns.forEach((name, values) -> named.put(name, column(values)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", days);
    map.put("columns", named);
    return map;
  }

  /** A list is never the one value of a column: the page takes it for the values. */
  private static Object column(Object[] values) {
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    Object first = values[0];
    boolean constant =
        first != null && !(first instanceof List<?>) && all.stream().allMatch(first::equals);
    return constant ? first : all;
  }
}
