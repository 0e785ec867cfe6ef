package dev.silverbook.command.spelling;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;

/** Draws the columns in which one file holds its levels. */
final class BookColumns {

  private static final List<String> PRICES = List.of("price", "px", "p", "Price");
  private static final List<String> SIZES =
      List.of("size", "amount", "quantity", "qty", "volume", "sz", "q", "Amount");
  private static final List<String[]> FLAT =
      List.of(
          new String[] {"S_I_price", "S_I_size", "0"},
          new String[] {"S_I_price", "S_I_amount", "1"},
          new String[] {"Ss[I].price", "Ss[I].amount", "0"},
          new String[] {"S_px_II", "S_sz_II", "0"},
          new String[] {"S_price_I", "S_size_I", "0"},
          new String[] {"S_priceI", "S_qtyI", "1"},
          new String[] {"SIp", "SIq", "1"},
          new String[] {"FpI", "FqI", "1"},
          new String[] {"price_S_I", "volume_S_I", "0"},
          new String[] {"S_I_Price", "S_I_Quantity", "0"},
          new String[] {"level_I_S_price", "level_I_S_size", "0"},
          new String[] {"S_price_LI", "S_vol_LI", "1"},
          new String[] {"I_S_price", "I_S_size", "0"},
          new String[] {"FpI", "FvI", "1"});
  private static final List<String[]> QUOTES =
      List.of(
          new String[] {"bid_price", "bid_size", "ask_price", "ask_size"},
          new String[] {"bid_px", "bid_qty", "ask_px", "ask_qty"},
          new String[] {"best_bid", "bid_amount", "best_ask", "ask_amount"},
          new String[] {"Bid_Price", "Bid_Amount", "Ask_Price", "Ask_Amount"},
          new String[] {"bidPrice", "bidQty", "askPrice", "askQty"},
          new String[] {"bid", "bidVolume", "ask", "askVolume"},
          new String[] {"b", "B", "a", "A"});

  private final Random random;
  private final int levels;
  private final NumberType price;
  private final NumberType size;

  /**
   * Draws.
   *
   * @param levels most levels of a side
   */
  BookColumns(Random random, int levels, NumberType price, NumberType size) {
    this.random = random;
    this.levels = levels;
    this.price = price;
    this.size = size;
  }

