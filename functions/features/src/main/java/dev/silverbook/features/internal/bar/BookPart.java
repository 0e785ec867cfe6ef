package dev.silverbook.features.internal.bar;

import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.window.ExactSums;

/** What the rows of a bar, or of a stretch of it, add up to. */
final class BookPart {

  private static final int SQUARES = BookFacts.AVERAGED + BookFacts.ADDED;
  private static final int PRODUCTS = SQUARES + 1;

  final double[] carried = new double[Carried.COLUMNS.size()];

  /** What is averaged over time, what is added up, squares and products of returns. */
  private final ExactSums sums = new ExactSums(PRODUCTS + 1);

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
    clear();
  }

  void clear() {
    sums.clear();
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
    sums.add(BookFacts.AVERAGED, row.added, BookFacts.ADDED);
    if (!Double.isNaN(row.logReturn)) {
      returns++;
      sums.addProduct(SQUARES, row.logReturn, row.logReturn);
      if (!Double.isNaN(returnBefore)) {
        pairs++;
        sums.addProduct(PRODUCTS, Math.abs(row.logReturn), Math.abs(returnBefore));
      }
    }
    flows += row.hasFlow ? 1 : 0;
    row.carried.copyTo(carried);
  }

  /** The book of {@code row} held for so many microseconds. */
  void cover(BookFacts row, long micros) {
    covered += micros;
    sums.addProducts(row.averaged, (double) micros);
  }

  /** Takes over what a later stretch of the same bar added up to. */
  void add(BookPart later) {
    rows += later.rows;
    covered += later.covered;
    sums.add(later.sums);
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
    System.arraycopy(later.carried, 0, carried, 0, carried.length);
  }

  /** Time-weighted mean of one quantity; NaN without covered time. */
  double mean(int quantity) {
    return sums.value(quantity) / covered;
  }

  /** sqrt(sum r^2); NaN without returns. */
  double realizedVolatility() {
    return returns == 0 ? Double.NaN : Math.sqrt(sums.value(SQUARES));
  }

  /** sqrt(pi/2 sum of products of successive returns); NaN without such a pair. */
  double bipowerVolatility() {
    return pairs == 0 ? Double.NaN : Math.sqrt(Math.PI / 2 * sums.value(PRODUCTS));
  }

  /** Sum of the best level's flow; NaN when no row has one. */
  double orderFlow() {
    return flows == 0 ? Double.NaN : sums.value(BookFacts.AVERAGED + BookFacts.ORDER_FLOW);
  }

  /** Sum of the weighted flow; NaN when no row has one. */
  double multiLevelFlow() {
    return flows == 0 ? Double.NaN : sums.value(BookFacts.AVERAGED + BookFacts.MULTI_LEVEL_FLOW);
  }

  /** Mean of the best levels' size; NaN without usable rows. */
  double meanBestSize() {
    return sums.value(BookFacts.AVERAGED + BookFacts.BEST_SIZE) / usable;
  }
}
