package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.ForwardingTrades;
import dev.silverbook.lake.OrderedTrades;

/** Trades whose time by one clock is taken for their time by the other, which they lack. */
public final class ReclockedTrades extends ForwardingTrades {

  private static final long MICROS_PER_MILLI = 1_000;

  private final Clock has;
  private final RawTrade current = new RawTrade();

  /** Of {@code rows}, which have that clock and are closed with it. */
  public ReclockedTrades(OrderedTrades rows, Clock has) {
    super(rows);
    this.has = has;
  }

  @Override
  public RawTrade current() {
    RawTrade row = super.current();
    long micros = row.time(has);
    long millis = micros == RawSnapshot.NULL ? micros : Math.floorDiv(micros, MICROS_PER_MILLI);
    current.set(
        has == Clock.CAPTURE ? row.captureMicros() : micros,
        has == Clock.CAPTURE ? millis : row.exchangeMillis(),
        row.price(),
        row.amount(),
        row.side());
    return current;
  }
}
