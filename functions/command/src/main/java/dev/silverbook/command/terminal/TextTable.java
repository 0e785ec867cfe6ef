package dev.silverbook.command.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table of text, aligned for a terminal. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final int columns;

  public TextTable(String... headings) {
    this.columns = headings.length;
    rows.add(headings);
  }

  public TextTable row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + columns);
    }
    rows.add(cells.clone());
    return this;
  }

  /** Columns padded to their widest cell; one line a row. */
  public String plain() {
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(i > 0 ? GAP : "").append(row[i]).append(" ".repeat(widths[i] - width(row[i])));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
