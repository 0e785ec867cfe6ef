package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.window.DoubleDouble;

/** What the rows of a bar, or of a stretch of it, add up to. */
final class BookPart {

  final double[] carried = new double[Carried.COLUMNS.size()];
  private final DoubleDouble[] weighted = new DoubleDouble[BookFacts.AVERAGED];
  private final DoubleDouble squares = new DoubleDouble();
  private final DoubleDouble products = new DoubleDouble();
  private final DoubleDouble orderFlow = new DoubleDouble();
  private final DoubleDouble multiLevelFlow = new DoubleDouble();
  private final DoubleDouble bestSizes = new DoubleDouble();
  long rows;
  long usable;
  long covered;
  double first;
  double last;
  double high;
  double low;
  double leastSpread;
  double greatestSpread;
  private long returns;
  private long pairs;
  private long flows;

  BookPart() {
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = new DoubleDouble();
    }
    clear();
  }

  void clear() {
    for (DoubleDouble sum : weighted) {
      sum.set(0);
    }
    squares.set(0);
    products.set(0);
    orderFlow.set(0);
    multiLevelFlow.set(0);
    bestSizes.set(0);
    rows = 0;
    usable = 0;
    covered = 0;
    first = Double.NaN;
    last = Double.NaN;
    high = Double.NEGATIVE_INFINITY;
    low = Double.POSITIVE_INFINITY;
    leastSpread = Double.POSITIVE_INFINITY;
    greatestSpread = Double.NEGATIVE_INFINITY;
    returns = 0;
    pairs = 0;
    flows = 0;
  }

  /**
   * Takes a usable row.
   *
   * @param returnBefore of the usable row before, if that is in the same bar; else NaN
   */
  void add(BookFacts row, double returnBefore) {
    double mid = row.mid();
    if (usable == 0) {
      first = mid;
    }
    rows++;
    usable++;
    last = mid;
    high = Math.max(high, mid);
    low = Math.min(low, mid);
    leastSpread = Math.min(leastSpread, row.relativeSpread());
    greatestSpread = Math.max(greatestSpread, row.relativeSpread());
    bestSizes.add(row.bestSize);
    if (!Double.isNaN(row.logReturn)) {
      returns++;
      squares.addProduct(row.logReturn, row.logReturn);
      if (!Double.isNaN(returnBefore)) {
        pairs++;
        products.addProduct(Math.abs(row.logReturn), Math.abs(returnBefore));
      }
    }
    if (row.hasFlow) {
      flows++;
      orderFlow.add(row.orderFlow);
      multiLevelFlow.add(row.multiLevelFlow);
    }
    System.arraycopy(row.carried, 0, carried, 0, carried.length);
  }

  /** The book of {@code row} held for so many microseconds. */
  void cover(BookFacts row, long micros) {
    covered += micros;
    for (int i = 0; i < weighted.length; i++) {
      weighted[i].addProduct(row.averaged[i], (double) micros);
    }
  }

  /** Takes over what a later stretch of the same bar added up to. */
  void add(BookPart later) {
    rows += later.rows;
    covered += later.covered;
    for (int i = 0; i < weighted.length; i++) {
      add(weighted[i], later.weighted[i]);
    }
    if (later.usable == 0) {
      return;
    }
    first = usable == 0 ? later.first : first;
    last = later.last;
    usable += later.usable;
    high = Math.max(high, later.high);
    low = Math.min(low, later.low);
    leastSpread = Math.min(leastSpread, later.leastSpread);
    greatestSpread = Math.max(greatestSpread, later.greatestSpread);
    returns += later.returns;
    pairs += later.pairs;
    flows += later.flows;
    add(squares, later.squares);
    add(products, later.products);
    add(orderFlow, later.orderFlow);
    add(multiLevelFlow, later.multiLevelFlow);
    add(bestSizes, later.bestSizes);
    System.arraycopy(later.carried, 0, carried, 0, carried.length);
  }

  private static void add(DoubleDouble sum, DoubleDouble more) {
    sum.add(more.high(), more.low());
  }

  /** Time-weighted mean of one quantity; NaN without covered time. */
  double mean(int quantity) {
    return weighted[quantity].value() / covered;
  }

  /** sqrt(sum r^2); NaN without returns. */
  double realizedVolatility() {
    return returns == 0 ? Double.NaN : Math.sqrt(squares.value());
  }

  /** sqrt(pi/2 sum of products of successive returns); NaN without such a pair. */
  double bipowerVolatility() {
    return pairs == 0 ? Double.NaN : Math.sqrt(Math.PI / 2 * products.value());
  }

  /** Sum of the best level's flow; NaN when no row has one. */
  double orderFlow() {
    return flows == 0 ? Double.NaN : orderFlow.value();
  }

  /** Sum of the weighted flow; NaN when no row has one. */
  double multiLevelFlow() {
    return flows == 0 ? Double.NaN : multiLevelFlow.value();
  }

  /** Mean of the best levels' size; NaN without usable rows. */
  double meanBestSize() {
    return bestSizes.value() / usable;
  }
}
