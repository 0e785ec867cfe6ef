package dev.silverbook.command.spelling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One random way of writing one random day, and the same day as it is written canonically. */
final class Spelling {

  private static final List<String> CAPTURE =
      List.of(
          "capture_ts",
          "received_time",
          "local_timestamp",
          "receipt_timestamp",
          "ts_recv",
          "ts_init",
          "recv_time",
          "capture_time",
          "collected_at",
          "Received_Time");
  private static final List<String> EXCHANGE =
      List.of(
          "timestamp",
          "exchange_time",
          "origin_time",
          "ts_event",
          "event_time",
          "transaction_time",
          "time",
          "E",
          "T",
          "TimeStamp");
  private static final List<String> SEQUENCE =
      List.of(
          "nonce",
          "sequence",
          "sequence_number",
          "seq",
          "update_id",
          "last_update_id",
          "u",
          "Sequence");
  private static final List<String> ID = List.of("trade_id", "id", "tid", "t", "TRADE_ID");
  private static final List<String> PRICE = List.of("price", "px", "p", "Price");
  private static final List<String> AMOUNT =
      List.of("amount", "size", "quantity", "qty", "volume", "q", "sz", "Quantity");

  private final Random random;
  private final RandomDay day;
  private final BookShape shape;
  private final boolean exchangeTime;
  private final boolean sequence;
  private final boolean ids;
  private final boolean fixedPoint;
  private final boolean mixed;
  private final boolean rowsWithoutClock;
  private final int repetition;
  private final SideWords sides;
  private final LakeFiles bookPlaces;
  private final List<String> drawn = new ArrayList<>();

