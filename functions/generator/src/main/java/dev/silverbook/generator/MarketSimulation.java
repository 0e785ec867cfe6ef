package dev.silverbook.generator;

import java.io.IOException;
import java.util.function.LongPredicate;

/**
 * One day of one market: limit orders, cancellations and marketable orders arrive one by one at a
 * limit order book (in the manner of Cont, Stoikov &amp; Talreja 2010, with flow that leans).
 *
 * <p>The price has no process of its own. It moves because marketable orders eat levels, quotes are
 * withdrawn, and new quotes step into the spread; the lean of the flow decides on which side that
 * happens more often. Part of each move is given back, as resting interest defends the price of the
 * last minutes and, slowly, the line between this day's and the next day's opening.
 *
 * <p>Time is in microseconds since midnight.
 */
final class MarketSimulation {

  /** Receives executions. */
  interface TradeListener {
    /** One fill: at what tick, how many lots, and whether the buyer took. */
    void trade(long micros, long tick, long lots, boolean buy) throws IOException;
  }

  static final long SECOND = 1_000_000L;
  static final long DAY = MarketClimate.DAY_SECONDS * SECOND;

  /** Levels simulated behind the visible ones, so that the last visible level is not an edge. */
  private static final int HIDDEN_LEVELS = 8;

  private static final int SWEEP_LIMIT = 8;
  private static final double LIMIT_EVENTS_PER_SECOND = 7;
  private static final double LIMIT_EVENTS_PER_ORDER = 3;
  private static final double REFERENCE_TRADES = 50_000;
  private static final double MOST_ORDER_TRAFFIC = 8;
  private static final double MEAN_ORDER_TRAFFIC = 1.25;
  private static final double MEMORY_SECONDS = 90;
  private static final double DEFENCE_BASIS_POINTS = 6;
  private static final double LINE_BASIS_POINTS = 80;
  private static final double LEVEL_SIGMA = 0.8;

  private final SeededRandom random;
  private final MarketProfile profile;
  private final MarketClimate climate;
  private final TradeListener listener;
  private final LongPredicate recorded;
  private final BookSide bids;
  private final BookSide asks;
  private final double openTick;
  private final double closeTick;
  private final double queue;
  private final double orderLots;
  private final long tradesWanted;

  private long now;
  private long nextEvent;
  private long nextStep;
  private long events;
  private long tradesLeft;
  private double limitRate;
  private double orderRate;
  private double fillsPerOrder = 1.4;
  private double orderPressure;
  private double limitPressure;
  private double spreadTarget;
  private double rememberedTick;

  /**
   * Fills the book around {@code openPrice}.
   *
   * @param openPrice where the day starts, quote units
   * @param closePrice where the day tends to end, quote units
   * @param trades fills to be reported over the day, exactly
   * @param recorded whether fills at a time are reported and counted
   */
  MarketSimulation(
      SeededRandom random,
      MarketProfile profile,
      int levels,
      double openPrice,
      double closePrice,
      long trades,
      LongPredicate recorded,
      TradeListener listener) {
    this.random = random;
    this.profile = profile;
    this.climate = new MarketClimate(random);
    this.recorded = recorded;
    this.listener = listener;
    this.tradesWanted = trades;
    this.tradesLeft = trades;
    this.openTick = openPrice * profile.priceScale();
    this.closeTick = closePrice * profile.priceScale();
    this.queue = profile.ordersQueued();
    // More trades a day are smaller ones: volume grows with the fourth root of their number.
    double root = Math.sqrt(Math.max(1, trades / REFERENCE_TRADES));
    this.orderLots = 0.6 * profile.levelLots() / queue / (root * Math.sqrt(root));
    this.bids = new BookSide(true, levels + HIDDEN_LEVELS);
    this.asks = new BookSide(false, levels + HIDDEN_LEVELS);
    long best = Math.max(2L * bids.capacity(), Math.round(openTick));
    bids.add(-best, levelSize(0));
    asks.add(best + 1, levelSize(0));
    fillBehind(bids);
    fillBehind(asks);
    this.rememberedTick = middle();
    this.nextStep = SECOND;
    refresh();
    schedule();
  }

