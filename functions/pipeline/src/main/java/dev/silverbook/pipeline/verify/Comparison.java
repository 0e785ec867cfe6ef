package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Column;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where two files differ first. */
final class Comparison {

  private static final int CHUNK = 64 * 1024;

  private Comparison() {}

  /** Position of the first byte that differs, or that only one of them has. */
  static OptionalLong ofBytes(InputObject first, InputObject second) throws IOException {
    long common = Math.min(first.size(), second.size());
    try (InputStream one = first.open(0, common);
        InputStream two = second.open(0, common)) {
      byte[] left = new byte[CHUNK];
      byte[] right = new byte[CHUNK];
      for (long at = 0; at < common; ) {
        int length = one.readNBytes(left, 0, CHUNK);
        two.readNBytes(right, 0, length);
        for (int i = 0; i < length; i++) {
          if (left[i] != right[i]) {
            return OptionalLong.of(at + i);
          }
        }
        at += length;
      }
    }
    return first.size() == second.size() ? OptionalLong.empty() : OptionalLong.of(common);
  }

  /**
   * The difference in the earliest row, of those the one in the first column. Compares as many rows
   * as both have.
   *
   * @param columns that both files have, none of them a list
   */
  static Optional<Difference> ofValues(
      List<Column> columns,
      TableReader found,
      Rows foundRows,
      TableReader expected,
      Rows expectedRows)
      throws IOException {
    Optional<Difference> first = Optional.empty();
    Rows left = foundRows;
    for (Column column : columns) {
      ColumnValues one = new ColumnValues(found, column, left);
      ColumnValues two = new ColumnValues(expected, column, expectedRows);
      while (one.next() && two.next()) {
        if (!one.same(two)) {
          first = Optional.of(new Difference(column.name(), one.row(), one.shown(), two.shown()));
          // A later column counts only where it differs in an earlier row.
          left = new Rows(one.row(), foundRows.among());
          break;
        }
      }
    }
    return first;
  }
}
