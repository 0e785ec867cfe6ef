package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.CompensatedSum;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.internal.order.MergedTrades;
import dev.silverbook.lake.internal.order.ScannedObjects;
import java.io.IOException;
import java.util.Optional;

/**
 * What one pass over all trades of a partition says: whether their ids identify them, which decides
 * whether repetitions are dropped, whether a file is contained in another, and how much was traded.
 */
public final class TradeSurvey {

  private final TradeRepeats repeats = new TradeRepeats();
  private final CompensatedSum all = new CompensatedSum();
  private final CompensatedSum distinct = new CompensatedSum();
  private final Optional<String> contained;
  private boolean identified;

  /**
   * Reads all of {@code rows} and closes them.
   *
   * @throws IOException when they cannot be read
   */
  public TradeSurvey(ScannedObjects objects, MergedTrades rows) throws IOException {
    ContainedFiles files = new ContainedFiles(objects);
    try (rows) {
      while (rows.next()) {
        RawTrade trade = rows.current();
        identified |= rows.tradeId() != RawSnapshot.NULL;
        boolean again = repeats.repeats(trade, rows.tradeId());
        if (trade.usable()) {
          all.add(trade.amount());
          if (!again) {
            distinct.add(trade.amount());
          }
        }
        files.see(rows.time(), rows.rank(), trade);
      }
    }
    this.contained = files.contained();
  }

  /** Whether trades that come again are dropped. */
  public boolean drops() {
    return repeats.repeated() > 0 && repeats.identify();
  }

  /** Base units of all usable trades that are not dropped. */
  public double volume() {
    return drops() ? distinct.value() : all.value();
  }

  /** Says what was counted. */
  void say(InputNotes notes) {
    if (drops()) {
      notes.count("tradesDuplicate", repeats.repeated());
    }
    if (!repeats.identify()) {
      notes.doubt(
          "trade_ids_do_not_identify",
          repeats.contradicting()
              + " of "
              + (repeats.repeated() + repeats.contradicting())
              + " repeated trade ids come with another price or amount; nothing was dropped");
    }
    if (!identified || !repeats.identify()) {
      contained.ifPresent(words -> notes.doubt("trades_file_contained", words));
    }
  }
}
