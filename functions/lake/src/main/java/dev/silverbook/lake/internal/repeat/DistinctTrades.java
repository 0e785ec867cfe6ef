package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.internal.order.MergedTrades;
import java.io.IOException;

/** Trades by time, each once, as a survey of the same trades has found. */
public final class DistinctTrades implements OrderedTrades {

  private final MergedTrades rows;
  private final TradeSurvey survey;
  private final TradeRepeats repeats = new TradeRepeats();

  /** Reads {@code rows}, which are closed with it. */
  public DistinctTrades(MergedTrades rows, TradeSurvey survey) {
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

  @Override
  public RawTrade current() {
    return rows.current();
  }

  @Override
  public long tradeId() {
    return rows.tradeId();
  }

  @Override
  public ReadCounts counts() {
    return rows.counts();
  }

  @Override
  public String object() {
    return rows.object();
  }

  @Override
  public long row() {
    return rows.row();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
