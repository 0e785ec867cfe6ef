package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.book.BookSide;
import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.group.Row;

/** What bars need of one usable row, whatever columns are written. Reused from row to row. */
final class BookFacts {

  static final int MID = 0;
  static final int RELATIVE_SPREAD = 1;
  static final int IMBALANCE_1 = 2;
  static final int IMBALANCE_5 = 3;
  static final int BID_DEPTH = 4;
  static final int ASK_DEPTH = 5;

  /** How many quantities are averaged over time. */
  static final int AVERAGED = 6;

  private static final int FIVE = 5;

  final double[] averaged = new double[AVERAGED];
  final double[] carried = new double[Carried.COLUMNS.size()];
  long time;
  double bestSize;
  double logReturn;
  double orderFlow;
  double multiLevelFlow;
  boolean hasFlow;

  void set(Row row, Carried from) {
    BookSide bids = row.book().bids;
    BookSide asks = row.book().asks;
    time = row.time();
    averaged[MID] = row.mid();
    averaged[RELATIVE_SPREAD] = row.relativeSpread();
    averaged[IMBALANCE_1] = imbalance(bids, asks, 1);
    averaged[IMBALANCE_5] = imbalance(bids, asks, FIVE);
    averaged[BID_DEPTH] = bids.depth(bids.count);
    averaged[ASK_DEPTH] = asks.depth(asks.count);
    bestSize = row.book().bestSize();
    logReturn = row.logReturn();
    hasFlow = row.orderFlow().levels() > 0;
    orderFlow = row.orderFlow().level(0);
    multiLevelFlow = row.orderFlow().weighted();
    from.copyTo(carried);
  }

  double mid() {
    return averaged[MID];
  }

  double relativeSpread() {
    return averaged[RELATIVE_SPREAD];
  }

  private static double imbalance(BookSide bids, BookSide asks, int levels) {
    double bid = bids.depth(levels);
    double ask = asks.depth(levels);
    return (bid - ask) / (bid + ask);
  }
}
