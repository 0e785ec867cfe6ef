package dev.silverbook.features.reference;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.TradeCounts;
import java.util.List;
import java.util.stream.Stream;

/** What the engine should have counted. */
final class ReferenceCounts {

  private ReferenceCounts() {}

  static EngineCounts of(Scenario scenario) {
    List<SnapshotInput> snapshots = scenario.orderedSnapshots();
    List<TradeInput> trades = scenario.orderedTrades();
    List<String> states =
        snapshots.stream()
            .map(x -> Book.clean(x, scenario.configuration().book().depthLevels()).state())
            .toList();
    List<UsableRow> rows = new History(scenario, snapshots).rows();
    BookCounts books =
        new BookCounts(
            snapshots.size(),
            count(states, "empty"),
            count(states, "one_sided"),
            count(states, "crossed"),
            count(states, "locked"),
            rows.stream().skip(1).filter(row -> row.predecessor == null).count(),
            snapshots.stream()
                .flatMap(
                    x ->
                        Stream.of(
                            x.bids() == null ? List.<Level>of() : x.bids(),
                            x.asks() == null ? List.<Level>of() : x.asks()))
                .flatMap(List::stream)
                .filter(level -> !level.valid())
                .count());
    TradeCounts counted =
        new TradeCounts(
            trades.stream().filter(TradeInput::valid).count(),
            trades.stream().filter(trade -> !trade.valid()).count(),
            trades.stream()
                .filter(trade -> trade.valid() && trade.side() == AggressorSide.UNKNOWN)
                .count());
    return new EngineCounts(books, counted);
  }

  private static long count(List<String> states, String state) {
    return states.stream().filter(state::equals).count();
  }
}
