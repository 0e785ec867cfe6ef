package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.util.ArrayList;
import java.util.List;

/** The columns that follow from one snapshot alone. */
final class StructuralReference {

  /** The nearest band, which spread ratios and the near depth use whatever bands are written. */
  static final double NEAR_BPS = 5;

  private static final double WIDER_BPS = 10;
  private static final int FIVE = 5;
  private static final double BPS = 1e4;

  private final FeatureConfiguration configuration;
  private final ReferenceTable table;

  StructuralReference(FeatureConfiguration configuration, ReferenceTable table) {
    this.configuration = configuration;
    this.table = table;
  }

  void fill(UsableRow row) {
    int n = row.position;
    Book book = row.book;
    List<Level> bids = book.bids();
    List<Level> asks = book.asks();
    if (configuration.output().keepLevels()) {
      levels(n, "bid", bids);
      levels(n, "ask", asks);
    }
    double mid = book.mid();
    double spread = book.spread();
    table.set("mid_price", n, Quantity.of(mid));
    table.set("spread", n, Quantity.of(spread));
    table.set("relative_spread", n, Quantity.of(spread / mid));
    microprice(n, book);
    for (int k : configuration.book().imbalanceLevels()) {
      table.set(
          "imbalance_" + k,
          n,
          Statistics.imbalance(Book.depth(Book.first(bids, k)), Book.depth(Book.first(asks, k))));
    }
    DoubleDouble bidDepth = Book.depth(bids);
    DoubleDouble askDepth = Book.depth(asks);
    table.set("bid_depth", n, Quantity.of(bidDepth));
    table.set("ask_depth", n, Quantity.of(askDepth));
    table.set("depth_imbalance", n, Statistics.imbalance(bidDepth, askDepth));
    DoubleDouble vwapBid = averagePrice(Book.first(bids, FIVE));
    DoubleDouble vwapAsk = averagePrice(Book.first(asks, FIVE));
    table.set("vwap_bid_5", n, Quantity.of(vwapBid));
    table.set("vwap_ask_5", n, Quantity.of(vwapAsk));
    table.set("vwap_spread_5", n, Quantity.of(vwapAsk.minus(vwapBid), vwapAsk.value()));
    smartDepth(n, book);
    table.set("bid_slope", n, row.bidSlope);
    table.set("ask_slope", n, row.askSlope);
    table.set("bid_slope_simple", n, simpleSlope(bids));
    table.set("ask_slope_simple", n, simpleSlope(asks));
    decay(n, bids, asks);
    table.set("bid_concentration", n, concentration(bids));
    table.set("ask_concentration", n, concentration(asks));
    table.set("center_of_gravity", n, Quantity.of(centerOfGravity(book)));
    table.set("cog_vs_mid_bps", n, row.centerVsMid);
    bands(n, book);
    table.set("lambda_like", n, spreadPerDepth(spread, book.nearDepth(NEAR_BPS)));
    table.set("amihud_like", n, spreadPerDepth(spread, book.nearDepth(WIDER_BPS)));
    for (double notional : configuration.book().impactNotionals()) {
      String name = FeatureConfiguration.nameOf(notional);
      table.set("buy_impact_bps_" + name, n, impact(asks, mid, notional));
      table.set("sell_impact_bps_" + name, n, impact(bids, mid, notional));
    }
  }

  /**
   * Slope of cumulative size on distance. The distances are doubles by definition; the cumulative
   * sizes are rounded at the size they have grown to.
   */
  static Quantity slope(Book book, List<Level> side) {
    if (side.size() < 2) {
      return null;
    }
    List<Quantity> distances = new ArrayList<>();
    List<Quantity> cumulative = new ArrayList<>();
    DoubleDouble size = DoubleDouble.ZERO;
    for (Level level : side) {
      size = size.plus(level.size());
      distances.add(Quantity.of(book.distance(level)));
      cumulative.add(Quantity.of(size, size.value()));
    }
    return Line.fit(distances, cumulative).slope();
  }

  /** (cog − mid)/mid·10⁴: cog and mid are close, so their rounding shows. */
  static Quantity centerVsMid(Book book) {
    DoubleDouble center = centerOfGravity(book);
    double mid = book.mid();
    return Quantity.of(
        center.minus(mid).dividedBy(mid).times(BPS), Math.max(center.value(), mid) / mid * BPS);
  }

  private static DoubleDouble centerOfGravity(Book book) {
    List<Level> both = new ArrayList<>(book.bids());
    both.addAll(book.asks());
    return averagePrice(both);
  }

  private static DoubleDouble averagePrice(List<Level> levels) {
    return Book.value(levels).dividedBy(Book.depth(levels));
  }

  private void levels(int n, String side, List<Level> levels) {
    for (int i = 0; i < levels.size(); i++) {
      table.set(side + "_price_" + (i + 1), n, Quantity.of(levels.get(i).price()));
      table.set(side + "_size_" + (i + 1), n, Quantity.of(levels.get(i).size()));
    }
  }

  private void microprice(int n, Book book) {
    Level bid = book.bids().get(0);
    Level ask = book.asks().get(0);
    DoubleDouble microprice =
        DoubleDouble.product(bid.price(), ask.size())
            .plus(DoubleDouble.product(ask.price(), bid.size()))
            .dividedBy(DoubleDouble.sum(bid.size(), ask.size()));
    table.set("microprice", n, Quantity.of(microprice));
    table.set(
        "micro_minus_mid",
        n,
        Quantity.of(microprice.minus(book.mid()), Math.max(microprice.value(), book.mid())));
  }

