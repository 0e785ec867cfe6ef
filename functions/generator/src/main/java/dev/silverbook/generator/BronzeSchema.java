package dev.silverbook.generator;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.NumberEncoding;
import java.util.List;

/** The columns of the two bronze datasets, encoded as any reader understands. */
final class BronzeSchema {

  private static final Column COLLECTED_AT =
      column("collected_at", ColumnType.INT64, "ms", "when the recorder saw it");
  private static final Column CAPTURE_TS =
      column("capture_ts", ColumnType.TIMESTAMP_MICROS, "us", "when the recorder saw it");
  private static final Column TIMESTAMP =
      column("timestamp", ColumnType.INT64, "ms", "the exchange's time");

  /** {@code collected_at}, {@code capture_ts}, {@code timestamp}, {@code nonce}, both sides. */
  static final FeatureSchema SNAPSHOTS =
      new FeatureSchema(
          List.of(
              COLLECTED_AT,
              CAPTURE_TS,
              TIMESTAMP,
              column("nonce", ColumnType.INT64, "1", "the exchange's sequence number"),
              column("bids", ColumnType.LEVELS, "quote, base", "bid levels, best first"),
              column("asks", ColumnType.LEVELS, "quote, base", "ask levels, best first")),
          NumberEncoding.PLAIN);

  /** {@code collected_at}, {@code capture_ts}, {@code timestamp}, side, price, amount. */
  static final FeatureSchema TRADES =
      new FeatureSchema(
          List.of(
              COLLECTED_AT,
              CAPTURE_TS,
              TIMESTAMP,
              Column.number("side", Category.IDENTITY, "", "the aggressor")
                  .asLabel(List.of("buy", "sell")),
              Column.number("price", Category.IDENTITY, "quote", "price"),
              Column.number("amount", Category.IDENTITY, "base", "amount")),
          NumberEncoding.PLAIN);

  private BronzeSchema() {}

  private static Column column(String name, ColumnType type, String unit, String definition) {
    return new Column(name, type, Category.IDENTITY, unit, definition, "", false, true, List.of());
  }
}
