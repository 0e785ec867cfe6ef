package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.CompensatedSum;
import dev.silverbook.lake.internal.order.LongIndex;
import dev.silverbook.lake.internal.order.TradeWitness;
import java.util.Optional;

/** Counts what a survey of trades says, trade by trade. */
public final class TradeTally implements TradeWitness {

  private final TradeRepeats repeats = new TradeRepeats();
  private final CompensatedSum all = new CompensatedSum();
  private final CompensatedSum distinct = new CompensatedSum();
  private long trades;
  private long withoutId;

  /** Equal numbers cancel: what is left is 0 when each trade is there an even number of times. */
  private long unpaired;

  /** Nothing seen yet. */
  public TradeTally() {}

  @Override
  public void see(RawTrade trade, long id, long time, int rank, long position) {
    trades++;
    withoutId += id == RawSnapshot.NULL ? 1 : 0;
    boolean again = repeats.repeats(trade, id);
    if (trade.usable()) {
      all.add(trade.amount());
      if (!again) {
        distinct.add(trade.amount());
      }
    }
    unpaired ^= LongIndex.mix(values(trade) + time);
  }

  /** A hash of all that a trade is at its time. */
  static long values(RawTrade trade) {
    long hash = LongIndex.mix(Double.doubleToLongBits(trade.price()));
    hash = LongIndex.mix(hash + Double.doubleToLongBits(trade.amount()));
    int side =
        switch (trade.side()) {
          case BUY -> 1;
          case SELL -> 2;
          case UNKNOWN -> 0;
        };
    return LongIndex.mix(hash + side);
  }

  /**
   * What they say together.
   *
   * @param contained a file that is contained in another, in words
   */
  public TradeSurvey survey(Optional<String> contained) {
    boolean identify = repeats.identify();
    boolean drops = repeats.repeated() > 0 && identify;
    return new TradeSurvey(
        trades,
        repeats.repeated(),
        repeats.contradicting(),
        identify,
        withoutId == 0 && identify,
        trades > 0 && unpaired == 0,
        drops ? distinct.value() : all.value(),
        contained);
  }
}
