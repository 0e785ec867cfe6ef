package dev.silverbook.lake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what readers of one stream understood and could not be sure of. For one thread. */
public final class InputNotes {

  private static final int MOST_SPELLINGS = 1_000;

  private final Map<ColumnRole, Set<String>> columns = new EnumMap<>(ColumnRole.class);
  private final Map<String, Set<String>> units = new TreeMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, Long> unknownSides = new HashMap<>();
  private final Map<InputCount, Long> counts = new EnumMap<>(InputCount.class);
  private final Map<String, String> doubts = new TreeMap<>();
  private long unknownSideRows;
  private boolean signedAmounts;

  /** Nothing noted yet. */
  public InputNotes() {}

  /** A file's {@code column} is taken for {@code role}. */
  public void took(ColumnRole role, String column) {
    columns.computeIfAbsent(role, key -> new TreeSet<>()).add(column);
  }

  /** Times of {@code column} have {@code unit}. */
  public void unit(String column, String unit) {
    units.computeIfAbsent(column, key -> new TreeSet<>()).add(unit);
  }

  /** Something worth saying; the first words of a key stay. */
  public void note(String key, String words) {
    notes.putIfAbsent(key, words);
  }

  /** Sets a count; what is 0 is not there. */
  public void count(InputCount what, long value) {
    if (value > 0) {
      counts.put(what, value);
    } else {
      counts.remove(what);
    }
  }

  /** Something that makes the day degraded; the last words of a key stay. */
  public void doubt(String key, String words) {
    doubts.put(key, words);
  }

  /** A trade's side is spelled in an unknown way. */
  public void unknownSide(String spelling) {
    unknownSideRows++;
    if (unknownSides.size() < MOST_SPELLINGS || unknownSides.containsKey(spelling)) {
      unknownSides.merge(spelling, 1L, Long::sum);
    }
  }

  /** Amounts of some object are signed, which says the sides of all trades. */
  public void signAmounts() {
    signedAmounts = true;
  }

  /** Whether the sign of an amount is its trade's side. */
  public boolean signedAmounts() {
    return signedAmounts;
  }

  /** Columns taken for a role, by name. */
  public Map<ColumnRole, Set<String>> columns() {
    return columns;
  }

  /** Units by column. */
  public Map<String, Set<String>> units() {
    return units;
  }

  /** Words by key. */
  public Map<String, String> notes() {
    return notes;
  }

  /** Counts that are not 0. */
  public Map<InputCount, Long> counts() {
    return counts;
  }

  /** Doubts by key. */
  public Map<String, String> doubts() {
    return doubts;
  }

  /** Rows whose side is spelled in an unknown way. */
  public long unknownSideRows() {
    return unknownSideRows;
  }

  /** Rows by unknown spelling. */
  public Map<String, Long> unknownSides() {
    return unknownSides;
  }
}
