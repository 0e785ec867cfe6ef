package dev.silverbook.features.internal.book;

/** A cleaned book of at most N levels a side. Reused from row to row. */
public final class OrderBook {

  /** Bids, highest price first. */
  public final BookSide bids;

  /** Asks, lowest price first. */
  public final BookSide asks;

  /** An empty book with room for {@code levels} a side. */
  public OrderBook(int levels) {
    bids = new BookSide(levels);
    asks = new BookSide(levels);
  }

  /** Makes {@link BookSide#depth} valid for both sides. */
  public void addUp() {
    bids.addUp();
    asks.addUp();
  }

  /** Whether both books hold the same levels. */
  public boolean sameLevels(OrderBook other) {
    return bids.sameLevels(other.bids) && asks.sameLevels(other.asks);
  }

  /** (best bid + best ask) / 2; only with both sides. */
  public double mid() {
    return (bids.price[0] + asks.price[0]) / 2;
  }

  /** (best bid size + best ask size) / 2; only with both sides. */
  public double bestSize() {
    return (bids.size[0] + asks.size[0]) / 2;
  }

  /** What this book is good for. */
  public BookState state() {
    if (bids.count == 0 || asks.count == 0) {
      return bids.count == asks.count ? BookState.EMPTY : BookState.ONE_SIDED;
    }
    double bid = bids.price[0];
    double ask = asks.price[0];
    if (bid > ask) {
      return BookState.CROSSED;
    }
    return bid == ask ? BookState.LOCKED : BookState.OK;
  }
}