  BookSide bids() {
    return bids;
  }

  BookSide asks() {
    return asks;
  }

  /** Book events so far. */
  long events() {
    return events;
  }

  /** Lets the market run up to and including a time. */
  void advanceTo(long micros) throws IOException {
    while (Math.min(nextEvent, nextStep) <= micros) {
      if (nextStep <= nextEvent) {
        now = nextStep;
        nextStep += SECOND;
        climate.step();
        refresh();
      } else {
        now = nextEvent;
        if (random.chance(orderRate / (orderRate + limitRate))) {
          marketOrder();
        } else {
          limitEvent();
        }
      }
      schedule();
    }
  }

  /** One limit order or cancellation outside of the clock. */
  void disturb() {
    limitEvent();
  }

  /** Runs to the end of the day and reports the fills that are still owed. */
  void finish() throws IOException {
    advanceTo(DAY - 1);
    now = DAY - 1;
    while (tradesLeft > 0) {
      marketOrder();
      limitEvent();
    }
  }

  private void schedule() {
    double seconds = random.nextExponential() / (limitRate + orderRate);
    nextEvent = now + 1 + (long) Math.min(seconds * SECOND, (double) DAY);
  }

  private double middle() {
    return 0.5 * (bids.bestTick() + asks.bestTick());
  }

  private void refresh() {
    double second = (double) now / SECOND;
    double left = Math.max(1, MarketClimate.intradayLeft(second));
    double intraday = MarketClimate.intraday(second);
    double traffic = climate.traffic();
    double owed = tradesLeft / left;
    double planned = Math.max(1, tradesWanted) / (double) MarketClimate.DAY_SECONDS;
    // The regimes lose their say towards midnight, and when fewer fills are owed than planned.
    double say = Math.min(1, Math.min(left / 3_600, owed / planned));
    double relative = Math.min(traffic, MOST_ORDER_TRAFFIC) / MEAN_ORDER_TRAFFIC;
    double perSecond = owed * intraday * (1 + (relative - 1) * say) / fillsPerOrder;
    orderRate = tradesLeft == 0 ? 0 : Math.min(perSecond, 10 + tradesWanted / 800.0);
    limitRate = LIMIT_EVENTS_PER_SECOND * intraday * traffic + LIMIT_EVENTS_PER_ORDER * orderRate;
    double wide = profile.gapTicks() * climate.spreadFactor();
    spreadTarget = Math.max(1, 1 + (wide - 1) / queue);

    rememberedTick += (middle() - rememberedTick) / MEMORY_SECONDS;
    lean();
  }

  /** Weighs the parent orders' push against those who defend the price. */
  private void lean() {
    double second = (double) now / SECOND;
    double middle = middle();
    double line = openTick + (closeTick - openTick) * (second / MarketClimate.DAY_SECONDS);
    double dayLeft = 1 - second / MarketClimate.DAY_SECONDS;
    double tolerance = 8 + LINE_BASIS_POINTS * Math.sqrt(Math.min(dayLeft, 1 - dayLeft));
    double fromMemory = (middle / rememberedTick - 1) * 1e4 / DEFENCE_BASIS_POINTS;
    double fromLine = (middle / line - 1) * 1e4 / tolerance;
    double defence = 0.25 * fromMemory + 0.12 * fromLine;
    orderPressure = clamp(0.85 * climate.lean() - 0.4 * defence);
    limitPressure = clamp(0.3 * climate.lean() - defence);
  }

  private static double clamp(double pressure) {
    return Math.max(-1, Math.min(1, pressure));
  }

