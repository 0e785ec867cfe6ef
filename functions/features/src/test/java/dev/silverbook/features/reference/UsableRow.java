package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A usable row, with what other rows' windows ask of it.
 *
 * <p>Row-wise features enter windows as the doubles that are written, so that "equal", "below" and
 * "all equal" mean the same to whoever recomputes a window from the file.
 */
final class UsableRow {

  private static final double MICROS_PER_SECOND = 1e6;

  final int position;
  final long time;
  final Book book;
  final double mid;
  final double relativeSpread;

  /** The usable row before, unless there is none or a gap lies between. */
  final UsableRow predecessor;

  /** Trades since the usable row before, gap or not. */
  final List<ClassifiedTrade> trades;

  final Quantity logReturn;
  final Quantity velocity;
  private List<Quantity> orderFlow;
  final Quantity nearDepth;
  final Quantity bidSlope;
  final Quantity askSlope;
  final Quantity centerVsMid;

  /** Set by {@link RollingReference}, row after row. */
  double spreadPercentile;

  String spreadRegime;

  UsableRow(
      int position,
      long time,
      Book book,
      UsableRow predecessor,
      List<ClassifiedTrade> trades,
      FeatureConfiguration configuration) {
    this.position = position;
    this.time = time;
    this.book = book;
    this.mid = book.mid();
    this.relativeSpread = book.relativeSpread();
    this.predecessor = predecessor;
    this.trades = trades;
    this.logReturn = logReturn();
    this.velocity = velocity();
    this.orderFlow = orderFlow(configuration.flow().ofiLevels());
    this.nearDepth = Quantity.of(book.nearDepth(StructuralReference.NEAR_BPS));
    this.bidSlope = StructuralReference.slope(book, book.bids());
    this.askSlope = StructuralReference.slope(book, book.asks());
    this.centerVsMid = StructuralReference.centerVsMid(book);
  }

  double secondsSincePredecessor() {
    return (time - predecessor.time) / MICROS_PER_SECOND;
  }

  /** (q^b_1 + q^a_1)/2. */
  double bestSize() {
    return (book.bids().get(0).size() + book.asks().get(0).size()) / 2;
  }

  /** Σ exp(−α(i−1)) ofi_i over the levels that are not null; null when all are. */
  Quantity mlofi(double decay) {
    DoubleDouble sum = DoubleDouble.ZERO;
    double scale = 0;
    boolean any = false;
    for (int i = 0; i < orderFlow.size(); i++) {
      Quantity flow = orderFlow.get(i);
      if (flow != null) {
        double weight = Math.exp(-decay * i);
        sum = sum.plus(DoubleDouble.product(weight, flow.value()));
        scale += weight * flow.scale();
        any = true;
      }
    }
    return any ? Quantity.of(sum, scale) : null;
  }

  Quantity ofi(int level) {
    return orderFlow.get(level - 1);
  }

  /** Replaces the flow by the sum of that of {@code snapshots}, level by level. */
  void sumFlow(List<UsableRow> snapshots) {
    List<Quantity> sums = new ArrayList<>();
    for (int level = 1; level <= orderFlow.size(); level++) {
      int at = level;
      sums.add(
          Statistics.sum(snapshots.stream().map(x -> x.ofi(at)).filter(Objects::nonNull).toList()));
    }
    orderFlow = sums;
  }

  /** Buy minus sell volume of the row's interval. */
  Quantity signedVolume() {
    return Quantity.of(
        ClassifiedTrade.buyVolume(trades).minus(ClassifiedTrade.sellVolume(trades)),
        ClassifiedTrade.volume(trades).value());
  }

  /** ln(mid_n/mid_{n−1}) in doubles, as it stands: that double is what windows add up. */
  private Quantity logReturn() {
    return predecessor == null ? null : Quantity.of(Math.log(mid / predecessor.mid));
  }

  private Quantity velocity() {
    if (predecessor == null || time == predecessor.time) {
      return null;
    }
    return Quantity.of((mid - predecessor.mid) / secondsSincePredecessor());
  }

  private List<Quantity> orderFlow(int levels) {
    List<Quantity> flow = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      flow.add(orderFlowAt(i));
    }
    return flow;
  }

  /** e^b − e^a; null where the level is missing, among the kept ones, on any of the four sides. */
  private Quantity orderFlowAt(int i) {
    if (predecessor == null
        || i >= book.bids().size()
        || i >= book.asks().size()
        || i >= predecessor.book.bids().size()
        || i >= predecessor.book.asks().size()) {
      return null;
    }
    Level bid = book.bids().get(i);
    Level bidBefore = predecessor.book.bids().get(i);
    Level ask = book.asks().get(i);
    Level askBefore = predecessor.book.asks().get(i);
    int bidMove = Double.compare(bid.price(), bidBefore.price());
    int askMove = Double.compare(ask.price(), askBefore.price());
    // A move away from the middle takes the old size away, towards it brings the new one.
    DoubleDouble bidFlow = DoubleDouble.ZERO;
    DoubleDouble askFlow = DoubleDouble.ZERO;
    double scale = 0;
    if (bidMove >= 0) {
      bidFlow = bidFlow.plus(bid.size());
      scale += bid.size();
    }
    if (bidMove <= 0) {
      bidFlow = bidFlow.minus(bidBefore.size());
      scale += bidBefore.size();
    }
    if (askMove <= 0) {
      askFlow = askFlow.plus(ask.size());
      scale += ask.size();
    }
    if (askMove >= 0) {
      askFlow = askFlow.minus(askBefore.size());
      scale += askBefore.size();
    }
    return Quantity.of(bidFlow.minus(askFlow), scale);
  }
}
