package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.OrderBook;

/**
 * Mid, spread and microprice {@code (p_b q_a + p_a q_b) / (q_b + q_a)}.
 *
 * <p>Source of the size-weighted mid: Gatheral and Oomen (2010), Zero-intelligence realized
 * variance estimation, Finance and Stochastics 14(2).
 */
final class TopOfBookGroup extends FeatureGroup {

  private final int mid;
  private final int spread;
  private final int relativeSpread;
  private final int microprice;
  private final int microMinusMid;

  TopOfBookGroup(ColumnList columns) {
    mid = columns.add(quote("mid_price", "(best bid + best ask) / 2"));
    spread = columns.add(quote("spread", "best ask - best bid"));
    relativeSpread =
        columns.add(Column.number("relative_spread", STRUCTURAL, "1", "spread / mid_price"));
    microprice =
        columns.add(
            quote(
                    "microprice",
                    "(bid price * ask size + ask price * bid size) / (bid + ask size): the"
                        + " size-weighted mid; Stoikov 2018 keeps the name for another estimator")
                .from("Gatheral & Oomen 2010"));
    microMinusMid = columns.add(quote("micro_minus_mid", "microprice - mid_price"));
  }

  private static Column quote(String name, String definition) {
    return Column.number(name, STRUCTURAL, "quote", definition);
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    OrderBook book = row.book();
    double bidSize = book.bids.size[0];
    double askSize = book.asks.size[0];
    double micro =
        (book.bids.price[0] * askSize + book.asks.price[0] * bidSize) / (bidSize + askSize);
    out.set(mid, row.mid());
    out.set(spread, row.spread());
    out.set(relativeSpread, row.relativeSpread());
    out.set(microprice, micro);
    out.set(microMinusMid, micro - row.mid());
  }
}
