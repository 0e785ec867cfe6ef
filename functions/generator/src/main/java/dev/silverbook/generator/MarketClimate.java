package dev.silverbook.generator;

/**
 * The slow state of a market, stepped once a second: how busy it is, how far apart the quotes want
 * to be, and which way the flow leans.
 *
 * <p>Flow leans because large orders are worked in pieces: one parent order after the other, each
 * with a sign, a strength and a heavy-tailed duration (Lillo, Mike &amp; Farmer 2005), which makes
 * the signs of trades persistent.
 */
final class MarketClimate {

  static final int DAY_SECONDS = 86_400;

  private static final double[] VOLATILITY = {0.5, 1.0, 2.2};
  private static final double[] SPREAD = {0.6, 1.5, 5.0};
  private static final double VOLATILITY_DWELL_SECONDS = 1_500;
  private static final double SPREAD_DWELL_SECONDS = 240;
  private static final double BURST_EVERY_SECONDS = 1_500;
  private static final double BURST_DECAY = 0.88;
  private static final double PARENT_MINIMUM_SECONDS = 12;

  private static final double DAILY_WAVE = 0.45;
  private static final double DAILY_PEAK_HOUR = 15;
  private static final double HALF_DAILY_WAVE = 0.15;
  private static final double HALF_DAILY_PEAK_HOUR = 2.5;

  private final SeededRandom random;
  private int volatility = 1;
  private int spread = 1;
  private double burst;
  private double lean;
  private double parentSecondsLeft;

  MarketClimate(SeededRandom random) {
    this.random = random;
    volatility = (int) random.nextBelow(VOLATILITY.length);
    spread = (int) random.nextBelow(SPREAD.length);
  }

  /** Moves on by one second. */
  void step() {
    if (random.chance(1 / VOLATILITY_DWELL_SECONDS)) {
      volatility = (int) random.nextBelow(VOLATILITY.length);
    }
    if (random.chance(1 / SPREAD_DWELL_SECONDS)) {
      spread = (int) random.nextBelow(SPREAD.length);
    }
    parentSecondsLeft -= 1;
    if (parentSecondsLeft <= 0) {
      // Pareto with tail index 1.5: few parents last very long.
      double uniform = 1 - random.nextDouble();
      double seconds = PARENT_MINIMUM_SECONDS * StrictMath.pow(uniform, -1 / 1.5);
      newParent(Math.min(seconds, 900), 0.25 + 0.75 * random.nextDouble());
    }
    burst *= BURST_DECAY;
    if (random.chance(VOLATILITY[volatility] / BURST_EVERY_SECONDS)) {
      burst = 4 + 8 * random.nextDouble();
      newParent(5 + 15 * random.nextDouble(), 1);
    }
  }

  private void newParent(double seconds, double strength) {
    parentSecondsLeft = seconds;
    lean = random.chance(0.5) ? strength : -strength;
  }

  /** Order traffic relative to an average moment, apart from the time of day. */
  double traffic() {
    return VOLATILITY[volatility] * (1 + burst);
  }

  /** The spread that quotes tend to, relative to the gap between levels. */
  double spreadFactor() {
    return SPREAD[spread] * (volatility == 2 ? 1.3 : 1);
  }

  /** Direction and strength of the parent order being worked, from -1 (selling) to 1 (buying). */
  double lean() {
    return lean;
  }

  /** Traffic by time of day; the mean over a day is 1. */
  static double intraday(double second) {
    double hour = second / 3_600;
    return 1
        + DAILY_WAVE * StrictMath.cos(2 * Math.PI * (hour - DAILY_PEAK_HOUR) / 24)
        + HALF_DAILY_WAVE * StrictMath.cos(4 * Math.PI * (hour - HALF_DAILY_PEAK_HOUR) / 24);
  }

  /** Integral of {@link #intraday} from {@code second} to midnight, in seconds. */
  static double intradayLeft(double second) {
    return primitive(DAY_SECONDS) - primitive(second);
  }

  private static double primitive(double second) {
    double hour = second / 3_600;
    double daily = DAILY_WAVE * DAY_SECONDS / (2 * Math.PI);
    double halfDaily = HALF_DAILY_WAVE * DAY_SECONDS / (4 * Math.PI);
    return second
        + daily * StrictMath.sin(2 * Math.PI * (hour - DAILY_PEAK_HOUR) / 24)
        + halfDaily * StrictMath.sin(4 * Math.PI * (hour - HALF_DAILY_PEAK_HOUR) / 24);
  }
}
