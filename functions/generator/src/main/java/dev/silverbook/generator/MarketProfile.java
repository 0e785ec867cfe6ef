package dev.silverbook.generator;

import java.time.LocalDate;
import java.util.Map;

/**
 * The scales of one market.
 *
 * @param price typical price, quote units
 * @param priceScale ticks per quote unit, a power of ten
 * @param lotScale lots per base unit, a power of ten
 * @param levelNotional typical value resting at one level, quote units
 * @param gapBasisPoints typical distance between the first two levels
 */
record MarketProfile(
    double price, double priceScale, double lotScale, double levelNotional, double gapBasisPoints) {

  private static final Map<String, MarketProfile> KNOWN =
      Map.of(
          "BTC", new MarketProfile(61_000, 1e1, 1e5, 16_000, 0.8),
          "ETH", new MarketProfile(2_650, 1e2, 1e4, 11_000, 0.9),
          "BNB", new MarketProfile(520, 1e1, 1e3, 7_000, 0.6),
          "SOL", new MarketProfile(155, 1e2, 1e3, 8_000, 0.7),
          "LTC", new MarketProfile(66, 1e2, 1e3, 3_000, 1.6),
          "LINK", new MarketProfile(11.4, 1e3, 1e2, 3_000, 1.0),
          "XRP", new MarketProfile(0.58, 1e4, 1e0, 9_000, 1.7),
          "ADA", new MarketProfile(0.36, 1e4, 1e1, 4_000, 2.8),
          "DOGE", new MarketProfile(0.104, 1e5, 1e0, 6_000, 1.0),
          "NEXO", new MarketProfile(1.21, 1e3, 1e2, 700, 8.0));

  /** Days and log amplitudes of the slow waves that carry the price from day to day. */
  private static final double[] WAVE_DAYS = {5.3, 11.7, 31.1, 97.3};

  private static final double[] WAVE_AMPLITUDES = {0.008, 0.015, 0.04, 0.08};

  private static final double MOST_ORDERS_QUEUED = 12;

  /** What is known about {@code BASE~QUOTE}; made up from the name when nothing is. */
  static MarketProfile of(String symbol) {
    int separator = symbol.indexOf('~');
    String base = separator < 0 ? symbol : symbol.substring(0, separator);
    MarketProfile known = KNOWN.get(base);
    if (known != null) {
      return known;
    }
    SeededRandom random = SeededRandom.named(0, symbol);
    int magnitude = (int) random.nextBelow(5) - 1;
    double price = (1 + 8 * random.nextDouble()) * powerOfTen(magnitude);
    double priceScale = powerOfTen(3 + (int) random.nextBelow(2) - magnitude);
    double lotScale = powerOfTen(Math.max(0, magnitude + 2));
    double tickBasisPoints = 1e4 / (price * priceScale);
    return new MarketProfile(
        price,
        priceScale,
        lotScale,
        2_000 + 8_000 * random.nextDouble(),
        Math.max(tickBasisPoints, 0.3 + random.nextDouble()));
  }

  /** The same market with deeper or thinner levels. */
  MarketProfile scaled(double depth) {
    return new MarketProfile(price, priceScale, lotScale, levelNotional * depth, gapBasisPoints);
  }

  /**
   * The price around which a day opens. The same for every exchange, and a function of the date
   * alone, so that any day can be generated without the days before it.
   */
  double openingPrice(long seed, String symbol, LocalDate date) {
    SeededRandom phases = SeededRandom.named(seed, "waves", symbol);
    double logarithm = 0;
    for (int i = 0; i < WAVE_DAYS.length; i++) {
      double turns = date.toEpochDay() / WAVE_DAYS[i] + phases.nextDouble();
      logarithm += WAVE_AMPLITUDES[i] * StrictMath.sin(2 * Math.PI * turns);
    }
    return price * StrictMath.exp(logarithm);
  }

  /** Typical size of one level in lots. */
  double levelLots() {
    return Math.max(2, levelNotional / price * lotScale);
  }

  /** Typical distance between the first two levels in ticks, at least one. */
  double gapTicks() {
    return Math.max(1, gapBasisPoints * 1e-4 * price * priceScale);
  }

  /** Typical number of orders at one price: the coarser the tick, the longer the queue. */
  double ordersQueued() {
    double tickBasisPoints = 1e4 / (price * priceScale);
    return Math.max(1, Math.min(MOST_ORDERS_QUEUED, tickBasisPoints / 0.3));
  }

  private static double powerOfTen(int exponent) {
    double result = 1;
    for (int i = 0; i < Math.abs(exponent); i++) {
      result *= 10;
    }
    return exponent < 0 ? 1 / result : result;
  }
}