  private static <T> T drawn(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  /** Everything follows from the seed. */
  Spelling(long seed) {
    random = new Random(seed);
    day = new RandomDay(random);
    shape = drawn(random, BookShape.values());
    exchangeTime = random.nextBoolean();
    // Without a sequence events of one time are one event.
    sequence = random.nextBoolean() || (day.ties() && (shape.single() || shape.changes()));
    ids = random.nextInt(3) != 0;
    fixedPoint = !shape.json() && random.nextInt(10) == 0;
    mixed = shape.whole() && random.nextInt(3) == 0;
    rowsWithoutClock = random.nextInt(8) == 0;
    repetition = random.nextInt(4);
    SideWords words = drawn(random, SideWords.values());
    boolean allKnown = day.trades().stream().allMatch(row -> row.trade().buy() != null);
    sides = words == SideWords.SIGNED_AMOUNT && !allKnown ? SideWords.WORDS : words;
    bookPlaces = new LakeFiles(random, day.date());
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** What {@code --layout} must say; empty where nothing need be said. */
  String layout() {
    return bookPlaces.pattern();
  }

  /** The configuration that the spelling needs. */
  String configuration() {
    return sides.configuration() + (fixedPoint ? "price_scale: 0.001\nsize_scale: 1e-3\n" : "");
  }

  /** Writes it below {@code root}. */
  void write(Path root) throws IOException {
    List<Row> books = BookRows.of(shape, day.books(), random);
    List<List<Row>> files = split(books, sequence);
    List<SpelledColumn> columns = bookColumns(shape);
    for (int i = 0; i < files.size(); i++) {
      if (mixed && i > 0) {
        List<BookShape> whole = Stream.of(BookShape.values()).filter(BookShape::whole).toList();
        columns = bookColumns(fixedPoint ? BookShape.FLAT : pick(whole));
      }
      write(root.resolve("orderbook"), i, columns, files.get(i));
    }
    List<List<Row>> trades = split(day.trades(), ids);
    columns = tradeColumns();
    for (int i = 0; i < trades.size(); i++) {
      if (mixed && i > 0) {
        columns = tradeColumns();
      }
      write(root.resolve("trades"), i, columns, trades.get(i));
    }
  }

  private void write(Path root, int index, List<SpelledColumn> columns, List<Row> rows)
      throws IOException {
    Path file = root.resolve(bookPlaces.path(index));
    Files.createDirectories(file.getParent());
    List<SpelledColumn> shuffled = new ArrayList<>(columns);
    Collections.shuffle(shuffled, random);
    drawn.add(root.relativize(file) + ": " + rows.size() + " rows");
    shuffled.forEach(column -> drawn.add("    " + column.declaration()));
    Files.write(file, SpelledColumn.file(shuffled, rows, random));
  }

  /** Writes the same day canonically, with the same optional columns. */
  void writeCanonical(Path root) throws IOException {
    List<Row> books = shape == BookShape.QUOTES ? BookRows.best(day.books()) : day.books();
    List<SpelledColumn> book = new ArrayList<>();
    book.add(time("capture_ts", TimeType.MICROS));
    if (exchangeTime) {
      book.add(exchangeTime("timestamp", TimeType.WHOLE_MILLIS));
    }
    if (sequence) {
      book.add(number("nonce", false));
    }
    String level = "required double price; required double size;";
    for (boolean bids : new boolean[] {true, false}) {
      String name = bids ? "bids" : "asks";
      book.add(
          new SpelledColumn(
              ListEncoding.THREE_LEVELS.ofGroups(name, level),
              (group, row) -> {
                double[][] side = bids ? row.bids() : row.asks();
                ListEncoding.THREE_LEVELS.addGroups(
                    group,
                    name,
                    side.length,
                    (one, i) -> {
                      one.add("price", side[i][0]);
                      one.add("size", side[i][1]);
                    });
              }));
    }
    canonical(root.resolve("orderbook"), book, books);
    canonical(
        root.resolve("trades"),
        List.of(
            time("capture_ts", TimeType.MICROS),
            exchangeTime("timestamp", TimeType.WHOLE_MILLIS),
            SideWords.WORDS.column(new Random(0)),
            new SpelledColumn(
                "required double price;", (group, row) -> group.add("price", row.trade().price())),
            new SpelledColumn(
                "required double amount;",
                (group, row) -> group.add("amount", row.trade().amount()))),
        day.trades());
  }

  private void canonical(Path root, List<SpelledColumn> columns, List<Row> rows)
      throws IOException {
    Path file = root.resolve(LakeFiles.canonical(day.date()));
    Files.createDirectories(file.getParent());
    Files.write(file, SpelledColumn.file(columns, rows, new Random(0)));
  }

  /** The rows as files, in the order of their names. */
  private List<List<Row>> split(List<Row> rows, boolean numbered) {
    List<List<Row>> files = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      files.add(new ArrayList<>());
    }
    boolean events = shape.changes() || shape.single();
    int way = day.ties() ? 0 : random.nextInt(events ? 2 : 3);
    for (int i = 0; i < rows.size(); i++) {
      int file =
          switch (way) {
            case 0 -> (int) ((long) i * count / rows.size());
            case 1 -> Math.floorMod(rows.get(i).number(), count);
            default -> random.nextInt(count);
          };
      files.get(file).add(rows.get(i));
    }
    if (way == 2) {
      files.forEach(file -> Collections.shuffle(file, random));
    }
    repeat(files, rows, numbered);
    if (rowsWithoutClock) {
      List<Row> file = pick(files);
      for (int i = 0; i < 3 && !rows.isEmpty(); i++) {
        file.add(random.nextInt(file.size() + 1), pick(rows).at(null));
      }
    }
    return files;
  }

  private void repeat(List<List<Row>> files, List<Row> rows, boolean numbered) {
    if (!numbered || repetition == 0) {
      return;
    }
    switch (repetition) {
      case 1 -> files.add(new ArrayList<>(rows));
      case 2 -> {
        int from = random.nextInt(rows.size());
        files.add(
            new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + random.nextInt(20)))));
      }
      default -> {
        List<Row> file = pick(files);
        for (int i = file.size() - 1; i >= 0; i--) {
          if (random.nextInt(4) == 0) {
            file.add(i, file.get(i));
          }
        }
      }
    }
  }

  private NumberType numberType() {
    if (fixedPoint) {
      return NumberType.FIXED_POINT;
    }
    List<NumberType> fit =
        Stream.of(NumberType.values())
            .filter(type -> type != NumberType.FIXED_POINT && (day.whole() || !type.whole()))
            .toList();
    return pick(fit);
  }

  private TimeType timeType(long resolution) {
    return pick(Stream.of(TimeType.values()).filter(type -> type.holds(resolution)).toList());
  }

  private void clocks(List<SpelledColumn> columns, boolean exchange) {
    columns.add(time(pick(CAPTURE), timeType(day.resolution())));
    if (exchange) {
      columns.add(exchangeTime(pick(EXCHANGE), timeType(Math.max(1_000, day.resolution()))));
    }
    if (random.nextBoolean()) {
      columns.add(SpelledColumn.constant("exchange", "binance"));
      columns.add(SpelledColumn.constant("symbol", "btcusdt"));
    }
    if (random.nextBoolean()) {
      columns.add(SpelledColumn.constant("comment", "none"));
    }
  }

  private List<SpelledColumn> bookColumns(BookShape of) {
    List<SpelledColumn> columns = new ArrayList<>();
    clocks(columns, exchangeTime);
    if (sequence) {
      columns.add(number(pick(SEQUENCE), false));
    }
    BookColumns book = new BookColumns(random, day.levels(), numberType(), numberType());
    columns.addAll(book.of(of));
    if (of.changes()) {
      columns.add(book.marker());
    }
    return columns;
  }

  private List<SpelledColumn> tradeColumns() {
    List<SpelledColumn> columns = new ArrayList<>();
    clocks(columns, random.nextBoolean());
    if (ids) {
      columns.add(number(pick(ID), random.nextBoolean()));
    }
    if (sides != SideWords.SIGNED_AMOUNT) {
      columns.add(sides.column(random));
    }
    String price = pick(PRICE);
    NumberType priceType = numberType();
    columns.add(
        new SpelledColumn(
            priceType.declare("optional", price),
            (group, row) -> priceType.add(group, price, row.trade().price())));
    String amount = pick(AMOUNT);
    NumberType amountType = signed(numberType());
    columns.add(
        new SpelledColumn(
            amountType.declare("required", amount),
            (group, row) -> amountType.add(group, amount, sides.amount(row.trade()))));
    return columns;
  }

  private NumberType signed(NumberType type) {
    boolean unsigned = type == NumberType.UNSIGNED || type == NumberType.SHORT;
    return unsigned && sides == SideWords.SIGNED_AMOUNT ? NumberType.DOUBLE : type;
  }

  private static SpelledColumn time(String name, TimeType type) {
    return new SpelledColumn(
        type.declare(name),
        (group, row) -> {
          if (row.time() != null) {
            type.add(group, name, row.time());
          }
        });
  }

  private static SpelledColumn exchangeTime(String name, TimeType type) {
    return new SpelledColumn(
        type.declare(name), (group, row) -> type.add(group, name, row.exchangeTime() * 1_000));
  }

  private static SpelledColumn number(String name, boolean asText) {
    return asText
        ? new SpelledColumn(
            "optional binary " + name + " (STRING);",
            (group, row) -> group.add(name, Long.toString(row.number())))
        : new SpelledColumn(
            "optional int64 " + name + ";", (group, row) -> group.add(name, row.number()));
  }

  /** What was drawn, for people who look for the fault. */
  @Override
  public String toString() {
    return shape
        + (mixed ? " mixed with others" : "")
        + ", sides "
        + sides
        + ", repetition "
        + repetition
        + (day.ties() ? ", equal times" : "")
        + ", "
        + bookPlaces
        + "\n  "
        + String.join("\n  ", drawn);
  }
}