  private void smartDepth(int n, Book book) {
    DoubleDouble bid = smartDepth(book, book.bids());
    DoubleDouble ask = smartDepth(book, book.asks());
    table.set("smart_bid_depth", n, Quantity.of(bid, Book.depth(book.bids()).value() * 1e-300));
    table.set("smart_ask_depth", n, Quantity.of(ask, Book.depth(book.asks()).value() * 1e-300));
    // The exponent's rounding grows with the exponent: at most 745, beyond which exp is 0.
    Quantity imbalance = Statistics.imbalance(bid, ask);
    table.set(
        "smart_depth_imbalance",
        n,
        imbalance == null ? null : Quantity.of(imbalance.value(), 1 + maximumExponent(book)));
  }

  private DoubleDouble smartDepth(Book book, List<Level> side) {
    DoubleDouble depth = DoubleDouble.ZERO;
    for (Level level : side) {
      depth = depth.plus(DoubleDouble.product(level.size(), Math.exp(-exponent(book, level))));
    }
    return depth;
  }

  private double exponent(Book book, Level level) {
    return configuration.book().smartDepthDecay()
        * Math.abs(level.price() - book.mid())
        / book.mid();
  }

  private double maximumExponent(Book book) {
    double largest = 0;
    for (Level level : book.bids()) {
      largest = Math.max(largest, exponent(book, level));
    }
    for (Level level : book.asks()) {
      largest = Math.max(largest, exponent(book, level));
    }
    return Math.min(largest, 745);
  }

  private static Quantity simpleSlope(List<Level> side) {
    if (side.size() < FIVE) {
      return null;
    }
    double difference = Math.abs(side.get(0).price() - side.get(FIVE - 1).price());
    return Quantity.of(DoubleDouble.of(difference).dividedBy(Book.depth(Book.first(side, FIVE))));
  }

  private void decay(int n, List<Level> bids, List<Level> asks) {
    DoubleDouble bid = decay(bids);
    DoubleDouble ask = decay(asks);
    table.set("bid_depth_decay_5", n, bid == null ? null : Quantity.of(bid));
    table.set("ask_depth_decay_5", n, ask == null ? null : Quantity.of(ask));
    table.set(
        "depth_decay_5",
        n,
        bid == null || ask == null ? null : Quantity.of(bid.plus(ask).dividedBy(2)));
  }

  private static DoubleDouble decay(List<Level> side) {
    return side.size() < FIVE
        ? null
        : DoubleDouble.of(side.get(FIVE - 1).size()).dividedBy(side.get(0).size());
  }

  private static Quantity concentration(List<Level> side) {
    DoubleDouble total = Book.depth(side);
    DoubleDouble index = DoubleDouble.ZERO;
    for (Level level : side) {
      DoubleDouble share = DoubleDouble.of(level.size()).dividedBy(total);
      index = index.plus(share.times(share));
    }
    return Quantity.of(index);
  }

  private void bands(int n, Book book) {
    double from = 0;
    for (int i = 0; i < configuration.book().bandsBps().size(); i++) {
      double to = configuration.book().bandsBps().get(i);
      String name = ReferenceColumns.band(configuration, i);
      DoubleDouble bid = book.depthWithin(book.bids(), from, to);
      DoubleDouble ask = book.depthWithin(book.asks(), from, to);
      table.set("bid_depth_" + name, n, Quantity.of(bid));
      table.set("ask_depth_" + name, n, Quantity.of(ask));
      table.set("imbalance_" + name, n, Statistics.imbalance(bid, ask));
      from = to;
    }
  }

  private static Quantity spreadPerDepth(double spread, DoubleDouble depth) {
    return depth.signum() == 0 ? null : Quantity.of(DoubleDouble.of(spread).dividedBy(depth));
  }

  /** Walks {@code side} until {@code notional} quote units are exchanged. */
  private static Quantity impact(List<Level> side, double mid, double notional) {
    DoubleDouble base = DoubleDouble.ZERO;
    DoubleDouble left = DoubleDouble.of(notional);
    for (Level level : side) {
      DoubleDouble value = DoubleDouble.product(level.price(), level.size());
      if (value.atLeast(left)) {
        Quantity cost = cost(base.plus(left.dividedBy(level.price())), mid, notional);
        return cost.orNull(onlyJustFilled(side, notional));
      }
      base = base.plus(level.size());
      left = left.minus(value);
    }
    return onlyJustFilled(side, notional) ? cost(base, mid, notional).orNull(true) : null;
  }

  /** abs(average price − mid)/mid·10⁴: average and mid are close, so their rounding shows. */
  private static Quantity cost(DoubleDouble base, double mid, double notional) {
    DoubleDouble average = DoubleDouble.of(notional).dividedBy(base);
    return Quantity.of(
        average.minus(mid).absolute().dividedBy(mid).times(BPS),
        Math.max(average.value(), mid) / mid * BPS);
  }

  /** Whether rounding decides that the whole side fills {@code notional}. */
  private static boolean onlyJustFilled(List<Level> side, double notional) {
    DoubleDouble total = Book.value(side);
    double plain = 0;
    for (Level level : side) {
      plain += level.price() * level.size();
    }
    boolean exact = total.minus(plain).signum() == 0;
    return !exact
        && Math.abs(total.minus(notional).value())
            <= Quantity.ROUNDING_UNITS * Quantity.EPSILON * notional;
  }
}
