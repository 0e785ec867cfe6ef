package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.read.BookSource;
import dev.silverbook.lake.internal.read.Decompressor;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import dev.silverbook.lake.internal.read.LevelsColumn;
import dev.silverbook.lake.internal.read.ListShape;
import dev.silverbook.lake.internal.read.ParquetFile;
import dev.silverbook.lake.internal.read.SchemaNode;
import java.util.List;
import java.util.Optional;

/**
 * The spellings of an order book, tried in this order: a column per level and number; lists of
 * structs; lists of lists; lists of prices beside lists of sizes; JSON text; the best quotes alone.
 * What looks like changes of levels, or like rows of single levels, is refused and not taken for
 * books.
 */
public final class BookShapes implements BookSource {

  private static final String LEVELS_EXPECTED =
      "list<struct<price, size>>, list<list<double>> or JSON text";
  private static final List<String> MARKERS = List.of("is_snapshot", "delta");
  private static final List<String> PARALLEL_SIZES =
      List.of("sizes", "qtys", "quantities", "amounts", "volumes");

  @Override
  public Sides find(ParquetFile file, Decompressor decompressor) throws UnreadableObjectException {
    SchemaNode root = file.root();
    Optional<FlatNames.Book> flat = FlatNames.find(root);
    if (flat.isPresent()) {
      return new Sides(
          new FlatLevels(file, decompressor, flat.get().bids()),
          new FlatLevels(file, decompressor, flat.get().asks()));
    }
    Optional<SchemaNode> bids = LevelNames.find(root, List.of("bids"));
    Optional<SchemaNode> asks = LevelNames.find(root, List.of("asks"));
    boolean nested =
        bids.isPresent() && asks.isPresent() && !bids.get().text() && !asks.get().text();
    if (nested) {
      refuseChanges(file);
      return new Sides(
          levels(file, bids.get(), decompressor), levels(file, asks.get(), decompressor));
    }
    Optional<Sides> parallel = parallel(file, decompressor);
    if (parallel.isPresent()) {
      return parallel.get();
    }
    Optional<SchemaNode> bidText = LevelNames.find(root, List.of("bids", "bids_json"));
    Optional<SchemaNode> askText = LevelNames.find(root, List.of("asks", "asks_json"));
    if (bidText.isPresent() && askText.isPresent()) {
      refuseChanges(file);
      return new Sides(
          levels(file, bidText.get(), decompressor), levels(file, askText.get(), decompressor));
    }
    refuseSingleLevels(file);
    Optional<Sides> quotes = quotes(file, decompressor);
    if (quotes.isPresent()) {
      return quotes.get();
    }
    String side = bidText.isPresent() ? "asks" : "bids";
    throw refused(
        file,
        "column '" + side + "' is missing, expected " + LEVELS_EXPECTED + "; correct the writer");
  }

  private static LevelsColumn levels(ParquetFile file, SchemaNode list, Decompressor decompressor)
      throws UnreadableObjectException {
    if (list.text() && !list.repeated()) {
      return new JsonLevels(file, file.requireReadable(list), decompressor);
    }
    if (list.leaf() || (!list.repeated() && !ListShape.hasRepeatedChild(list))) {
      throw mismatch(file, list, LEVELS_EXPECTED);
    }
    SchemaNode element = ListShape.element(list);
    int elementDefinition = ListShape.repeated(list).definitionLevel();
    if (ListShape.hasRepeatedChild(element)) {
      SchemaNode number = ListShape.element(element);
      if (!number.leaf() || !DoubleDecoder.reads(number)) {
        throw mismatch(file, list, LEVELS_EXPECTED);
      }
      int numberDefinition = ListShape.repeated(element).definitionLevel();
      return new PairLevels(
          file, file.requireReadable(number), decompressor, elementDefinition, numberDefinition);
    }
    Optional<SchemaNode> price = LevelNames.find(element, LevelNames.PRICES);
    Optional<SchemaNode> size = LevelNames.find(element, LevelNames.SIZES);
    if (price.isEmpty() || size.isEmpty() || !number(price.get()) || !number(size.get())) {
      throw mismatch(file, list, LEVELS_EXPECTED);
    }
    return new StructLevels(
        new ListColumn(file, file.requireReadable(price.get()), decompressor, elementDefinition),
        new ListColumn(file, file.requireReadable(size.get()), decompressor, elementDefinition));
  }

