package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.settings.BarKind;

/**
 * Bars that a number of trades or a traded volume fills. The trade that reaches the threshold
 * belongs to the bar whole.
 *
 * <p>Source: Lopez de Prado (2018), Advances in financial machine learning, chapter 2.
 */
final class TradeBars extends BarSeries {

  /** What rounding may leave missing: ten trades of 0.1 fill 1. */
  private static final double FULL = 1 - 1e-9;

  private final BarKind kind;
  private boolean any;

  TradeBars(BarKind kind, long maxGap, Output output) {
    super(maxGap, output);
    this.kind = kind;
  }

  @Override
  void open(long time) {
    if (!any) {
      any = true;
      append(new OpenBar(time, time, false, true), time);
    }
  }

  @Override
  void add(OpenBar bar, Trade trade) {
    settle(bar);
    bar.trades.add(trade);
    bar.end = trade.time();
    if (full(bar.trades)) {
      bar.ended = true;
      append(new OpenBar(bar.end, bar.end, false, false), trade.time());
    }
  }

  private boolean full(TradePart trades) {
    return switch (kind.unit()) {
      case TRADES -> trades.count >= kind.size();
      case BASE -> trades.volume() >= kind.size() * FULL;
      case QUOTE -> trades.value() >= kind.size() * FULL;
      case SECONDS -> throw new IllegalStateException(kind + " is no bar of trades");
    };
  }

  @Override
  void finish(OpenBar bar, long lastTime) {
    if (bar.trades.count > 0) {
      emit(bar, false);
    }
  }
}
