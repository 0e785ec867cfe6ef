package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.List;
import java.util.Optional;

/** The names under which writers store the parts of a level, and how a name is found. */
final class LevelNames {

  static final List<String> PRICES = List.of("price", "px", "p");
  static final List<String> SIZES =
      List.of("size", "amount", "quantity", "qty", "volume", "sz", "q");

  private LevelNames() {}

  /**
   * The first child that has one of the names: exactly, else without regard to case; one letter
   * only exactly.
   */
  static Optional<SchemaNode> find(SchemaNode parent, List<String> names) {
    for (String name : names) {
      Optional<SchemaNode> exact = parent.child(name);
      if (exact.isPresent()) {
        return exact;
      }
    }
    for (String name : names) {
      for (SchemaNode child : parent.children()) {
        if (name.length() > 1 && child.name().equalsIgnoreCase(name)) {
          return Optional.of(child);
        }
      }
    }
    return Optional.empty();
  }
}
