package dev.silverbook.lake.internal.table;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.read.LeafCursor;
import java.io.IOException;

/** The non-null strings of a page, in order. */
interface TextSource {

  /**
   * The next string.
   *
   * @throws MalformedDataException when the page has no more
   */
  String next();

  /**
   * Reads the next batch of a column outside any list.
   *
   * @param present definition level of a value
   * @param target receives the batch from {@code row} on; null where there is no value
   * @return the row after the batch
   */
  static int load(LeafCursor<TextSource> cursor, int present, String[] target, int row)
      throws IOException {
    if (!cursor.load()) {
      throw cursor.corrupt(new MalformedDataException("the column has fewer values than rows"));
    }
    try {
      if (cursor.count() > target.length - row) {
        throw new MalformedDataException("the column has more values than rows");
      }
      int[] definition = cursor.definition();
      for (int i = 0; i < cursor.count(); i++) {
        boolean defined = cursor.allDefined() || definition[i] == present;
        target[row + i] = defined ? cursor.values().next() : null;
      }
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
    return row + cursor.count();
  }
}
