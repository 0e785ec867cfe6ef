package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.LevelsTemplate;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.read.ParquetFile;
import dev.silverbook.lake.internal.read.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a column per level and number where a template names them. */
final class NamedLevels {

  private NamedLevels() {}

  /**
   * The book of a file.
   *
   * @throws UnreadableObjectException when a column of the best level is not there
   */
  static FlatNames.Book find(ParquetFile file, LevelsTemplate template)
      throws UnreadableObjectException {
    return new FlatNames.Book(
        named(file, template, template.bidPrice(), template.bidSize()),
        named(file, template, template.askPrice(), template.askSize()));
  }

  /** The levels of a side, to the first gap; the best one must be there. */
  private static List<FlatNames.Level> named(
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
              named(file, prices, LevelsTemplate.name(price, i)),
              named(file, sizes, LevelsTemplate.name(size, i))));
    }
    return levels;
  }

  private static SchemaNode named(ParquetFile file, Optional<SchemaNode> found, String name)
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
