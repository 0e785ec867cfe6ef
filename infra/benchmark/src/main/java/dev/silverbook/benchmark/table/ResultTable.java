package dev.silverbook.benchmark.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Quantities down, what they were measured on across. */
public final class ResultTable {

  private static final String GAP = "  ";

  /** A row: what it is, what it should be, and its cells by column. */
  private record Row(String key, String label, String goal, Map<String, Cell> cells) {}

  private record Cell(String text, Object json) {}

  private final List<String> columns;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  public ResultTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * Sets a cell.
   *
   * @param key of the row, for machines
   * @param label of the row, with the unit
   * @param goal empty when there is none
   */
  public void put(String column, String key, String label, String goal, String text, Object json) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException("no column " + column + " in " + columns);
    }
    rows.computeIfAbsent(key, k -> new Row(k, label, goal, new LinkedHashMap<>()))
        .cells()
        .put(column, new Cell(text, json));
  }

  /** Sets a cell to median and range, with so many decimals. */
  public void put(
      String column, String key, String label, String goal, Samples samples, int decimals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", samples.median());
    json.put("min", samples.min());
    json.put("max", samples.max());
    json.put("values", samples.values());
    put(column, key, label, goal, text(samples, decimals), json);
  }

  /** Median and, of more than one measurement, the range: {@code 1.20 (1.15-1.31)}. */
  static String text(Samples samples, int decimals) {
    String median = number(samples.median(), decimals);
    return samples.values().size() == 1
        ? median
        : median
            + " ("
            + number(samples.min(), decimals)
            + "-"
            + number(samples.max(), decimals)
            + ")";
  }

  public static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Aligned for a terminal. */
  public String plain() {
    List<List<String>> lines = lines();
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        padded.append(i > 0 ? GAP : "").append(line.get(i));
        padded.append(" ".repeat(widths[i] - line.get(i).length()));
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    List<List<String>> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(lines.get(0).size())).append("|\n");
      }
    }
    return text.toString();
  }

  /** By column, then by row key. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String column : columns) {
      Map<String, Object> values = new LinkedHashMap<>();
      rows.values()
          .forEach(
              row -> {
                Cell cell = row.cells().get(column);
                if (cell != null) {
                  values.put(row.key(), cell.json());
                }
              });
      json.put(column, values);
    }
    return json;
  }

  private List<List<String>> lines() {
    boolean goals = rows.values().stream().anyMatch(row -> !row.goal().isEmpty());
    List<List<String>> lines = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of(""));
    heading.addAll(columns);
    if (goals) {
      heading.add("goal");
    }
    lines.add(heading);
    for (Row row : rows.values()) {
      List<String> line = new ArrayList<>(List.of(row.label()));
      for (String column : columns) {
        Cell cell = row.cells().get(column);
        line.add(cell == null ? "" : cell.text());
      }
      if (goals) {
        line.add(row.goal());
      }
      lines.add(line);
    }
    return lines;
  }
}
