package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.CompensatedSum;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.internal.order.LongIndex;
import dev.silverbook.lake.internal.order.MergedTrades;
import dev.silverbook.lake.internal.order.ScannedObjects;
import java.io.IOException;
import java.util.Optional;

/**
 * What one pass over all trades of a partition says: whether their ids identify them, which decides
 * whether repetitions are dropped, whether trades without an id look doubled, and how much was
 * traded.
 */
public final class TradeSurvey {

  private final long trades;
  private final long repeated;
  private final long contradicting;
  private final boolean identify;
  private final boolean allIdentified;
  private final boolean allPaired;
  private final double volume;
  private final Optional<String> contained;

  /**
   * Reads all of {@code rows} and closes them.
   *
   * @throws IOException when they cannot be read
   */
  public TradeSurvey(ScannedObjects objects, MergedTrades rows) throws IOException {
    TradeRepeats repeats = new TradeRepeats();
    ContainedFiles files = new ContainedFiles(objects);
    CompensatedSum all = new CompensatedSum();
    CompensatedSum distinct = new CompensatedSum();
    long count = 0;
    long withoutId = 0;
    // Equal numbers cancel: what is left is 0 when each trade is there an even number of times.
    long unpaired = 0;
    try (rows) {
      while (rows.next()) {
        RawTrade trade = rows.current();
        count++;
        withoutId += rows.tradeId() == RawSnapshot.NULL ? 1 : 0;
        boolean again = repeats.repeats(trade, rows.tradeId());
        if (trade.usable()) {
          all.add(trade.amount());
          if (!again) {
            distinct.add(trade.amount());
          }
        }
        long values = values(trade);
        unpaired ^= LongIndex.mix(values + rows.time());
        files.see(rows.time(), rows.rank(), values);
      }
    }
    this.trades = count;
    this.repeated = repeats.repeated();
    this.contradicting = repeats.contradicting();
    this.identify = repeats.identify();
    this.allIdentified = withoutId == 0 && identify;
    this.allPaired = count > 0 && unpaired == 0;
    this.volume = drops() ? distinct.value() : all.value();
    this.contained = files.contained();
  }

  /** A hash of all that a trade is at its time. */
  private static long values(RawTrade trade) {
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

  /** Whether trades that come again are dropped. */
  public boolean drops() {
    return repeated > 0 && identify;
  }

  /** Base units of all usable trades that are not dropped. */
  public double volume() {
    return volume;
  }

  /** Says what was counted. */
  void say(InputNotes notes) {
    if (identify) {
      notes.count(InputCount.TRADES_DUPLICATE, repeated);
      notes.count(InputCount.TRADE_IDS_REUSED, contradicting);
      if (contradicting > 0) {
        notes.doubt(
            "trade_ids_reused",
            "trades under an id that came before with another price or amount: "
                + contradicting
                + "; they are kept");
      }
    } else {
      notes.doubt(
          "trade_ids_do_not_identify",
          "repeated trade ids that come with another price or amount: "
              + contradicting
              + " of "
              + (repeated + contradicting)
              + "; nothing was dropped");
    }
    if (!allIdentified) {
      contained.ifPresent(words -> notes.doubt("trades_file_contained", words));
      if (allPaired) {
        notes.doubt(
            "trades_doubled",
            "each of "
                + trades
                + " trades is there an even number of times; without ids nothing was dropped");
      }
    }
  }
}
