package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.LevelsTemplate;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ListShape;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.BookSource;
import dev.silverbook.lake.internal.read.ColumnTypes;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import dev.silverbook.lake.internal.read.LevelsColumn;
import dev.silverbook.lake.internal.read.Scales;
import dev.silverbook.lake.understood.BookShape;
import dev.silverbook.lake.understood.BookSpelling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The spellings of an order book, tried in this order: a column per level and number; lists of
 * structs; lists of lists; lists of prices beside lists of sizes; JSON text; rows of one level,
 * which are changes where a column tells snapshots from them; the best quotes alone.
 */
public final class BookShapes implements BookSource {

  private static final String LEVELS_EXPECTED =
      "list<struct<price, size>>, list<list<double>> or JSON text";
  private static final int MOST_NAMED = 20;
  private static final List<String> PARALLEL_SIZES =
      List.of("sizes", "qtys", "quantities", "amounts", "volumes");

  @Override
  public BookRows rows(ParquetFile file, InputContext context) {
    SchemaNode root = file.root();
    if (context.configuration().levels().isPresent() || FlatNames.find(root).isPresent()) {
      return BookRows.BOOKS;
    }
    boolean marked = marker(root).isPresent();
    if (gathered(root)) {
      return marked ? BookRows.CHANGES : BookRows.BOOKS;
    }
    if (single(root, context)) {
      return marked ? BookRows.CHANGES : BookRows.LEVELS;
    }
    return BookRows.BOOKS;
  }

  /** Whether a row holds all that it says of a side in one column, or in a pair of lists. */
  private record Gathered(boolean found) {}

  private static boolean gathered(SchemaNode root) {
    return root.remembered(Gathered.class, node -> new Gathered(findGathered(node))).found();
  }

  private static boolean findGathered(SchemaNode root) {
    boolean lists = LevelNames.find(root, List.of("bids", "bids_json")).isPresent();
    return (lists && LevelNames.find(root, List.of("asks", "asks_json")).isPresent())
        || (LevelNames.find(root, List.of("bid_prices")).isPresent()
            && LevelNames.find(root, List.of("ask_prices")).isPresent());
  }

  /** Whether a row says side, price and size. */
  private static boolean single(SchemaNode root, InputContext context) {
    return role(root, ColumnRole.SIDE, context).isPresent()
        && role(root, ColumnRole.PRICE, context).isPresent()
        && role(root, ColumnRole.AMOUNT, context).isPresent();
  }

  private static Optional<SchemaNode> role(SchemaNode root, ColumnRole role, InputContext context) {
    return Optional.ofNullable(context.configuration().columns().get(role))
        .or(() -> role.find(root.children().stream().map(SchemaNode::name).toList()))
        .flatMap(root::child);
  }

  /** The column that tells snapshots from changes. */
  private record MarkerOf(Optional<Marker> marker) {}

  private static Optional<Marker> marker(SchemaNode root) {
    return root.remembered(MarkerOf.class, node -> new MarkerOf(findMarker(node))).marker();
  }

  private static Optional<Marker> findMarker(SchemaNode root) {
    Optional<Marker> snapshot = marker(root, "is_snapshot", true);
    return snapshot.isPresent() ? snapshot : marker(root, "delta", false);
  }

  private static Optional<Marker> marker(SchemaNode root, String name, boolean snapshot) {
    // A column that holds nothing but nulls tells nothing from anything.
    return LevelNames.find(root, List.of(name))
        .filter(node -> !(node.leaf() && node.nulls()))
        .map(node -> new Marker(node, snapshot));
  }

  @Override
  public Sides find(ParquetFile file, Decompressor decompressor, InputContext context)
      throws UnreadableObjectException {
    BookRows rows = rows(file, context);
    Optional<Marker> marker = rows == BookRows.CHANGES ? marker(file.root()) : Optional.empty();
    if (rows != BookRows.BOOKS && !gathered(file.root())) {
      return singleLevels(file, decompressor, context, rows, marker);
    }
    Sides sides = books(file, decompressor, context);
    return new Sides(
        sides.bids(),
        sides.asks(),
        rows,
        marker,
        sides.scales(),
        sides.spelling().marked(name(marker)));
  }

