package dev.silverbook.command.spelling;

import dev.silverbook.lake.ReferenceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;

/**
 * A column, or columns that belong together.
 *
 * @param declaration in the format's language
 * @param put adds its values of a row
 */
record SpelledColumn(String declaration, BiConsumer<Group, Row> put) {

  /** A file of these columns in any order. */
  static byte[] file(List<SpelledColumn> columns, List<Row> rows, Random random)
      throws IOException {
    List<Consumer<Group>> groups = new ArrayList<>();
    for (Row row : rows) {
      groups.add(group -> columns.forEach(column -> column.put().accept(group, row)));
    }
    return ReferenceFile.write(
        columns.stream().map(SpelledColumn::declaration).collect(Collectors.joining(" ")),
        groups,
        random);
  }

  /** A column that says the same in every row and means nothing. */
  static SpelledColumn constant(String name, String value) {
    return new SpelledColumn(
        "optional binary " + name + " (STRING);", (group, row) -> group.add(name, value));
  }
}
