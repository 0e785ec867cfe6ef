package dev.silverbook.lake.internal.write;

import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/**
 * A leaf column to be written.
 *
 * @param path names from below the root down to the leaf
 * @param type physical type
 * @param maxRepetition highest repetition level
 * @param maxDefinition highest definition level
 */
record OutputColumn(List<String> path, Type type, int maxRepetition, int maxDefinition) {

  OutputColumn {
    path = List.copyOf(path);
  }

  /**
   * The schema's elements and leaves that one logical column takes.
   *
   * @param elements depth first
   * @param leaves in the same order
   */
  record Group(List<SchemaElement> elements, List<OutputColumn> leaves) {
    Group {
      elements = List.copyOf(elements);
      leaves = List.copyOf(leaves);
    }
  }

  /**
   * Encodings in a column chunk: of its values, of their levels, and of a dictionary's entries.
   *
   * @param values that of its data pages
   */
  static List<Encoding> encodings(Encoding values) {
    return values == Encoding.RLE_DICTIONARY
        ? List.of(Encoding.PLAIN, Encoding.RLE, values)
        : List.of(values, Encoding.RLE);
  }
}
