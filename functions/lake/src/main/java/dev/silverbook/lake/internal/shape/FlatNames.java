package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds columns named for a side, a level and price or size, in whatever order the name has them.
 */
final class FlatNames {

  /** The columns of one level of one side. */
  record Level(SchemaNode price, SchemaNode size) {}

  /** The columns of a book, best level first. */
  record Book(List<Level> bids, List<Level> asks) {}

  private record Key(boolean bid, boolean price, int level) {}

  private static final Pattern IGNORED = Pattern.compile("[^a-z0-9]");
  private static final Pattern ONE_NUMBER = Pattern.compile("([a-z]*)([0-9]{1,4})([a-z]*)");

  /** What a number is of, where a name says it: {@code bid_level_1_price}, {@code L1_bid_price}. */
  private static final Pattern LEVEL_WORD = Pattern.compile("(level|lvl|l)$");

  private static final String SIDE = "(bids?|asks?|[ba])";
  private static final String NUMBER = "(price|px|p|size|amount|quantity|qty|volume|vol|sz|q|v)";
  private static final Pattern SIDE_FIRST = Pattern.compile(SIDE + NUMBER);
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("(price|px|size|amount|quantity|qty|volume|vol|sz)(bids?|asks?)");

  private FlatNames() {}

  /** What was found in a schema. */
  private record Found(Optional<Book> book) {}

  /** The book of a schema; empty unless both sides have a price and a size at the first level. */
  static Optional<Book> find(SchemaNode root) {
    return root.remembered(Found.class, node -> new Found(search(node))).book();
  }

  private static Optional<Book> search(SchemaNode root) {
    Map<Key, SchemaNode> found = new HashMap<>();
    for (SchemaNode node : root.children()) {
      if (node.leaf() && !node.repeated() && DoubleDecoder.reads(node)) {
        key(node.name()).ifPresent(key -> found.putIfAbsent(key, node));
      }
    }
    for (int first = 0; first <= 1; first++) {
      List<Level> bids = side(found, true, first);
      List<Level> asks = side(found, false, first);
      if (!bids.isEmpty() && !asks.isEmpty()) {
        return Optional.of(new Book(bids, asks));
      }
    }
    return Optional.empty();
  }

  private static List<Level> side(Map<Key, SchemaNode> found, boolean bid, int first) {
    List<Level> levels = new ArrayList<>();
    for (int i = first; ; i++) {
      SchemaNode price = found.get(new Key(bid, true, i));
      SchemaNode size = found.get(new Key(bid, false, i));
      if (price == null || size == null) {
        return levels;
      }
      levels.add(new Level(price, size));
    }
  }

  private static Optional<Key> key(String name) {
    String plain = IGNORED.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    Matcher number = ONE_NUMBER.matcher(plain);
    if (!number.matches()) {
      return Optional.empty();
    }
    int level = Integer.parseInt(number.group(2));
    // As it is first: a volume ends in what may stand for a level, too.
    Optional<Key> key = key(number.group(1) + number.group(3), level);
    return key.isPresent()
        ? key
        : key(LEVEL_WORD.matcher(number.group(1)).replaceFirst("") + number.group(3), level);
  }

  private static Optional<Key> key(String words, int level) {
    Matcher sideFirst = SIDE_FIRST.matcher(words);
    if (sideFirst.matches()) {
      return Optional.of(key(sideFirst.group(1), sideFirst.group(2), level));
    }
    Matcher numberFirst = NUMBER_FIRST.matcher(words);
    return numberFirst.matches()
        ? Optional.of(key(numberFirst.group(2), numberFirst.group(1), level))
        : Optional.empty();
  }

  private static Key key(String side, String number, int level) {
    return new Key(side.startsWith("b"), number.startsWith("p"), level);
  }
}
