package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names under which writers store the parts of a level, and how a name is found. */
final class LevelNames {

  static final List<String> PRICES = List.of("price", "px", "p");
  static final List<String> SIZES =
      List.of("size", "amount", "quantity", "qty", "volume", "sz", "q");

  /** Children by their names without regard to case, and to underscores either; the first each. */
  private final Map<String, SchemaNode> byWord = new HashMap<>();

  private final Map<String, SchemaNode> byLetters = new HashMap<>();

  private LevelNames(SchemaNode parent) {
    for (SchemaNode child : parent.children()) {
      byWord.putIfAbsent(child.name().toLowerCase(Locale.ROOT), child);
      byLetters.putIfAbsent(letters(child.name()), child);
    }
  }

  private static String letters(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /**
   * The first child that has one of the names: exactly, else without regard to case, else without
   * regard to underscores either ({@code bidPrice}); one letter only exactly.
   *
   * @param names in lower case but for single letters
   */
  static Optional<SchemaNode> find(SchemaNode parent, List<String> names) {
    for (String name : names) {
      Optional<SchemaNode> exact = parent.child(name);
      if (exact.isPresent()) {
        return exact;
      }
    }
    LevelNames known = parent.remembered(LevelNames.class, LevelNames::new);
    Optional<SchemaNode> word = first(names, known.byWord, false);
    return word.isPresent() ? word : first(names, known.byLetters, true);
  }

  /**
   * How far a name is from the best of {@code names}: by the rule of {@link #find}, from 1 on; 0
   * when it is none of them.
   */
  static int rank(String name, List<String> names) {
    int exact = names.indexOf(name);
    if (exact >= 0) {
      return 1 + exact;
    }
    int other = name.length() > 1 ? names.indexOf(letters(name)) : -1;
    return other < 0 ? 0 : 1 + names.size() + other;
  }

  private static Optional<SchemaNode> first(
      List<String> names, Map<String, SchemaNode> nodes, boolean joined) {
    for (String name : names) {
      SchemaNode found = name.length() > 1 ? nodes.get(joined ? letters(name) : name) : null;
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
