package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.book.BookSide;

/** Slopes, decay and concentration of depth, and the book's centre of gravity. */
final class ShapeGroup extends FeatureGroup {

  private static final int LEVELS = 5;

  private final int bidSlope;
  private final int askSlope;
  private final int bidSlopeSimple;
  private final int askSlopeSimple;
  private final int bidDecay;
  private final int askDecay;
  private final int decay;
  private final int bidConcentration;
  private final int askConcentration;
  private final int centre;
  private final int centreVersusMid;

  ShapeGroup(ColumnList columns) {
    String slope = "least-squares slope, with intercept, of cumulative size on distance in bp, ";
    bidSlope = columns.add(column("bid_slope", "base per bp", slope + "bid levels"));
    askSlope = columns.add(column("ask_slope", "base per bp", slope + "ask levels"));
    String simple = "abs(p_1 - p_5) / size of 5 levels; null with fewer; ";
    bidSlopeSimple = columns.add(column("bid_slope_simple", "quote per base", simple + "bids"));
    askSlopeSimple = columns.add(column("ask_slope_simple", "quote per base", simple + "asks"));
    String ratio = "size of level 5 / size of level 1; null with fewer levels; ";
    bidDecay = columns.add(column("bid_depth_decay_5", "1", ratio + "bids"));
    askDecay = columns.add(column("ask_depth_decay_5", "1", ratio + "asks"));
    decay =
        columns.add(
            column("depth_decay_5", "1", "mean of bid_depth_decay_5 and ask_depth_decay_5"));
    String herfindahl = "Herfindahl index, sum of (size / total size)^2, over kept ";
    bidConcentration = columns.add(column("bid_concentration", "1", herfindahl + "bid levels"));
    askConcentration = columns.add(column("ask_concentration", "1", herfindahl + "ask levels"));
    centre =
        columns.add(
            column(
                "center_of_gravity", "quote", "size-weighted price over both sides' kept levels"));
    centreVersusMid =
        columns.add(column("cog_vs_mid_bps", "bp", "(center_of_gravity - mid) / mid * 10^4"));
  }

  private static Column column(String name, String unit, String definition) {
    return Column.number(name, STRUCTURAL, unit, definition);
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    BookSide bids = row.book().bids;
    BookSide asks = row.book().asks;
    BookMeasures measures = row.measures();
    out.set(bidSlope, measures.bidSlope());
    out.set(askSlope, measures.askSlope());
    out.set(bidSlopeSimple, simpleSlope(bids));
    out.set(askSlopeSimple, simpleSlope(asks));
    double bid = sizeRatio(bids);
    double ask = sizeRatio(asks);
    out.set(bidDecay, bid);
    out.set(askDecay, ask);
    out.set(decay, (bid + ask) / 2);
    out.set(bidConcentration, concentration(bids));
    out.set(askConcentration, concentration(asks));
    out.set(centre, measures.centreOfGravity());
    out.set(centreVersusMid, measures.centreVersusMidBps());
  }

  private static double simpleSlope(BookSide side) {
    return side.count < LEVELS
        ? Double.NaN
        : Math.abs(side.price[0] - side.price[LEVELS - 1]) / side.depth(LEVELS);
  }

  private static double sizeRatio(BookSide side) {
    return side.count < LEVELS ? Double.NaN : side.size[LEVELS - 1] / side.size[0];
  }

  private static double concentration(BookSide side) {
    double depth = side.depth(side.count);
    double index = 0;
    for (int i = 0; i < side.count; i++) {
      double share = side.size[i] / depth;
      index += share * share;
    }
    return index;
  }
}
