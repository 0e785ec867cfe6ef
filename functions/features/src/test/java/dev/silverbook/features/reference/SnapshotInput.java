package dev.silverbook.features.reference;

import dev.silverbook.features.Clock;
import java.util.List;

/** One order-book snapshot as read; anything may be null. */
record SnapshotInput(
    Long captureMicros, Long exchangeMillis, Long nonce, List<Level> bids, List<Level> asks) {

  /** Microseconds, or null. */
  Long time(Clock clock) {
    return time(clock, captureMicros, exchangeMillis);
  }

  static Long time(Clock clock, Long captureMicros, Long exchangeMillis) {
    return switch (clock) {
      case CAPTURE -> captureMicros;
      case EXCHANGE -> exchangeMillis == null ? null : Long.valueOf(exchangeMillis * 1_000);
    };
  }
}
