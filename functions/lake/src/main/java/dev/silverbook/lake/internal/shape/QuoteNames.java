package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.List;
import java.util.Optional;

/** Finds the columns of the best bid and ask alone: a book of one level. */
final class QuoteNames {

  private QuoteNames() {}

  /** The book of a schema; empty unless both sides have a price and a size. */
  static Optional<FlatNames.Book> find(SchemaNode root) {
    Optional<FlatNames.Level> bid = level(root, "bid", "b", "B");
    Optional<FlatNames.Level> ask = level(root, "ask", "a", "A");
    return bid.isEmpty() || ask.isEmpty()
        ? Optional.empty()
        : Optional.of(new FlatNames.Book(List.of(bid.get()), List.of(ask.get())));
  }

  private static Optional<FlatNames.Level> level(
      SchemaNode root, String side, String price, String size) {
    Optional<SchemaNode> prices =
        LevelNames.find(
            root,
            List.of(
                side + "_price",
                side + "_px",
                "best_" + side,
                "best_" + side + "_price",
                side,
                price));
    Optional<SchemaNode> sizes =
        LevelNames.find(
            root,
            List.of(
                side + "_size",
                side + "_amount",
                side + "_qty",
                side + "_quantity",
                side + "_volume",
                side + "_sz",
                "best_" + side + "_size",
                "best_" + side + "_qty",
                size));
    return prices.isPresent()
            && sizes.isPresent()
            && BookShapes.number(prices.get())
            && BookShapes.number(sizes.get())
        ? Optional.of(new FlatNames.Level(prices.get(), sizes.get()))
        : Optional.empty();
  }
}
