package dev.silverbook.generator;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;

/** Turns the simulated book into a snapshot as a recorder would write it, blemishes included. */
final class SnapshotRecorder {

  private final SeededRandom random;
  private final MarketProfile profile;
  private final BlemishRates rates;
  private final int levels;
  private final RawSnapshot snapshot = new RawSnapshot();
  private final double[] bidPrices;
  private final double[] bidSizes;
  private final double[] askPrices;
  private final double[] askSizes;

  SnapshotRecorder(SeededRandom random, MarketProfile profile, BlemishRates rates, int levels) {
    this.random = random;
    this.profile = profile;
    this.rates = rates;
    this.levels = levels;
    this.bidPrices = new double[levels];
    this.bidSizes = new double[levels];
    this.askPrices = new double[levels];
    this.askSizes = new double[levels];
  }

  /** The book as recorded; the same instance every time. */
  RawSnapshot record(
      BookSide bids, BookSide asks, long captureMicros, long exchangeMillis, long nonce) {
    snapshot.set(captureMicros, exchangeMillis, nonce);
    double draw = random.nextDouble();
    boolean crossed = draw < rates.crossed();
    draw -= rates.crossed();
    // A crossed recording pairs fresh bids with stale asks.
    long shift = crossed ? asks.bestTick() - bids.bestTick() + 1 + random.nextBelow(3) : 0;
    copy(bids, shift, bidPrices, bidSizes, snapshot.bids());
    copy(asks, 0, askPrices, askSizes, snapshot.asks());
    if (crossed) {
      return snapshot;
    }
    if (draw >= 0 && draw < rates.oneSided()) {
      lose(random.chance(0.5) ? snapshot.bids() : snapshot.asks());
      return snapshot;
    }
    draw -= rates.oneSided();
    if (draw >= 0 && draw < rates.empty()) {
      lose(snapshot.bids());
      lose(snapshot.asks());
      return snapshot;
    }
    draw -= rates.empty();
    if (draw >= 0 && draw < rates.nullLevel()) {
      RawLevels side = random.chance(0.5) ? snapshot.bids() : snapshot.asks();
      int level = (int) random.nextBelow(side.length());
      double[] values = random.chance(0.5) ? side.prices() : side.sizes();
      values[level] = RawLevels.NULL_VALUE;
    }
    return snapshot;
  }

  private void copy(
      BookSide side, long shift, double[] prices, double[] sizes, RawLevels recorded) {
    int shown = Math.min(levels, side.count());
    for (int i = 0; i < shown; i++) {
      // Dividing whole numbers by a power of ten gives the double nearest to the decimal.
      prices[i] = (side.tick(i) + shift) / profile.priceScale();
      sizes[i] = side.lots(i) / profile.lotScale();
    }
    recorded.set(prices, 0, sizes, 0, shown);
  }

  private void lose(RawLevels side) {
    if (random.chance(0.5)) {
      side.setAbsent();
    } else {
      side.set(side.prices(), 0, side.sizes(), 0, 0);
    }
  }
}
