package dev.silverbook.features.internal.group;

import dev.silverbook.features.internal.book.BookMeasures;
import dev.silverbook.features.internal.book.FlowSum;
import dev.silverbook.features.internal.book.OrderBook;
import dev.silverbook.features.internal.book.OrderFlow;
import dev.silverbook.features.internal.trade.TradeInterval;

/** The usable row at hand, and what follows from it and its predecessor alone. */
public final class Row {

  private static final double MICROS_PER_SECOND = 1e6;

  private final BookMeasures measures;
  private final OrderFlow orderFlow;
  private final TradeInterval interval = new TradeInterval();
  private OrderBook book;
  private OrderBook before;
  private long time;
  private long timeBefore;
  private long captureMicros;
  private double mid;
  private double midBefore;
  private double logReturn;
  private boolean haveOrderFlow;
  private boolean levelsChanged;

  /** Before the first row. */
  public Row(BookMeasures measures, OrderFlow orderFlow) {
    this.measures = measures;
    this.orderFlow = orderFlow;
  }

  /**
   * Moves on.
   *
   * @param before null when the row has no predecessor
   * @param levelsChanged whether a kept level differs from the usable row before, gap or not
   */
  public void set(
      OrderBook book,
      long time,
      double mid,
      OrderBook before,
      long timeBefore,
      double midBefore,
      boolean levelsChanged) {
    this.levelsChanged = levelsChanged;
    this.book = book;
    this.time = time;
    this.mid = mid;
    this.before = before;
    this.timeBefore = timeBefore;
    this.midBefore = midBefore;
    this.haveOrderFlow = false;
    this.logReturn = Double.NaN;
  }

  /** Tells the row's {@code capture_ts}, whichever clock {@link #time} is by. */
  public void setCaptureMicros(long micros) {
    captureMicros = micros;
  }

  /** The row's {@code capture_ts}, microseconds. */
  public long captureMicros() {
    return captureMicros;
  }

  /** Measures what follows from the book alone. */
  void measureBook() {
    measures.compute(book, mid);
  }

  /** Measures what follows from the book and its predecessor. */
  void measureChange() {
    logReturn = Math.log(mid / midBefore());
    if (!haveOrderFlow) {
      haveOrderFlow = true;
      orderFlow.compute(before, book);
    }
  }

  /** The cleaned book. */
  public OrderBook book() {
    return book;
  }

  /** What several groups measure on the book. */
  public BookMeasures measures() {
    return measures;
  }

  /** Takes the order flow of several snapshots instead of that against the predecessor. */
  public void takeOrderFlow(FlowSum flow) {
    flow.moveTo(orderFlow);
    haveOrderFlow = true;
  }

  /** Whether a kept level differs from the usable row before, gap or not; true for the first. */
  public boolean levelsChanged() {
    return levelsChanged;
  }

  /** Order-flow imbalance since the usable row before; no levels when there is none. */
  public OrderFlow orderFlow() {
    return orderFlow;
  }

  /** What was traded since the usable row before, gap or not. */
  public TradeInterval interval() {
    return interval;
  }

  /** Microseconds. */
  public long time() {
    return time;
  }

  /** Whether there is a usable row before, not across a gap. */
  public boolean hasPredecessor() {
    return before != null;
  }

  /** The predecessor's time, microseconds; only with a predecessor. */
  public long timeBefore() {
    return timeBefore;
  }

  /** Seconds since the predecessor; NaN without one. */
  public double elapsedSeconds() {
    return before == null ? Double.NaN : (time - timeBefore) / MICROS_PER_SECOND;
  }

  /** (best bid + best ask) / 2. */
  public double mid() {
    return mid;
  }

  /** The predecessor's mid; NaN without one. */
  public double midBefore() {
    return before == null ? Double.NaN : midBefore;
  }

  /** ln(mid / mid before); NaN without a predecessor. */
  public double logReturn() {
    return logReturn;
  }

  /** Best ask - best bid. */
  public double spread() {
    return book.asks.price[0] - book.bids.price[0];
  }

  /** Spread / mid. */
  public double relativeSpread() {
    return spread() / mid;
  }
}
