package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookSide;

/** Depth over all kept levels, volume-weighted prices of the first five, and smart depth. */
final class DepthGroup extends FeatureGroup {

  private static final int VWAP_LEVELS = 5;

  private final double decay;
  private final int bidDepth;
  private final int askDepth;
  private final int depthImbalance;
  private final int vwapBid;
  private final int vwapAsk;
  private final int vwapSpread;
  private final int smartBid;
  private final int smartAsk;
  private final int smartImbalance;

  DepthGroup(ColumnList columns, double decay) {
    this.decay = decay;
    bidDepth = columns.add(column("bid_depth", "base", "bid size over all kept levels"));
    askDepth = columns.add(column("ask_depth", "base", "ask size over all kept levels"));
    depthImbalance =
        columns.add(
            column("depth_imbalance", "1", "(bid_depth - ask_depth) / (bid_depth + ask_depth)"));
    vwapBid =
        columns.add(column("vwap_bid_5", "quote", "size-weighted price of the first 5 bid levels"));
    vwapAsk =
        columns.add(column("vwap_ask_5", "quote", "size-weighted price of the first 5 ask levels"));
    vwapSpread = columns.add(column("vwap_spread_5", "quote", "vwap_ask_5 - vwap_bid_5"));
    String smart = "sum of size * exp(-kappa * abs(price - mid) / mid) over ";
    smartBid = columns.add(column("smart_bid_depth", "base", smart + "bid levels"));
    smartAsk = columns.add(column("smart_ask_depth", "base", smart + "ask levels"));
    smartImbalance =
        columns.add(
            column(
                "smart_depth_imbalance",
                "1",
                "(B - A) / (B + A) of smart_bid_depth and smart_ask_depth"));
  }

  private static Column column(String name, String unit, String definition) {
    return Column.number(name, STRUCTURAL, unit, definition);
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    BookSide bids = row.book().bids;
    BookSide asks = row.book().asks;
    double bid = bids.depth(bids.count);
    double ask = asks.depth(asks.count);
    out.set(bidDepth, bid);
    out.set(askDepth, ask);
    out.set(depthImbalance, Ratios.imbalance(bid, ask));
    double bidPrice = weightedPrice(bids);
    double askPrice = weightedPrice(asks);
    out.set(vwapBid, bidPrice);
    out.set(vwapAsk, askPrice);
    out.set(vwapSpread, askPrice - bidPrice);
    double smartBidDepth = smartDepth(bids, row.measures().bidDistances());
    double smartAskDepth = smartDepth(asks, row.measures().askDistances());
    out.set(smartBid, smartBidDepth);
    out.set(smartAsk, smartAskDepth);
    out.set(smartImbalance, Ratios.imbalance(smartBidDepth, smartAskDepth));
  }

  private static double weightedPrice(BookSide side) {
    double size = 0;
    double value = 0;
    int levels = Math.min(VWAP_LEVELS, side.count);
    for (int i = 0; i < levels; i++) {
      size += side.size[i];
      value += side.price[i] * side.size[i];
    }
    return value / size;
  }

  private double smartDepth(BookSide side, double[] distances) {
    double depth = 0;
    for (int i = 0; i < side.count; i++) {
      depth += side.size[i] * Math.exp(-decay * distances[i]);
    }
    return depth;
  }
}
