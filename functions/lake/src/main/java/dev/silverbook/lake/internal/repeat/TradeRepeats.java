package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.internal.order.LongIndex;

/**
 * Counts trades that come again under their id, and says whether the ids identify at all: when more
 * than a hundredth of the repeated ids come with another price or amount, they do not.
 */
public final class TradeRepeats {

  private static final int HUNDREDTH = 100;

  private final RecentIds seen;
  private long repeated;
  private long contradicting;

  /** Nothing seen yet. */
  public TradeRepeats() {
    this(new RecentIds());
  }

  TradeRepeats(RecentIds seen) {
    this.seen = seen;
  }

  /**
   * Looks at the next trade.
   *
   * @param id its id or a hash of it, {@link RawSnapshot#NULL} for none
   * @return whether the same trade was seen before under this id
   */
  public boolean repeats(RawTrade trade, long id) {
    if (id == RawSnapshot.NULL) {
      return false;
    }
    RecentIds.Sight sight = seen.see(id, values(trade));
    return switch (sight) {
      case FIRST -> false;
      case SAME -> {
        repeated++;
        yield true;
      }
      case OTHER -> {
        contradicting++;
        yield false;
      }
    };
  }

  private static long values(RawTrade trade) {
    long price = Double.doubleToLongBits(trade.price());
    long amount = Double.doubleToLongBits(trade.amount());
    return LongIndex.mix(LongIndex.mix(price) + amount);
  }

  /** Trades that came again with the same price and amount. */
  public long repeated() {
    return repeated;
  }

  /** Trades whose id came before with another price or amount. */
  public long contradicting() {
    return contradicting;
  }

  /** Whether an id stands for one trade. */
  public boolean identify() {
    return HUNDREDTH * contradicting <= repeated + contradicting;
  }
}
