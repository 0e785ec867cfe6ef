package dev.silverbook.lake.understood;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.IOException;
import java.util.List;

/**
 * What a file's footer says: the schema as messages show it, and how much there is.
 *
 * @param columns in file order
 * @param rows of all row groups
 * @param rowGroups how many
 */
public record FileSchema(List<Column> columns, long rows, int rowGroups) {

  /**
   * A column, or a group of columns.
   *
   * @param name at the schema's root
   * @param type in the words of messages: {@code list<struct<price: double, size: double>>}
   */
  public record Column(String name, String type) {}

  /** Copies. */
  public FileSchema {
    columns = List.copyOf(columns);
  }

  /**
   * Reads the footer and nothing else.
   *
   * @throws UnreadableObjectException when it is no Parquet file
   * @throws IOException when the store fails
   */
  public static FileSchema read(InputObject object) throws IOException {
    ParquetFile file = ParquetFile.open(object);
    return new FileSchema(
        file.root().children().stream()
            .map(node -> new Column(node.name(), node.describe()))
            .toList(),
        file.rows(),
        file.groups());
  }
}
