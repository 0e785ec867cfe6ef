package dev.silverbook.lake.internal.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.internal.order.NotedTrades;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistinctTradesTest {

  private record Row(double price, double amount, long id) {}

  /** Trades in memory. */
  private static final class Listed implements NotedTrades {

    private final List<Row> rows;
    private final InputNotes notes = new InputNotes();
    private final RawTrade current = new RawTrade();
    private int row = -1;
    private boolean closed;

    Listed(List<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      row++;
      if (row >= rows.size()) {
        return false;
      }
      current.set(row, row, rows.get(row).price(), rows.get(row).amount(), AggressorSide.BUY);
      return true;
    }

    @Override
    public RawTrade current() {
      return current;
    }

    @Override
    public long tradeId() {
      return rows.get(row).id();
    }

    @Override
    public InputNotes notes() {
      return notes;
    }

    @Override
    public ReadCounts counts() {
      return new ReadCounts(rows.size(), 0, 0);
    }

    @Override
    public InputReport report() {
      return InputReport.of(Clock.CAPTURE, notes);
    }

    @Override
    public String object() {
      return "k";
    }

    @Override
    public long row() {
      return row;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static TradeSurvey survey(List<Row> rows) {
    TradeTally tally = new TradeTally();
    Listed listed = new Listed(rows);
    while (listed.next()) {
      tally.see(listed.current(), listed.tradeId(), listed.row(), 0, listed.row());
    }
    return tally.survey(Optional.empty());
  }

  private static List<Long> rows(DistinctTrades trades) throws IOException {
    List<Long> rows = new ArrayList<>();
    while (trades.next()) {
      rows.add(trades.row());
    }
    return rows;
  }

  @Test
  void whatComesAgainIsLeftOutWhereverItComes() throws IOException {
    List<Row> listed =
        List.of(
            new Row(10, 1, 1),
            new Row(11, 1, 2),
            new Row(10, 1, 1),
            new Row(12, 1, 3),
            new Row(11, 1, 2));
    Listed source = new Listed(listed);
    try (DistinctTrades trades = new DistinctTrades(source, survey(listed))) {
      assertThat(rows(trades)).containsExactly(0L, 1L, 3L);
      assertThat(trades.report().counts()).containsEntry(InputCount.TRADES_DUPLICATE, 2L);
      assertThat(trades.counts().rows()).as("as read").isEqualTo(5);
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void tradesWithoutAnIdStay() throws IOException {
    List<Row> listed =
        List.of(
            new Row(10, 1, RawSnapshot.NULL),
            new Row(10, 1, RawSnapshot.NULL),
            new Row(11, 1, 4),
            new Row(11, 1, 4));
    try (DistinctTrades trades = new DistinctTrades(new Listed(listed), survey(listed))) {
      assertThat(rows(trades)).containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void nothingIsLeftOutWhereIdsDoNotIdentify() throws IOException {
    List<Row> listed =
        List.of(new Row(10, 1, 1), new Row(10, 1, 1), new Row(11, 1, 1), new Row(12, 1, 1));
    try (DistinctTrades trades = new DistinctTrades(new Listed(listed), survey(listed))) {
      assertThat(rows(trades)).containsExactly(0L, 1L, 2L, 3L);
      assertThat(trades.report().doubts()).containsKey("trade_ids_do_not_identify");
    }
  }
}
