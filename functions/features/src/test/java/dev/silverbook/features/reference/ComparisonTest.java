package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison sees small differences: the engine gets an input that is off by a little. */
class ComparisonTest {

  private static final long SECOND = 1_000_000;

  private final List<SnapshotInput> snapshots = new ArrayList<>();
  private final List<TradeInput> trades = new ArrayList<>();

  ComparisonTest() {
    for (int i = 0; i < 20; i++) {
      double mid = 100 + i % 5;
      snapshots.add(
          new SnapshotInput(
              i * SECOND,
              i * 1_000L,
              (long) i,
              List.of(new Level(mid - 1, 2.0 + i), new Level(mid - 2, 3.0)),
              List.of(new Level(mid + 1, 4.0), new Level(mid + 2, 1.0 + i))));
      trades.add(new TradeInput(i * SECOND, i * 1_000L, mid + i % 3, 1.0 + i, side(i)));
    }
  }

  @Test
  void theSameInputGivesNoDifference() {
    assertThat(Comparison.between(scenario(trades), scenario(trades)).differences()).isEmpty();
  }

  @Test
  void anAmountOffByEightBillionthsShows() {
    List<TradeInput> off = new ArrayList<>(trades);
    TradeInput trade = trades.get(10);
    off.set(
        10,
        new TradeInput(
            trade.captureMicros(),
            trade.exchangeMillis(),
            trade.price(),
            trade.amount() * (1 + 8e-9),
            trade.side()));

    assertThat(differences(off))
        .anyMatch(x -> x.startsWith("by hand, row 10 of 20, trade_volume_5s: expected Quantity"))
        .anyMatch(x -> x.startsWith("by hand, row 10 of 20, buy_volume_5s: expected Quantity"));
  }

  @Test
  void aTradeOneMicrosecondTooLateShows() {
    List<TradeInput> off = new ArrayList<>(trades);
    TradeInput trade = trades.get(10);
    off.set(
        10,
        new TradeInput(
            trade.captureMicros() + 1,
            trade.exchangeMillis(),
            trade.price(),
            trade.amount(),
            trade.side()));

    assertThat(differences(off))
        .anyMatch(x -> x.startsWith("by hand, row 10 of 20, trade_count_5s: expected 5, found 4"));
  }

  @Test
  void aTradeTooManyShowsInTheCounts() {
    List<TradeInput> off = new ArrayList<>(trades);
    off.add(new TradeInput(99 * SECOND, 99_000L, -1.0, 1.0, AggressorSide.BUY));

    assertThat(differences(off)).singleElement().asString().contains("dropped=1");
  }

  private List<String> differences(List<TradeInput> engineTrades) {
    return Comparison.between(scenario(trades), scenario(engineTrades)).differences();
  }

  private Scenario scenario(List<TradeInput> withTrades) {
    return new Scenario(
        "by hand", FeatureConfiguration.defaults(), InputColumns.ALL, snapshots, true, withTrades);
  }

  private static AggressorSide side(int i) {
    return i % 2 == 0 ? AggressorSide.BUY : AggressorSide.SELL;
  }
}
