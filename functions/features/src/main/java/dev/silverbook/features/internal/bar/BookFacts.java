package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.book.BookSide;
import dev.silverbook.features.internal.book.OrderFlow;
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

  static final int BEST_SIZE = 0;
  static final int ORDER_FLOW = 1;
  static final int MULTI_LEVEL_FLOW = 2;

  /** How many quantities are added up row by row. */
  static final int ADDED = 3;

  private static final int FIVE = 5;

  final double[] averaged = new double[AVERAGED];

  /** Flow that is null adds 0. */
  final double[] added = new double[ADDED];

  /** What bars repeat; of the newest row only. */
  Carried carried;

  long time;
  double logReturn;
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
    OrderFlow flow = row.orderFlow();
    hasFlow = flow.levels() > 0;
    added[BEST_SIZE] = row.book().bestSize();
    added[ORDER_FLOW] = hasFlow ? flow.level(0) : 0;
    added[MULTI_LEVEL_FLOW] = hasFlow ? flow.weighted() : 0;
    logReturn = row.logReturn();
    carried = from;
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
