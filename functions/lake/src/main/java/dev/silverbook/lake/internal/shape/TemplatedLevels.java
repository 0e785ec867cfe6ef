package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.LevelsTemplate;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the columns of a flat book by the names that the configuration gives. */
final class TemplatedLevels {

  private TemplatedLevels() {}

  /**
   * The book's columns.
   *
   * @throws UnreadableObjectException when a column is missing that the template names, or holds no
   *     numbers
   */
  static FlatNames.Book find(ParquetFile file, LevelsTemplate template)
      throws UnreadableObjectException {
    return new FlatNames.Book(
        levels(file, template, template.bidPrice(), template.bidSize()),
        levels(file, template, template.askPrice(), template.askSize()));
  }

  /** The levels of a side, to the first gap; the best one must be there. */
  private static List<FlatNames.Level> levels(
      ParquetFile file, LevelsTemplate template, String price, String size)
      throws UnreadableObjectException {
    List<FlatNames.Level> levels = new ArrayList<>();
    for (int i = template.first(); levels.isEmpty() || template.numbered(); i++) {
      Optional<SchemaNode> prices = file.root().child(LevelsTemplate.name(price, i));
      Optional<SchemaNode> sizes = file.root().child(LevelsTemplate.name(size, i));
      if (!levels.isEmpty() && (prices.isEmpty() || sizes.isEmpty())) {
        break;
      }
      levels.add(
          new FlatNames.Level(
              column(file, prices, LevelsTemplate.name(price, i)),
              column(file, sizes, LevelsTemplate.name(size, i))));
    }
    return levels;
  }

  private static SchemaNode column(ParquetFile file, Optional<SchemaNode> found, String name)
      throws UnreadableObjectException {
    if (found.isPresent() && BookShapes.number(found.get())) {
      return found.get();
    }
    throw BookShapes.refused(
        file,
        "column '"
            + name
            + "' is "
            + found.map(SchemaNode::describe).orElse("missing")
            + ", expected numbers of a level, as levels says; correct levels in the configuration");
  }
}
