package dev.silverbook.lake.internal.repeat;

import dev.silverbook.lake.ForwardingTrades;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.internal.order.NotedTrades;
import java.io.IOException;

/** Trades by time, each once, as a survey of the same trades has found. */
public final class DistinctTrades extends ForwardingTrades {

  private final NotedTrades rows;
  private final TradeSurvey survey;
  private final TradeRepeats repeats = new TradeRepeats();

  /** Reads {@code rows}, which are closed with it. */
  public DistinctTrades(NotedTrades rows, TradeSurvey survey) {
    super(rows);
    this.rows = rows;
    this.survey = survey;
  }

  @Override
  public boolean next() throws IOException {
    while (rows.next()) {
      if (!survey.drops() || !repeats.repeats(rows.current(), rows.tradeId())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InputReport report() {
    survey.say(rows.notes());
    return rows.report();
  }
}
