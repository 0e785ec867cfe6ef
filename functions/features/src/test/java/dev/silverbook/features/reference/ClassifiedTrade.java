package dev.silverbook.features.reference;

import dev.silverbook.features.AggressorSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A usable trade with its class.
 *
 * @param time microseconds
 * @param price quote units
 * @param amount base units
 * @param buyShare 1 for a buy, 0 for a sell, one half before any class exists
 */
record ClassifiedTrade(long time, double price, double amount, double buyShare) {

  private static final double HALF = 0.5;

  /** Usable trades in time order, unknown sides decided by the tick rule (Lee & Ready 1991). */
  static List<ClassifiedTrade> classify(Scenario scenario) {
    List<ClassifiedTrade> classified = new ArrayList<>();
    ClassifiedTrade previous = null;
    for (TradeInput trade : scenario.orderedTrades()) {
      if (!trade.valid()) {
        continue;
      }
      long time = Objects.requireNonNull(trade.time(scenario.configuration().clock()));
      previous =
          new ClassifiedTrade(time, trade.price(), trade.amount(), buyShare(trade, previous));
      classified.add(previous);
    }
    return classified;
  }

  /** The previous trade is the previous usable one, whether its side was recorded or inferred. */
  private static double buyShare(TradeInput trade, ClassifiedTrade previous) {
    if (trade.side() == AggressorSide.BUY) {
      return 1;
    }
    if (trade.side() == AggressorSide.SELL) {
      return 0;
    }
    if (previous == null) {
      return HALF;
    }
    if (trade.price() > previous.price) {
      return 1;
    }
    if (trade.price() < previous.price) {
      return 0;
    }
    return previous.buyShare;
  }

  double buyAmount() {
    return amount * buyShare;
  }

  double sellAmount() {
    return amount * (1 - buyShare);
  }

  static DoubleDouble buyVolume(List<ClassifiedTrade> trades) {
    DoubleDouble volume = DoubleDouble.ZERO;
    for (ClassifiedTrade trade : trades) {
      volume = volume.plus(trade.buyAmount());
    }
    return volume;
  }

  static DoubleDouble sellVolume(List<ClassifiedTrade> trades) {
    DoubleDouble volume = DoubleDouble.ZERO;
    for (ClassifiedTrade trade : trades) {
      volume = volume.plus(trade.sellAmount());
    }
    return volume;
  }

  static DoubleDouble volume(List<ClassifiedTrade> trades) {
    return buyVolume(trades).plus(sellVolume(trades));
  }

  /** Σ price·amount. */
  static DoubleDouble value(List<ClassifiedTrade> trades) {
    DoubleDouble value = DoubleDouble.ZERO;
    for (ClassifiedTrade trade : trades) {
      value = value.plus(DoubleDouble.product(trade.price, trade.amount));
    }
    return value;
  }
}
