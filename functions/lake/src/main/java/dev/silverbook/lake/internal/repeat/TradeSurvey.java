package dev.silverbook.lake.internal.repeat;

import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.internal.order.MergedTrades;
import dev.silverbook.lake.internal.order.ScannedObjects;
import java.io.IOException;
import java.util.Optional;

/**
 * What all trades of a partition say together: whether their ids identify them, which decides
 * whether repetitions are dropped, whether trades without an id look doubled, and how much was
 * traded.
 *
 * @param trades how many there are
 * @param repeated trades that come again under their id
 * @param contradicting trades under an id that came before with other values
 * @param identify whether an id stands for one trade
 * @param allIdentified whether every trade has an id that does
 * @param allPaired whether each trade is there an even number of times
 * @param volume base units of all usable trades that are not dropped
 * @param contained a file whose trades are all in another one, in words
 */
public record TradeSurvey(
    long trades,
    long repeated,
    long contradicting,
    boolean identify,
    boolean allIdentified,
    boolean allPaired,
    double volume,
    Optional<String> contained) {

  /**
   * Reads all of {@code rows} and closes them.
   *
   * @throws IOException when they cannot be read
   */
  public static TradeSurvey of(ScannedObjects objects, MergedTrades rows) throws IOException {
    TradeTally tally = new TradeTally();
    ContainedFiles files = new ContainedFiles(objects);
    try (rows) {
      while (rows.next()) {
        tally.see(rows.current(), rows.tradeId(), rows.time(), rows.rank(), rows.row());
        files.see(rows.time(), rows.rank(), TradeTally.values(rows.current()));
      }
    }
    return tally.survey(files.contained());
  }

  /** Whether trades that come again are dropped. */
  public boolean drops() {
    return repeated > 0 && identify;
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
