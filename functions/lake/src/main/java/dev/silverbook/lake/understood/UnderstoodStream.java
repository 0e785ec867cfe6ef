package dev.silverbook.lake.understood;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was understood of a partition's books, or of its trades. Lists have more than one element
 * where files differ.
 *
 * @param shapes spellings of the book in words; empty for trades
 * @param columns columns by what they were taken for: a role's key, {@code levels} (of a column for
 *     each level, the first one's), or {@code snapshot_marker}
 * @param types of those columns as the files declare them
 * @param units of times that are plain numbers, by column
 * @param sides spellings by the side that they were understood as, {@code buy} or {@code sell}
 * @param notes what was read as null, and why
 */
public record UnderstoodStream(
    List<String> shapes,
    Map<String, List<String>> columns,
    Map<String, List<String>> types,
    Map<String, List<String>> units,
    Map<String, List<String>> sides,
    List<String> notes) {

  /** Nothing. */
  public static final UnderstoodStream NONE =
      new UnderstoodStream(List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  /** Where nothing was read as null. */
  public UnderstoodStream(
      List<String> shapes,
      Map<String, List<String>> columns,
      Map<String, List<String>> types,
      Map<String, List<String>> units,
      Map<String, List<String>> sides) {
    this(shapes, columns, types, units, sides, List.of());
  }

  /** Copies; maps are in the order of their keys. */
  public UnderstoodStream {
    shapes = List.copyOf(shapes);
    columns = sorted(columns);
    types = sorted(types);
    units = sorted(units);
    sides = sorted(sides);
    notes = List.copyOf(notes);
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> map) {
    Map<String, List<String>> copy = new TreeMap<>();
    map.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    return java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * Whether this says nothing that {@code said} does not say: the same columns in the same
   * spelling, and no other words for a side.
   */
  boolean saidBy(UnderstoodStream said) {
    return shapes.equals(said.shapes)
        && columns.equals(said.columns)
        && types.equals(said.types)
        && units.equals(said.units)
        && said.notes.containsAll(notes)
        && sides.entrySet().stream()
            .allMatch(
                side ->
                    said.sides.getOrDefault(side.getKey(), List.of()).containsAll(side.getValue()));
  }

  /** What {@link #fromMap} reads back; what is empty is left out. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "shapes", shapes, shapes.isEmpty());
    put(map, "columns", columns, columns.isEmpty());
    put(map, "types", types, types.isEmpty());
    put(map, "units", units, units.isEmpty());
    put(map, "sides", sides, sides.isEmpty());
    put(map, "notes", notes, notes.isEmpty());
    return map;
  }

  private static void put(Map<String, Object> map, String key, Object value, boolean empty) {
    if (!empty) {
      map.put(key, value);
    }
  }

  static UnderstoodStream fromMap(Map<?, ?> map) {
    return new UnderstoodStream(
        texts(map.get("shapes")),
        lists(map.get("columns")),
        lists(map.get("types")),
        lists(map.get("units")),
        lists(map.get("sides")),
        texts(map.get("notes")));
  }

  private static Map<String, List<String>> lists(Object value) {
    Map<String, List<String>> lists = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, texts) -> lists.put(String.valueOf(key), texts(texts)));
    }
    return lists;
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(one -> texts.add(String.valueOf(one)));
    }
    return texts;
  }

  /** One line: {@code shape=[...] role=[columns] column:[units] buy~[spellings]; note}. */
  public String line() {
    StringBuilder text = new StringBuilder();
    if (!shapes.isEmpty()) {
      text.append("shape=").append(shapes).append(' ');
    }
    columns.forEach((role, names) -> text.append(role).append('=').append(names).append(' '));
    units.forEach((column, found) -> text.append(column).append(':').append(found).append(' '));
    sides.forEach((side, words) -> text.append(side).append('~').append(words).append(' '));
    notes.forEach(note -> text.append("; ").append(note).append(' '));
    return text.toString().strip();
  }
}
