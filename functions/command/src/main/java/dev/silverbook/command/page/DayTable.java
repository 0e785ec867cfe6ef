package dev.silverbook.command.page;

import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Days of a market as columns, which is compact: names are said once, a column that is as another
 * names it, and values are packed ({@link PackedColumn}). Columns are those of the ledger's
 * statistics, so that what later versions measure is shown without a change here; times of day are
 * milliseconds since the day's midnight.
 */
final class DayTable {

  private static final int DIGITS = 6;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MICROS_PER_MILLI = 1_000;

  /** Ends names of times in the ledger, and here. */
  private static final String MICROS = "Micros";

  private static final String TIME_OF_DAY = "OfDay";

  private final Map<String, Object[]> columns = new LinkedHashMap<>();
  private final int days;

  DayTable(List<LedgerEntry> entries) {
    days = entries.size();
    for (int i = 0; i < days; i++) {
      LedgerEntry entry = entries.get(i);
      long day = entry.partition().date().toEpochDay();
      put("day", i, day);
      put(
          "status",
          i,
          entry.status().map(status -> status.name().toLowerCase(Locale.ROOT)).orElse("expected"));
      put("updated", i, entry.updatedAt().getEpochSecond());
      put("run", i, entry.runId());
      put("attempts", i, entry.attempts().count());
      if (entry.stats().isPresent()) {
        for (Map.Entry<String, Object> value :
            LedgerAttributes.toMap(entry.stats().get()).entrySet()) {
          put(value.getKey(), i, day, value.getValue());
        }
      }
    }
  }

  private void put(String column, int index, long day, Object value) {
    if (column.endsWith(MICROS) && value instanceof Number micros) {
      put(
          column.substring(0, column.length() - MICROS.length()) + TIME_OF_DAY,
          index,
          Math.floorDiv(micros.longValue() - day * MICROS_PER_DAY, MICROS_PER_MILLI));
    } else {
      put(column, index, value instanceof Double number ? Rounded.digits(number, DIGITS) : value);
    }
  }

  private void put(String column, int index, Object value) {
    columns.computeIfAbsent(column, name -> new Object[days])[index] = value;
  }

  /** For the page: {@code {"count": n, "columns": {name: packed, or {"like": name}}}}. */
  Map<String, Object> json() {
    Map<String, Object> named = new LinkedHashMap<>();
    columns.forEach((name, values) -> named.put(name, like(name, values)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", days);
    map.put("columns", named);
    return map;
  }

  private Object like(String name, Object[] values) {
    Object packed = PackedColumn.of(values);
    if (!(packed instanceof Map)) {
      return packed;
    }
    for (Map.Entry<String, Object[]> earlier : columns.entrySet()) {
      if (earlier.getKey().equals(name)) {
        return packed;
      }
      if (Arrays.equals(earlier.getValue(), values)) {
        return Map.of("like", earlier.getKey());
      }
    }
    return packed;
  }
}
