package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.internal.window.DoubleDouble;

/** What the trades of a bar add up to. */
final class TradePart {

  private final DoubleDouble volume = new DoubleDouble();
  private final DoubleDouble bought = new DoubleDouble();
  private final DoubleDouble sold = new DoubleDouble();
  private final DoubleDouble value = new DoubleDouble();
  long count;
  double open = Double.NaN;
  double high = Double.NaN;
  double low = Double.NaN;
  double close = Double.NaN;

  void add(Trade trade) {
    double price = trade.price();
    if (count++ == 0) {
      open = price;
      high = price;
      low = price;
    }
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
    volume.add(trade.amount());
    bought.add(trade.bought());
    sold.add(trade.sold());
    value.addProduct(price, trade.amount());
  }

  /** Base units. */
  double volume() {
    return volume.value();
  }

  /** Base units bought by aggressors. */
  double bought() {
    return bought.value();
  }

  /** Base units sold by aggressors. */
  double sold() {
    return sold.value();
  }

  /** Quote units. */
  double value() {
    return value.value();
  }
}
