package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;
import static dev.silverbook.features.FeatureConfiguration.nameOf;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.book.BookSide;
import java.util.List;

/** Depth by true distance from the mid, and the spread paid per unit of near depth. */
final class BandGroup extends FeatureGroup {

  private final double[] edges;
  private final double[] bidDepth;
  private final double[] askDepth;
  private final int[] bidSlots;
  private final int[] askSlots;
  private final int[] imbalanceSlots;
  private final int lambdaLike;
  private final int amihudLike;

  BandGroup(ColumnList columns, List<Double> bands) {
    int count = bands.size();
    edges = bands.stream().mapToDouble(Double::doubleValue).toArray();
    bidDepth = new double[count];
    askDepth = new double[count];
    bidSlots = new int[count];
    askSlots = new int[count];
    imbalanceSlots = new int[count];
    double from = 0;
    for (int i = 0; i < count; i++) {
      String band = nameOf(from) + "_" + nameOf(edges[i]) + "bps";
      String range = "[" + from + ", " + edges[i] + ") bp from the mid";
      bidSlots[i] = columns.add(column("bid_depth_" + band, "base", "bid size within " + range));
      askSlots[i] = columns.add(column("ask_depth_" + band, "base", "ask size within " + range));
      imbalanceSlots[i] =
          columns.add(column("imbalance_" + band, "1", "(B - A) / (B + A) within " + range));
      from = edges[i];
    }
    lambdaLike =
        columns.add(
            column(
                "lambda_like",
                "quote per base",
                "spread / both sides' size within [0, 5) bp; null when that is 0"));
    amihudLike =
        columns.add(
            column(
                "amihud_like",
                "quote per base",
                "spread / both sides' size within [0, 10) bp; null when that is 0"));
  }

  private static Column column(String name, String unit, String definition) {
    return Column.number(name, STRUCTURAL, unit, definition);
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    BookMeasures measures = row.measures();
    fill(row.book().bids, measures.bidDistancesBps(), bidDepth);
    fill(row.book().asks, measures.askDistancesBps(), askDepth);
    for (int i = 0; i < edges.length; i++) {
      out.set(bidSlots[i], bidDepth[i]);
      out.set(askSlots[i], askDepth[i]);
      out.set(imbalanceSlots[i], Ratios.imbalance(bidDepth[i], askDepth[i]));
    }
    double spread = row.spread();
    out.set(lambdaLike, perDepth(spread, measures.nearestDepth()));
    out.set(amihudLike, perDepth(spread, measures.nearDepth()));
  }

  private static double perDepth(double spread, double depth) {
    return depth > 0 ? spread / depth : Double.NaN;
  }

  /** Distances ascend, so one pass over levels and bands suffices. */
  private void fill(BookSide side, double[] distances, double[] depth) {
    int level = 0;
    for (int band = 0; band < edges.length; band++) {
      double size = 0;
      while (level < side.count && distances[level] < edges[band]) {
        size += side.size[level];
        level++;
      }
      depth[band] = size;
    }
  }
}
