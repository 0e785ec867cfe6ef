package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookSideTest {

  @Test
  void bidsAreOrderedDownwardsAndAsksUpwards() {
    BookSide bids = new BookSide(true, 4);
    bids.add(-100, 5);
    bids.add(-102, 6);
    bids.add(-101, 7);
    assertThat(List.of(bids.tick(0), bids.tick(1), bids.tick(2))).containsExactly(102L, 101L, 100L);
    BookSide asks = new BookSide(false, 4);
    asks.add(105, 5);
    asks.add(103, 6);
    assertThat(List.of(asks.tick(0), asks.tick(1))).containsExactly(103L, 105L);
    assertThat(asks.gapBehind(0)).isEqualTo(2);
  }

  @Test
  void theDeepestLevelGivesWayWhenTheSideIsFull() {
    BookSide asks = new BookSide(false, 2);
    asks.add(10, 1);
    asks.add(20, 2);
    asks.add(15, 3);
    asks.add(30, 4);
    assertThat(asks.count()).isEqualTo(2);
    assertThat(asks.tick(1)).isEqualTo(15);
    assertThat(asks.lots(1)).isEqualTo(3);
  }

  @Test
  void nobodyCanTakeMoreThanThereIs() {
    BookSide asks = new BookSide(false, 2);
    asks.add(10, 3);
    assertThatThrownBy(() -> asks.take(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot take 4 lots from level 0 of 1");
    assertThatThrownBy(() -> asks.add(11, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
    asks.take(0, 3);
    assertThat(asks.count()).isZero();
  }

  @Test
  void randomOperationsAgreeWithASortedMap() {
    SeededRandom random = new SeededRandom(5);
    BookSide side = new BookSide(true, 200);
    TreeMap<Long, Long> expected = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      if (side.count() < 2 || (random.chance(0.5) && side.count() < 190)) {
        long key = -1_000 + random.nextBelow(400);
        long lots = 1 + random.nextBelow(9);
        side.add(key, lots);
        expected.merge(key, lots, Long::sum);
      } else {
        int level = (int) random.nextBelow(side.count());
        long lots = 1 + random.nextBelow(side.lots(level));
        long key = side.key(level);
        side.take(level, lots);
        expected.computeIfPresent(key, (k, old) -> old == lots ? null : Long.valueOf(old - lots));
      }
    }
    int level = 0;
    for (Map.Entry<Long, Long> entry : expected.entrySet()) {
      assertThat(side.key(level)).isEqualTo(entry.getKey());
      assertThat(side.lots(level++)).isEqualTo(entry.getValue());
    }
    assertThat(side.count()).isEqualTo(level);
  }

  private record Fill(long key, long lots) {}

  @Test
  void whatATradeTakesIsWhatTheBookLoses() throws IOException {
    List<Fill> fills = new ArrayList<>();
    MarketSimulation market =
        new MarketSimulation(
            new SeededRandom(9),
            MarketProfile.of("BTC~USDT"),
            10,
            60_000,
            60_000,
            500_000,
            micros -> true,
            (micros, tick, lots, buy) -> fills.add(new Fill(buy ? tick : -tick, lots)));
    int single = 0;
    int sweeps = 0;
    for (long micros = 0; micros < 600 * MarketSimulation.SECOND; micros += 1_000) {
      fills.clear();
      long eventsBefore = market.events();
      List<Fill> bids = levels(market.bids());
      List<Fill> asks = levels(market.asks());
      market.advanceTo(micros);
      if (market.events() != eventsBefore + 1 || fills.isEmpty()) {
        continue;
      }
      boolean lifted = fills.get(0).key() == asks.get(0).key();
      List<Fill> before = lifted ? asks : bids;
      BookSide after = lifted ? market.asks() : market.bids();
      int last = fills.size() - 1;
      // Every level but the last is taken whole, best first.
      assertThat(fills.subList(0, last)).isEqualTo(before.subList(0, last));
      Fill fill = fills.get(last);
      long left = before.get(last).lots() - fill.lots();
      assertThat(fill.key()).isEqualTo(before.get(last).key());
      assertThat(left).isNotNegative();
      if (left > 0) {
        assertThat(levels(after).get(0)).isEqualTo(new Fill(fill.key(), left));
        assertThat(levels(after).subList(1, before.size() - last))
            .isEqualTo(before.subList(last + 1, before.size()));
      }
      single += last == 0 ? 1 : 0;
      sweeps += last == 0 ? 0 : 1;
    }
    assertThat(single).isGreaterThan(100);
    assertThat(sweeps).isGreaterThan(10);
  }

  private static List<Fill> levels(BookSide side) {
    List<Fill> levels = new ArrayList<>();
    for (int i = 0; i < side.count(); i++) {
      levels.add(new Fill(side.key(i), side.lots(i)));
    }
    return levels;
  }
}
