package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.understood.BookSpelling;
import dev.silverbook.lake.understood.UnderstoodStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was understood of a partition's input.
 *
 * @param clock what rows are ordered by
 * @param columns names taken for a role, by the role's key; more than one where files differ
 * @param units units of times that are plain numbers, by column
 * @param unknownSides trades whose side is spelled in an unknown way
 * @param unknownSpellings the three most frequent of those spellings with their trades
 * @param counts what was dropped or is worth a look; none is 0
 * @param notes what was read as null, and why, by key
 * @param doubts what makes the day degraded, by key
 * @param books spellings of the order book, by file; empty for trades
 * @param understood what columns were taken for, to be said and kept
 */
public record InputReport(
    Clock clock,
    Map<String, List<String>> columns,
    Map<String, List<String>> units,
    long unknownSides,
    Map<String, Long> unknownSpellings,
    Map<InputCount, Long> counts,
    Map<String, String> notes,
    Map<String, String> doubts,
    List<BookSpelling> books,
    UnderstoodStream understood) {

  /** Nothing to say. */
  public static final InputReport NONE = of(Clock.CAPTURE, new InputNotes());

  private static final int SPELLINGS = 3;

  /** What {@code notes} hold now. */
  public static InputReport of(Clock clock, InputNotes notes) {
    Map<String, List<String>> columns = new TreeMap<>();
    notes.columns().forEach((role, names) -> columns.put(role.key(), List.copyOf(names)));
    Map<String, List<String>> units = new TreeMap<>();
    Map<String, String> doubts = new TreeMap<>(notes.doubts());
    notes
        .units()
        .forEach(
            (column, found) -> {
              units.put(column, List.copyOf(found));
              if (found.size() > 1) {
                doubts.put(
                    "mixed_units",
                    "column '"
                        + column
                        + "' counts "
                        + String.join(" and ", found)
                        + " in files of one day");
              }
            });
    Map<String, Long> spellings = new LinkedHashMap<>();
    notes.unknownSides().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(SPELLINGS)
        .forEach(one -> spellings.put(one.getKey(), one.getValue()));
    return new InputReport(
        clock,
        columns,
        units,
        notes.unknownSideRows(),
        spellings,
        notes.counts(),
        notes.notes(),
        doubts,
        List.copyOf(notes.books()),
        understood(notes, columns, units));
  }

  private static UnderstoodStream understood(
      InputNotes notes, Map<String, List<String>> roles, Map<String, List<String>> units) {
    Map<String, List<String>> columns = new TreeMap<>(roles);
    List<String> levels =
        notes.books().stream().flatMap(book -> book.first().stream()).distinct().toList();
    if (!levels.isEmpty()) {
      columns.put("levels", levels);
    }
    List<String> markers =
        notes.books().stream().flatMap(book -> book.marker().stream()).distinct().toList();
    if (!markers.isEmpty()) {
      columns.put("snapshot_marker", markers);
    }
    Map<String, List<String>> types = new TreeMap<>();
    notes.types().forEach((column, found) -> types.put(column, List.copyOf(found)));
    Map<String, List<String>> sides = new TreeMap<>();
    notes
        .sides()
        .forEach(
            (side, words) -> sides.put(side.name().toLowerCase(Locale.ROOT), List.copyOf(words)));
    return new UnderstoodStream(
        notes.books().stream().map(BookSpelling::words).distinct().toList(),
        columns,
        types,
        units,
        sides,
        new TreeMap<>(notes.notes()).values().stream().distinct().toList());
  }

  /** Copies. */
  public InputReport {
    columns = Map.copyOf(columns);
    units = Map.copyOf(units);
    counts = Map.copyOf(counts);
    notes = Map.copyOf(notes);
    doubts = Map.copyOf(doubts);
    books = List.copyOf(books);
  }
}
