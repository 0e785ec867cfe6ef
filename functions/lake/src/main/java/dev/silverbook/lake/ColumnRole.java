package dev.silverbook.lake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column can mean, with the names that recorders and vendors give it, best known first. */
public enum ColumnRole {
  /** When the recorder received the row. */
  CAPTURE_TIME(
      "when the recorder received the row",
      "capture_ts",
      "received_time",
      "local_timestamp",
      "receipt_timestamp",
      "ts_recv",
      "ts_init",
      "recv_time",
      "capture_time",
      "collected_at"),
  /** When the exchange says that it happened. */
  EXCHANGE_TIME(
      "when the exchange says that it happened",
      "timestamp",
      "exchange_time",
      "origin_time",
      "ts_event",
      "event_time",
      "transaction_time",
      "time",
      "E",
      "T"),
  /** The exchange's number of a book. */
  SEQUENCE(
      "the exchange's number of a book",
      "nonce",
      "sequence",
      "sequence_number",
      "seq",
      "update_id",
      "last_update_id",
      "u"),
  /** A trade's price. */
  PRICE("a trade's price", "price", "px", "p"),
  /** A trade's amount. */
  AMOUNT("a trade's amount", "amount", "size", "quantity", "qty", "volume", "q", "sz"),
  /** A trade's number. */
  TRADE_ID("a trade's number", "trade_id", "id", "tid", "t"),
  /** The aggressor's side. */
  SIDE("the aggressor's side", "side", "taker_side", "aggressor_side", "aggressor"),
  /** Whether the buyer was the maker. */
  BUYER_MAKER(
      "whether the buyer was the maker", "is_buyer_maker", "isBuyerMaker", "buyer_maker", "m");

  // Made by List.of: never changed.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  private final String meaning;

  ColumnRole(String meaning, String... names) {
    this.meaning = meaning;
    this.names = List.of(names);
  }

  /** Known names, best first. */
  public List<String> names() {
    return names;
  }

  /** What such a column holds, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The key below {@code columns} in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The column of this role among {@code columns}: an exact match of any known name goes first,
   * then one without regard to case; names of one letter match only exactly.
   */
  public Optional<String> find(List<String> columns) {
    for (String name : names) {
      if (columns.contains(name)) {
        return Optional.of(name);
      }
    }
    for (String name : names) {
      for (String column : columns) {
        if (name.length() > 1 && name.equalsIgnoreCase(column)) {
          return Optional.of(column);
        }
      }
    }
    return Optional.empty();
  }
}