  private void marketOrder() throws IOException {
    boolean buy = random.chance(0.5 + 0.47 * orderPressure);
    BookSide side = buy ? asks : bids;
    double size = orderLots * random.nextLogNormal(1.2) * (1 + Math.abs(orderPressure));
    long left = Math.max(1, Math.round(size));
    boolean reported = recorded.test(now);
    int fills = 0;
    while (left > 0 && fills < SWEEP_LIMIT && (tradesLeft > 0 || !reported)) {
      long taken = Math.min(left, side.lots(0));
      long tick = side.bestTick();
      side.take(0, taken);
      left -= taken;
      fills++;
      if (reported) {
        tradesLeft--;
        listener.trade(now, tick, taken, buy);
      }
    }
    fillBehind(side);
    lean();
    fillsPerOrder += (fills - fillsPerOrder) / 200;
    events++;
  }

  private void limitEvent() {
    events++;
    // Quotes follow the queues: the side that is short of size gives way sooner.
    double bidSize = bids.lots(0);
    double askSize = asks.lots(0);
    double imbalance = (bidSize - askSize) / (bidSize + askSize);
    boolean quotesUp = random.chance(0.5 + 0.47 * clamp(limitPressure + 0.5 * imbalance));
    boolean sizesUp = random.chance(0.5 + 0.47 * limitPressure);
    long spread = asks.bestTick() - bids.bestTick();
    double choice = random.nextDouble();
    if (spread > 1 && choice < 0.35 * Math.min(1, (spread - 1) / spreadTarget)) {
      stepIntoSpread(quotesUp ? bids : asks, spread);
    } else if (choice > 1 - 0.05 / queue && spread < 2 * spreadTarget) {
      BookSide side = quotesUp ? asks : bids;
      side.take(0, side.lots(0));
      fillBehind(side);
    } else {
      boolean onBids = random.chance(0.5);
      BookSide side = onBids ? bids : asks;
      int level = (int) Math.min(random.nextExponential() * 4, side.count() - 2.0);
      if (onBids == sizesUp) {
        grow(side, level);
      } else {
        shrink(side, level, spread);
      }
    }
  }

  private void stepIntoSpread(BookSide side, long spread) {
    double uniform = random.nextDouble();
    long step = 1 + (long) ((spread - 1) * uniform * uniform);
    side.add(side.key(0) - Math.min(step, spread - 1), levelSize(0));
  }

  private void grow(BookSide side, int level) {
    long gap = side.gapBehind(level);
    if (gap > 1 && random.nextExponential() * gapTarget(level) < gap) {
      side.add(side.key(level) + 1 + random.nextBelow(gap - 1), levelSize(level));
    } else if (side.lots(level) < 4 * levelTarget(level)) {
      side.add(side.key(level), Math.max(1, levelSize(level) / Math.round(queue)));
    }
  }

  private void shrink(BookSide side, int level, long spread) {
    long resting = side.lots(level);
    boolean whole = random.chance(0.2 / queue) || resting < 0.1 * levelTarget(level);
    if (whole && (level > 0 || spread < 2 * spreadTarget)) {
      side.take(level, resting);
      fillBehind(side);
    } else if (resting > 1) {
      double share = 0.7 / Math.sqrt(queue) * random.nextDouble();
      side.take(level, Math.max(1, (long) (resting * share)));
    }
  }

  private void fillBehind(BookSide side) {
    while (side.count() < side.capacity()) {
      int level = side.count();
      double gap = (gapTarget(level) - 1) * random.nextExponential();
      long key = side.key(level - 1) + 1 + Math.round(gap);
      if (side.isBid() && key > -1) {
        // Nobody bids zero: a deep book of a coarse market ends at the lowest tick.
        return;
      }
      side.add(key, levelSize(level));
    }
  }

  private long levelSize(int level) {
    double size = levelTarget(level) * random.nextLogNormal(LEVEL_SIGMA);
    return Math.max(1, Math.round(size));
  }

  private double levelTarget(int level) {
    return profile.levelLots() * (0.6 + 0.15 * Math.min(level, 6));
  }

  private double gapTarget(int level) {
    return profile.gapTicks() * (1 + Math.min(level, 56) / 8.0);
  }
}