  private static Sides books(ParquetFile file, Decompressor decompressor, InputContext context)
      throws UnreadableObjectException {
    SchemaNode root = file.root();
    Scales scales = new Scales(file, context);
    Optional<LevelsTemplate> said = context.configuration().levels();
    Optional<FlatNames.Book> flat =
        said.isPresent()
            ? Optional.of(TemplatedLevels.find(file, said.get()))
            : FlatNames.find(root);
    if (flat.isPresent()) {
      return flat(file, decompressor, scales, BookShape.FLAT, flat.get());
    }
    Optional<SchemaNode> bids = LevelNames.find(root, List.of("bids"));
    Optional<SchemaNode> asks = LevelNames.find(root, List.of("asks"));
    boolean nested =
        bids.isPresent() && asks.isPresent() && !bids.get().text() && !asks.get().text();
    if (nested) {
      return new Sides(
          levels(file, bids.get(), decompressor, scales),
          levels(file, asks.get(), decompressor, scales),
          scales,
          spelling(bids.get(), asks.get()));
    }
    Optional<Sides> parallel = parallel(file, decompressor, scales);
    if (parallel.isPresent()) {
      return parallel.get();
    }
    Optional<SchemaNode> bidText = LevelNames.find(root, List.of("bids", "bids_json"));
    Optional<SchemaNode> askText = LevelNames.find(root, List.of("asks", "asks_json"));
    if (bidText.isPresent() && askText.isPresent()) {
      return new Sides(
          levels(file, bidText.get(), decompressor, scales),
          levels(file, askText.get(), decompressor, scales),
          scales,
          spelling(bidText.get(), askText.get()));
    }
    Optional<FlatNames.Book> quotes = QuoteNames.find(root);
    if (quotes.isPresent()) {
      return flat(file, decompressor, scales, BookShape.QUOTES, quotes.get());
    }
    String side = bidText.isPresent() ? "asks" : "bids";
    List<String> there = root.children().stream().map(SchemaNode::name).toList();
    throw refused(
        file,
        "column '"
            + side
            + "' is missing, expected "
            + LEVELS_EXPECTED
            + "; the columns are "
            + String.join(", ", there.subList(0, Math.min(MOST_NAMED, there.size())))
            + (there.size() > MOST_NAMED ? ", ..." : "")
            + ": name those of a level (levels: {bid_price: ...}) or correct the writer");
  }

  private static Sides flat(
      ParquetFile file,
      Decompressor decompressor,
      Scales scales,
      BookShape shape,
      FlatNames.Book book)
      throws UnreadableObjectException {
    return new Sides(
        new FlatLevels(file, decompressor, book.bids(), scales),
        new FlatLevels(file, decompressor, book.asks(), scales),
        scales,
        new BookSpelling(shape, names(book.bids()), names(book.asks())));
  }

  private static Sides singleLevels(
      ParquetFile file,
      Decompressor decompressor,
      InputContext context,
      BookRows rows,
      Optional<Marker> marker)
      throws UnreadableObjectException {
    if (rows == BookRows.LEVELS) {
      refuseTrades(file, context);
    }
    // Who the maker of a trade was says nothing about the sides of a book.
    InputConfiguration ofBooks = context.configuration().ofBooks();
    ColumnTypes columns =
        new ColumnTypes(
            file, decompressor, new InputContext(context.day(), ofBooks, context.notes()));
    ColumnTypes.SideColumn side =
        columns
            .bookSide()
            .orElseThrow(() -> refused(file, "column 'side' says no side, expected bid or ask"));
    SingleLevels bids = new SingleLevels(side, columns.tradePrice(), columns.tradeAmount());
    return new Sides(
        bids,
        bids.asks(),
        rows,
        marker,
        columns.scales(),
        new BookSpelling(BookShape.ROWS, List.of(), List.of(), name(marker)));
  }

  private static Optional<String> name(Optional<Marker> marker) {
    return marker.map(found -> found.leaf().path());
  }

  /** Prices and sizes of a side, level by level. */
  private static List<String> names(List<FlatNames.Level> side) {
    return side.stream()
        .flatMap(level -> Stream.of(level.price().path(), level.size().path()))
        .toList();
  }

  /** Of lists or text, one column a side. */
  private static BookSpelling spelling(SchemaNode bids, SchemaNode asks) {
    BookShape shape =
        bids.text() && !bids.repeated()
            ? BookShape.JSON
            : !bids.leaf() && ListShape.hasRepeatedChild(ListShape.element(bids))
                ? BookShape.PAIRS
                : BookShape.STRUCTS;
    return new BookSpelling(shape, List.of(bids.path()), List.of(asks.path()));
  }

