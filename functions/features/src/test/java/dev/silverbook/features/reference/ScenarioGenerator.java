package dev.silverbook.features.reference;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws one partition from a seed: a market, a clock, trades and a configuration. */
final class ScenarioGenerator {

  private static final long SECOND = 1_000_000;
  private static final double TRADE_SPIKE = 1e12;
  private static final int LONG = 100;
  private static final int LONG_ROWS = 1100;
  private static final double MOST_TRADES_PER_ROW_WHEN_LONG = 0.3;

  private final long seed;
  private final Random random;
  private final RandomBooks books;
  private final List<SnapshotInput> snapshots = new ArrayList<>();
  private final List<TradeInput> trades = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  private ScenarioGenerator(long seed) {
    this.seed = seed;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.books = new RandomBooks(random);
  }

  static Scenario draw(long seed) {
    return new ScenarioGenerator(seed).draw();
  }

  private Scenario draw() {
    int clockKind = longScenario() ? longClockKind() : random.nextInt(RandomClock.kinds());
    boolean missingTimes = random.nextInt(6) == 0;
    boolean tradesPresent = random.nextInt(8) > 0;
    double tradesPerRow = tradesPresent ? pick(0.0, 0.3, 2.0, 5.0) : 0;
    if (longScenario()) {
      tradesPerRow = Math.min(tradesPerRow, MOST_TRADES_PER_ROW_WHEN_LONG);
    }
    double tradeSize = random.nextInt(3) > 0 ? 1 : Math.pow(10, random.nextInt(13) - 6);
    boolean tradeSpikes = random.nextInt(6) == 0;
    boolean equalTrades = random.nextInt(5) == 0;
    double unknown = pick(0.0, 0.2, 1.0);
    double unusable = pick(0.0, 0.0, 0.1);
    RandomClock clock = new RandomClock(random, clockKind);
    int rows = rows();
    for (int i = 0; i < rows; i++) {
      long time = clock.next();
      times.add(time);
      List<List<Level>> sides = books.next();
      snapshots.add(
          new SnapshotInput(
              orNull(time, missingTimes),
              orNull(exchangeMillis(time), missingTimes),
              orNull((long) i, missingTimes),
              sides.get(0),
              sides.get(1)));
      int count = poisson(tradesPerRow);
      for (int j = 0; j < count; j++) {
        long tradeTime = tradeTime(time);
        trades.add(
            new TradeInput(
                orNull(tradeTime, missingTimes),
                orNull(exchangeMillis(tradeTime), missingTimes),
                spoiled(books.nearbyPrice(), unusable),
                spoiled(tradeAmount(tradeSize, equalTrades, tradeSpikes), unusable),
                side(unknown)));
      }
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(snapshots, random);
      Collections.shuffle(trades, random);
    }
    // A spike over an explicit bucket volume would be 10^12 buckets, which nobody walks one by one.
    boolean explicit = tradesPresent && !tradeSpikes && random.nextInt(3) == 0;
    FeatureConfiguration configuration =
        new RandomConfiguration(random)
            .draw(
                books.typicalPrice(),
                books.typicalSize(),
                explicit ? tradeSize * pick(0.03, 0.3, 1.0, 4.0) : Double.NaN);
    InputColumns input = new InputColumns(random.nextInt(4) > 0, random.nextInt(4) > 0);
    if (configuration.clock() == Clock.EXCHANGE) {
      input = new InputColumns(true, input.nonce());
    }
    return new Scenario("seed " + seed, configuration, input, snapshots, tradesPresent, trades);
  }

  /** Every so often many rows: ties by the thousand, or windows that fill and move on. */
  private boolean longScenario() {
    return seed % LONG == 0 || seed % LONG == LONG / 2;
  }

  private int longClockKind() {
    return seed % LONG == 0 ? RandomClock.TIED : RandomClock.REGULAR;
  }

  private int rows() {
    if (longScenario()) {
      return LONG_ROWS;
    }
    return switch (random.nextInt(12)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> 150 + random.nextInt(100);
      default -> 5 + random.nextInt(60);
    };
  }

  /** The exchange's clock runs a little behind and in milliseconds. */
  private long exchangeMillis(long micros) {
    return micros / 1_000 - random.nextInt(3);
  }

  /** At a row's time, a whole number of seconds from it, or anywhere around it. */
  private long tradeTime(long rowTime) {
    return switch (random.nextInt(5)) {
      case 0 -> rowTime;
      case 1 -> times.get(random.nextInt(times.size()));
      case 2 -> rowTime - SECOND * pickWhole(1, 2, 5, 15, 60, 300) + random.nextInt(2);
      default -> rowTime + random.nextInt(4 * (int) SECOND) - 2 * SECOND;
    };
  }

  private double tradeAmount(double size, boolean equal, boolean spikes) {
    if (equal) {
      return size;
    }
    double amount =
        random.nextBoolean()
            ? size * (1 + random.nextInt(9)) / 10
            : size * Math.exp(random.nextGaussian() * 2);
    return spikes && random.nextInt(40) == 0 ? amount * TRADE_SPIKE : amount;
  }

  private AggressorSide side(double unknown) {
    if (random.nextDouble() < unknown) {
      return AggressorSide.UNKNOWN;
    }
    return random.nextBoolean() ? AggressorSide.BUY : AggressorSide.SELL;
  }

  private Double spoiled(double value, double probability) {
    if (random.nextDouble() >= probability) {
      return value;
    }
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Double.valueOf(Double.NaN);
      case 2 -> Double.valueOf(-value);
      default -> Double.valueOf(Double.POSITIVE_INFINITY);
    };
  }

  private Long orNull(long value, boolean missing) {
    return missing && random.nextInt(10) == 0 ? null : Long.valueOf(value);
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private double pick(double... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private long pickWhole(long... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
