package dev.silverbook.lake;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.lake.understood.BookSpelling;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what readers of one stream understood and could not be sure of. For one thread. */
public final class InputNotes {

  private static final int MOST_SPELLINGS = 1_000;
  private static final int MOST_KNOWN_SPELLINGS = 20;

  private final Map<ColumnRole, Set<String>> columns = new EnumMap<>(ColumnRole.class);
  private final Map<String, Set<String>> units = new TreeMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, Long> unknownSides = new HashMap<>();
  private final Map<InputCount, Long> counts = new EnumMap<>(InputCount.class);
  private final Map<String, String> doubts = new TreeMap<>();
  private final Map<String, Set<String>> types = new TreeMap<>();
  private final Map<AggressorSide, Set<String>> sides = new EnumMap<>(AggressorSide.class);
  private final Set<BookSpelling> books = new LinkedHashSet<>();
  private BookSpelling lastBook;
  private long unknownSideRows;
  private boolean signedAmounts;

  /** Nothing noted yet. */
  public InputNotes() {}

  /** A file's {@code column} is taken for {@code role}. */
  public void took(ColumnRole role, String column) {
    columns.computeIfAbsent(role, key -> new TreeSet<>()).add(column);
  }

  /** A column that is taken for something is of {@code type}, in the words of a message. */
  public void type(String column, String type) {
    types.computeIfAbsent(column, key -> new TreeSet<>()).add(type);
  }

  /** A file's book is spelled so. */
  public void book(BookSpelling spelling) {
    // Most files are like the one before: comparing with it is cheaper than a hash.
    if (!spelling.equals(lastBook)) {
      books.add(spelling);
      lastBook = spelling;
    }
  }

  /** A side is spelled in a known way; of many spellings the first few are kept. */
  public void side(AggressorSide side, String spelling) {
    Set<String> spellings = sides.computeIfAbsent(side, key -> new TreeSet<>());
    if (spellings.size() < MOST_KNOWN_SPELLINGS) {
      spellings.add(spelling);
    }
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

  /** Types of columns that are taken for something. */
  public Map<String, Set<String>> types() {
    return types;
  }

  /** Spellings of books, in the order of their files. */
  public Set<BookSpelling> books() {
    return books;
  }

  /** Known spellings by side. */
  public Map<AggressorSide, Set<String>> sides() {
    return sides;
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