  private static Optional<Sides> parallel(ParquetFile file, Decompressor decompressor)
      throws UnreadableObjectException {
    Optional<LevelsColumn> bids = parallel(file, "bid", decompressor);
    Optional<LevelsColumn> asks = parallel(file, "ask", decompressor);
    if (bids.isEmpty() || asks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Sides(bids.get(), asks.get()));
  }

  private static Optional<LevelsColumn> parallel(
      ParquetFile file, String side, Decompressor decompressor) throws UnreadableObjectException {
    Optional<SchemaNode> prices = LevelNames.find(file.root(), List.of(side + "_prices"));
    Optional<SchemaNode> sizes =
        LevelNames.find(
            file.root(), PARALLEL_SIZES.stream().map(name -> side + "_" + name).toList());
    if (prices.isEmpty() || sizes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StructLevels(
            numbers(file, prices.get(), decompressor), numbers(file, sizes.get(), decompressor)));
  }

  private static ListColumn numbers(ParquetFile file, SchemaNode list, Decompressor decompressor)
      throws UnreadableObjectException {
    boolean isList = list.repeated() || (!list.leaf() && ListShape.hasRepeatedChild(list));
    SchemaNode number = ListShape.element(list);
    if (!isList || !number.leaf() || !DoubleDecoder.reads(number)) {
      throw mismatch(file, list, "list<double>");
    }
    return new ListColumn(
        file,
        file.requireReadable(number),
        decompressor,
        ListShape.repeated(list).definitionLevel());
  }

  private static Optional<Sides> quotes(ParquetFile file, Decompressor decompressor)
      throws UnreadableObjectException {
    Optional<FlatNames.Level> bid = quote(file.root(), "bid", "b", "B");
    Optional<FlatNames.Level> ask = quote(file.root(), "ask", "a", "A");
    if (bid.isEmpty() || ask.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sides(
            new FlatLevels(file, decompressor, List.of(bid.get())),
            new FlatLevels(file, decompressor, List.of(ask.get()))));
  }

  private static Optional<FlatNames.Level> quote(
      SchemaNode root, String side, String price, String size) {
    Optional<SchemaNode> prices =
        LevelNames.find(
            root,
            List.of(
                side + "_price", side + "_px", "best_" + side, "best_" + side + "_price", price));
    Optional<SchemaNode> sizes =
        LevelNames.find(
            root,
            List.of(
                side + "_size",
                side + "_amount",
                side + "_qty",
                side + "_quantity",
                side + "_sz",
                "best_" + side + "_size",
                "best_" + side + "_qty",
                size));
    if (prices.isEmpty() || sizes.isEmpty() || !number(prices.get()) || !number(sizes.get())) {
      return Optional.empty();
    }
    return Optional.of(new FlatNames.Level(prices.get(), sizes.get()));
  }

  private static boolean number(SchemaNode node) {
    return node.leaf() && !node.repeated() && DoubleDecoder.reads(node);
  }

  private static void refuseChanges(ParquetFile file) throws UnreadableObjectException {
    Optional<SchemaNode> marker = LevelNames.find(file.root(), MARKERS);
    if (marker.isPresent()) {
      throw refused(
          file,
          "column '"
              + marker.get().name()
              + "' says that rows change the book instead of holding it, which is not read; write"
              + " whole books, without that column");
    }
  }

  private static void refuseSingleLevels(ParquetFile file) throws UnreadableObjectException {
    SchemaNode root = file.root();
    boolean side = LevelNames.find(root, List.of("side")).isPresent();
    boolean price = LevelNames.find(root, List.of("price", "px")).isPresent();
    boolean size = LevelNames.find(root, LevelNames.SIZES).isPresent();
    if (side && price && size) {
      throw refused(
          file,
          "columns 'side' and 'price' say that a row is one level of a book, or a trade; expected"
              + " one book a row, in 'bids' and 'asks' as "
              + LEVELS_EXPECTED
              + "; gather the levels of each time in one row");
    }
  }

  private static UnreadableObjectException mismatch(
      ParquetFile file, SchemaNode found, String expected) {
    return refused(
        file,
        "column '"
            + found.name()
            + "' is "
            + found.describe()
            + ", expected "
            + expected
            + "; correct the writer");
  }

  private static UnreadableObjectException refused(ParquetFile file, String message) {
    String key = file.object().key();
    return new UnreadableObjectException(Reason.SCHEMA_MISMATCH, key, key + ": " + message);
  }
}