  /** Columns of {@code shape}. */
  List<SpelledColumn> of(BookShape shape) {
    return switch (shape) {
      case FLAT -> flat();
      case STRUCTS, UPDATES_IN_STRUCTS -> structs();
      case PAIRS, UPDATES_IN_PAIRS -> pairs();
      case PARALLEL -> parallel();
      case JSON_PAIRS, UPDATES_IN_JSON -> json(false);
      case JSON_OBJECTS -> json(true);
      case QUOTES -> quotes();
      case LEVELS, UPDATES -> single();
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<SpelledColumn> sides(
      String bids, String asks, Function<Side, SpelledColumn> column) {
    return List.of(
        column.apply(new Side(bids, Row::bids)), column.apply(new Side(asks, Row::asks)));
  }

  private record Side(String name, Function<Row, double[][]> levels) {}

  private List<SpelledColumn> flat() {
    String[] names = pick(FLAT);
    int first = Integer.parseInt(names[2]);
    List<SpelledColumn> columns = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int index = first + level;
      for (int part = 0; part < 2; part++) {
        int which = part;
        int position = level;
        for (boolean bid : new boolean[] {true, false}) {
          String name =
              names[part]
                  .replace("II", String.format("%02d", index))
                  .replace("I", Integer.toString(index))
                  .replace("S", bid ? "bid" : "ask")
                  .replace("F", bid ? "b" : "a");
          columns.add(number(name, bid, position, which));
        }
      }
    }
    return columns;
  }

  private SpelledColumn number(String name, boolean bid, int level, int part) {
    NumberType type = part == 0 ? price : size;
    return new SpelledColumn(
        type.declare("optional", name),
        (group, row) -> {
          double[][] side = bid ? row.bids() : row.asks();
          if (level < side.length) {
            type.add(group, name, side[level][part]);
          }
        });
  }

  private List<SpelledColumn> quotes() {
    String[] names = pick(QUOTES);
    return List.of(
        number(names[0], true, 0, 0),
        number(names[1], true, 0, 1),
        number(names[2], false, 0, 0),
        number(names[3], false, 0, 1));
  }

  private List<SpelledColumn> structs() {
    ListEncoding encoding = pick(List.of(ListEncoding.values()));
    String priceName = pick(PRICES);
    String sizeName = pick(SIZES);
    List<String> fields = new ArrayList<>();
    fields.add(price.declare("optional", priceName));
    fields.add(size.declare("required", sizeName));
    if (random.nextBoolean()) {
      fields.add("optional int32 orders;");
    }
    java.util.Collections.shuffle(fields, random);
    String all = String.join(" ", fields);
    return sides(
        "bids",
        "asks",
        side ->
            new SpelledColumn(
                encoding.ofGroups(side.name(), all),
                (group, row) -> {
                  double[][] content = side.levels().apply(row);
                  encoding.addGroups(
                      group,
                      side.name(),
                      content.length,
                      (level, i) -> {
                        price.add(level, priceName, content[i][0]);
                        size.add(level, sizeName, content[i][1]);
                      });
                }));
  }

  private List<SpelledColumn> pairs() {
    // An annotated field that is repeated itself would be no list by the format's rules.
    ListEncoding encoding =
        pick(Stream.of(ListEncoding.values()).filter(one -> one != ListEncoding.REPEATED).toList());
    return sides(
        "bids",
        "asks",
        side ->
            new SpelledColumn(
                encoding.ofPairs(side.name(), price),
                (group, row) ->
                    encoding.addPairs(group, side.name(), price, side.levels().apply(row))));
  }

  private List<SpelledColumn> parallel() {
    ListEncoding encoding = pick(List.of(ListEncoding.values()));
    String sizes = pick(List.of("sizes", "qtys", "quantities", "amounts", "volumes"));
    List<SpelledColumn> columns = new ArrayList<>();
    columns.addAll(sides("bid_prices", "ask_prices", side -> numbers(encoding, side, price, 0)));
    columns.addAll(sides("bid_" + sizes, "ask_" + sizes, side -> numbers(encoding, side, size, 1)));
    return columns;
  }

  private static SpelledColumn numbers(
      ListEncoding encoding, Side side, NumberType type, int part) {
    return new SpelledColumn(
        encoding.ofNumbers(side.name(), type),
        (group, row) ->
            encoding.addNumbers(
                group,
                side.name(),
                type,
                Arrays.stream(side.levels().apply(row)).mapToDouble(one -> one[part]).toArray()));
  }

  private List<SpelledColumn> json(boolean objects) {
    boolean quoted = random.nextBoolean();
    String suffix = random.nextBoolean() ? "_json" : "";
    String priceName = pick(PRICES);
    String sizeName = pick(SIZES);
    String level =
        objects
            ? "{\"" + priceName + "\": %s, \"orders\": [1, {}], \"" + sizeName + "\": %s}"
            : random.nextBoolean() ? "[%s,%s]" : "[%s, %s, 0, \"x\"]";
    String logical = random.nextBoolean() ? " (STRING)" : " (JSON)";
    return sides(
        "bids" + suffix,
        "asks" + suffix,
        side ->
            new SpelledColumn(
                "optional binary " + side.name() + logical + ";",
                (group, row) ->
                    group.add(
                        side.name(),
                        Arrays.stream(side.levels().apply(row))
                            .map(
                                one ->
                                    String.format(
                                        level, text(one[0], quoted), text(one[1], quoted)))
                            .collect(Collectors.joining(", ", "[", "]")))));
  }

  private static String text(double number, boolean quoted) {
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    return quoted ? '"' + plain + '"' : plain;
  }

  private List<SpelledColumn> single() {
    String side = pick(List.of("side", "Side"));
    String priceName = pick(PRICES.subList(0, 3));
    String sizeName = pick(List.of("size", "amount", "qty", "quantity", "volume"));
    String[] words =
        pick(
            List.of(
                new String[] {"bid", "ask"},
                new String[] {"buy", "sell"},
                new String[] {"B", "A"},
                new String[] {"BID", "ASK"}));
    return List.of(
        new SpelledColumn(
            "optional binary " + side + " (STRING);",
            (group, row) -> group.add(side, words[row.bids().length > 0 ? 0 : 1])),
        new SpelledColumn(
            price.declare("optional", priceName),
            (group, row) -> price.add(group, priceName, level(row)[0])),
        new SpelledColumn(
            size.declare("required", sizeName),
            (group, row) -> size.add(group, sizeName, level(row)[1])));
  }

  private static double[] level(Row row) {
    return row.bids().length > 0 ? row.bids()[0] : row.asks()[0];
  }

  /** The column that tells snapshots from changes. */
  SpelledColumn marker() {
    boolean delta = random.nextBoolean();
    String name = delta ? "delta" : "is_snapshot";
    int kind = random.nextInt(3);
    String type =
        switch (kind) {
          case 0 -> "boolean " + name;
          case 1 -> "int32 " + name;
          default -> "binary " + name + " (STRING)";
        };
    return new SpelledColumn(
        "optional " + type + ";", (group, row) -> mark(group, name, kind, row.marked() != delta));
  }

  private static void mark(Group group, String name, int kind, boolean value) {
    switch (kind) {
      case 0 -> group.add(name, value);
      case 1 -> group.add(name, value ? 1 : 0);
      default -> group.add(name, value ? "True" : "False");
    }
  }
}
