package dev.silverbook.command.spelling;

import java.util.List;
import java.util.Random;
import org.apache.parquet.example.data.Group;

/** How trades say who the aggressor was. */
enum SideWords {
  WORDS("side", "buy", "sell"),
  CAPITALS("taker_side", "BUY", "SELL"),
  LETTERS("side", "b", "s"),
  OF_BOOK("aggressor_side", "bid", "ask"),
  DATABENTO("side", "B", "A"),
  PAST("aggressor", "Bought", "Sold"),
  LONG_WORDS("side", "BUY_AGGRESSOR", "SELL_AGGRESSOR"),
  SIGN("side", 1, -1),
  SIGN_IN_TEXT("side", "1", "-1"),
  SIGN_IN_FLOATS("side", 1.0, -1.0),
  FIX("side", 1, 2),
  FIX_IN_FLOATS("side", 1.0, 2.0),
  FIX_IN_TEXT("Side", "1", "2"),
  TRUTH("side", true, false),
  MAKER_FLAG("is_buyer_maker", false, true),
  MAKER_FLAG_IN_CAMELS("isBuyerMaker", false, true),
  MAKER_NUMBER("buyer_maker", 0, 1),
  MAKER_TEXT("m", "False", "True"),
  MAKER_FLOAT("is_buyer_maker", 0.0, 1.0),
  /** Needs {@code sides} in the configuration. */
  OWN("side", "Long", "short"),
  /** Needs {@code sides.maker} in the configuration. */
  MAKER("side", "sell", "buy"),
  /** No column: amounts of sells are negative. */
  SIGNED_AMOUNT("", null, null);

  private static final List<String> UNKNOWN = List.of("", "x", "unknown");

  private final String column;

  // Texts, numbers and truth values, none of which can change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Object buy;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Object sell;

  SideWords(String column, Object buy, Object sell) {
    this.column = column;
    this.buy = buy;
    this.sell = sell;
  }

  /** What the configuration must say. */
  String configuration() {
    return switch (this) {
      case OWN -> "sides: {buy: [long], sell: [SHORT]}\n";
      case MAKER -> "sides: {maker: true}\n";
      default -> "";
    };
  }

  /** What an amount is written as. */
  double amount(Row.Trade trade) {
    return this == SIGNED_AMOUNT && !trade.buy() ? -trade.amount() : trade.amount();
  }

  /** The column. */
  SpelledColumn column(Random random) {
    String unknown = UNKNOWN.get(random.nextInt(UNKNOWN.size()));
    String type =
        buy instanceof String
            ? "binary " + column + " (STRING)"
            : (buy instanceof Boolean ? "boolean " : buy instanceof Double ? "double " : "int32 ")
                + column;
    return new SpelledColumn(
        "optional " + type + ";", (group, row) -> add(group, row.trade(), unknown));
  }

  private void add(Group group, Row.Trade trade, String unknown) {
    Object value = trade.buy() == null ? null : trade.buy() ? buy : sell;
    if (value == null) {
      if (buy instanceof String && !unknown.isEmpty()) {
        group.add(column, unknown);
      }
    } else if (value instanceof Boolean truth) {
      group.add(column, truth);
    } else if (value instanceof Integer number) {
      group.add(column, number);
    } else if (value instanceof Double number) {
      group.add(column, number);
    } else {
      group.add(column, (String) value);
    }
  }
}
