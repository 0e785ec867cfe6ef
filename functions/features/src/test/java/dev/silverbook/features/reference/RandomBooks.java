package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A walk of order books, tidy or not: one market's habits are drawn once, then row by row. */
final class RandomBooks {

  private static final double SPIKE = 1e12;
  private static final long WILD = 1_000_000;

  private final Random random;
  private final boolean onTicks;
  private final double tick;
  private final long middleTicks;
  private final int mostLevels;
  private final int mostStep;
  private final double size;
  private final boolean equalSizes;
  private final boolean wholeSizes;
  private final double stillness;
  private final double mess;
  private final double spikes;
  private final double wildPrices;
  private long ticks;
  private double lastPrice;

  RandomBooks(Random random) {
    this.random = random;
    this.onTicks = random.nextInt(3) > 0;
    this.tick = Math.pow(10, random.nextInt(10) - 7);
    this.middleTicks = List.of(300L, 10_000L, 123_457L, 70_000_000L).get(random.nextInt(4));
    this.mostLevels = List.of(1, 4, 6, 12, 25, 60).get(random.nextInt(6));
    this.mostStep = List.of(1, 2, 30).get(random.nextInt(3));
    this.size = random.nextInt(3) > 0 ? 1 : Math.pow(10, random.nextInt(16) - 7);
    this.equalSizes = random.nextInt(5) == 0;
    this.wholeSizes = random.nextInt(3) == 0;
    this.stillness = List.of(0.0, 0.3, 0.9, 1.0).get(random.nextInt(4));
    this.mess = List.of(0.0, 0.0, 0.1, 0.5).get(random.nextInt(4));
    this.spikes = List.of(0.0, 0.0, 0.0, 0.05).get(random.nextInt(4));
    this.wildPrices = List.of(0.0, 0.0, 0.0, 0.03).get(random.nextInt(4));
    this.ticks = middleTicks;
    this.lastPrice = price(ticks);
  }

  double typicalPrice() {
    return price(middleTicks);
  }

  double typicalSize() {
    return size;
  }

  /** A price near the last book's middle. */
  double nearbyPrice() {
    if (random.nextDouble() < wildPrices) {
      return lastPrice * SPIKE;
    }
    double price = price(Math.max(1, ticks + random.nextInt(7) - 3));
    return random.nextInt(4) == 0 ? lastPrice : price;
  }

  /** Bids first, asks second; either may be null. */
  List<List<Level>> next() {
    if (random.nextDouble() >= stillness) {
      ticks = Math.max(2, ticks + Math.round(random.nextGaussian() * 2));
    }
    lastPrice = price(ticks);
    int halfSpread = random.nextDouble() < stillness ? 1 : random.nextInt(4);
    long middle = random.nextDouble() < wildPrices ? ticks * WILD : ticks;
    List<Level> bids = side(middle - halfSpread, -1);
    List<Level> asks = side(middle + halfSpread + random.nextInt(2), 1);
    if (random.nextDouble() >= mess) {
      return List.of(bids, asks);
    }
    return untidy(bids, asks);
  }

  private List<Level> side(long best, int direction) {
    List<Level> levels = new ArrayList<>();
    int count = random.nextInt(5) == 0 ? 1 + random.nextInt(mostLevels) : mostLevels;
    boolean spike = random.nextDouble() < spikes;
    long at = best;
    for (int i = 0; i < count; i++) {
      double amount = amount();
      levels.add(new Level(price(at), spike ? amount * SPIKE : amount));
      // Now and then a step of 0: several levels of one price.
      at += (long) direction * (random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(mostStep));
    }
    return levels;
  }

  private double amount() {
    if (equalSizes) {
      return size;
    }
    if (wholeSizes) {
      return size * (1 + random.nextInt(4));
    }
    return size * Math.exp(random.nextGaussian());
  }

  private double price(long atTicks) {
    if (onTicks) {
      // Division gives the double nearest to the decimal price, as a feed's parser would.
      return tick < 1 ? atTicks / (double) Math.round(1 / tick) : atTicks * tick;
    }
    return atTicks * tick * Math.E / 3;
  }

  private List<List<Level>> untidy(List<Level> bids, List<Level> asks) {
    List<List<Level>> sides = new ArrayList<>(List.of(bids, asks));
    switch (random.nextInt(7)) {
      case 0 -> Collections.swap(sides, 0, 1);
      case 1 -> sides.set(random.nextInt(2), List.of());
      case 2 -> sides.set(random.nextInt(2), null);
      case 3 -> {
        sides.set(0, null);
        sides.set(1, List.of());
      }
      case 4 -> bids.set(0, new Level(asks.get(0).price(), bids.get(0).size()));
      case 5 -> {
        Collections.shuffle(bids, random);
        Collections.shuffle(asks, random);
      }
      case 6 -> sides.forEach(this::spoil);
      default -> throw new IllegalStateException("a kind of untidiness nobody defined");
    }
    return sides;
  }

  /** Puts unusable levels among the usable ones, sometimes in their place. */
  private void spoil(List<Level> levels) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      if (random.nextInt(3) == 0) {
        Double bad =
            switch (random.nextInt(6)) {
              case 0 -> null;
              case 1 -> Double.valueOf(Double.NaN);
              case 2 -> Double.valueOf(0);
              case 3 -> Double.valueOf(-1);
              case 4 -> Double.valueOf(Double.POSITIVE_INFINITY);
              default -> Double.valueOf(Double.NEGATIVE_INFINITY);
            };
        Level level = levels.get(i);
        Level spoilt =
            random.nextBoolean() ? new Level(bad, level.size()) : new Level(level.price(), bad);
        if (random.nextInt(4) == 0) {
          levels.set(i, spoilt);
        } else {
          levels.add(i, spoilt);
        }
      }
    }
  }
}
