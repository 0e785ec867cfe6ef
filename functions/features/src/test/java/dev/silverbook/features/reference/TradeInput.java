package dev.silverbook.features.reference;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;

/** One trade as read; times, price and amount may be null. */
record TradeInput(
    Long captureMicros, Long exchangeMillis, Double price, Double amount, AggressorSide side) {

  /** Microseconds, or null. */
  Long time(Clock clock) {
    return SnapshotInput.time(clock, captureMicros, exchangeMillis);
  }

  boolean valid() {
    return Level.positive(price) && Level.positive(amount);
  }
}