  private static void refuseTrades(ParquetFile file, InputContext context)
      throws UnreadableObjectException {
    List<Optional<SchemaNode>> ofTrades =
        List.of(
            role(file.root(), ColumnRole.TRADE_ID, context),
            role(file.root(), ColumnRole.BUYER_MAKER, context),
            role(file.root(), ColumnRole.SIDE, context)
                .filter(side -> !side.name().equalsIgnoreCase("side"))
                .filter(side -> !said(side, context)));
    for (Optional<SchemaNode> found : ofTrades) {
      if (found.isPresent()) {
        throw refused(
            file,
            "column '"
                + found.get().name()
                + "' says that rows of side, price and size are trades, expected levels of a book;"
                + " give the trades' place as such, or remove the column if it is none of a trade");
      }
    }
  }

  /** Whether it was said that the column is a side, so that its name means nothing. */
  private static boolean said(SchemaNode side, InputContext context) {
    return side.name().equals(context.configuration().columns().get(ColumnRole.SIDE));
  }

  private static LevelsColumn levels(
      ParquetFile file, SchemaNode list, Decompressor decompressor, Scales scales)
      throws UnreadableObjectException {
    if (list.text() && !list.repeated()) {
      return new JsonLevels(file, file.requireReadable(list), decompressor, scales);
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
          file,
          file.requireReadable(number),
          decompressor,
          elementDefinition,
          numberDefinition,
          scales);
    }
    Optional<SchemaNode> price = LevelNames.find(element, LevelNames.PRICES);
    Optional<SchemaNode> size = LevelNames.find(element, LevelNames.SIZES);
    if (price.isEmpty() || size.isEmpty() || !number(price.get()) || !number(size.get())) {
      throw mismatch(file, list, LEVELS_EXPECTED);
    }
    return new StructLevels(
        new ListColumn(
            file,
            file.requireReadable(price.get()),
            decompressor,
            scales.price(price.get()),
            elementDefinition),
        new ListColumn(
            file,
            file.requireReadable(size.get()),
            decompressor,
            scales.size(size.get()),
            elementDefinition));
  }

  private static Optional<Sides> parallel(
      ParquetFile file, Decompressor decompressor, Scales scales) throws UnreadableObjectException {
    Optional<LevelsColumn> bids = parallel(file, "bid", decompressor, scales);
    Optional<LevelsColumn> asks = parallel(file, "ask", decompressor, scales);
    if (bids.isEmpty() || asks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sides(
            bids.get(),
            asks.get(),
            scales,
            new BookSpelling(
                BookShape.PARALLEL, parallelNames(file, "bid"), parallelNames(file, "ask"))));
  }

  private static Optional<LevelsColumn> parallel(
      ParquetFile file, String side, Decompressor decompressor, Scales scales)
      throws UnreadableObjectException {
    Optional<SchemaNode> prices = parallelPrices(file, side);
    Optional<SchemaNode> sizes = parallelSizes(file, side);
    if (prices.isEmpty() || sizes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StructLevels(
            numbers(file, prices.get(), decompressor, scales::price),
            numbers(file, sizes.get(), decompressor, scales::size)));
  }

  private static Optional<SchemaNode> parallelPrices(ParquetFile file, String side) {
    return LevelNames.find(file.root(), List.of(side + "_prices"));
  }

  private static Optional<SchemaNode> parallelSizes(ParquetFile file, String side) {
    return LevelNames.find(
        file.root(), PARALLEL_SIZES.stream().map(name -> side + "_" + name).toList());
  }

  private static List<String> parallelNames(ParquetFile file, String side) {
    return Stream.of(parallelPrices(file, side), parallelSizes(file, side))
        .flatMap(Optional::stream)
        .map(SchemaNode::path)
        .toList();
  }

  private static ListColumn numbers(
      ParquetFile file,
      SchemaNode list,
      Decompressor decompressor,
      Function<SchemaNode, DoubleDecoder> decoder)
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
        decoder.apply(number),
        ListShape.repeated(list).definitionLevel());
  }

  static boolean number(SchemaNode node) {
    return node.leaf() && !node.repeated() && DoubleDecoder.reads(node);
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

  static UnreadableObjectException refused(ParquetFile file, String message) {
    String key = file.object().key();
    return new UnreadableObjectException(Reason.SCHEMA_MISMATCH, key, key + ": " + message);
  }
}
