package dev.silverbook.lake.internal.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeRepeatsTest {

  private final RawTrade trade = new RawTrade();

  private RawTrade trade(double price, double amount) {
    trade.set(1, 1, price, amount, AggressorSide.BUY);
    return trade;
  }

  @Test
  void aTradeWithTheSameIdPriceAndAmountIsARepetition() {
    TradeRepeats repeats = new TradeRepeats();
    assertThat(repeats.repeats(trade(10, 1), 7)).isFalse();
    assertThat(repeats.repeats(trade(10, 1), 8)).isFalse();
    assertThat(repeats.repeats(trade(10, 1), 7)).isTrue();
    assertThat(repeats.repeats(trade(10, 1), 7)).isTrue();
    assertThat(repeats.repeated()).isEqualTo(2);
    assertThat(repeats.identify()).isTrue();
  }

  @Test
  void tradesWithoutAnIdAreNeverRepetitions() {
    TradeRepeats repeats = new TradeRepeats();
    assertThat(repeats.repeats(trade(10, 1), RawSnapshot.NULL)).isFalse();
    assertThat(repeats.repeats(trade(10, 1), RawSnapshot.NULL)).isFalse();
    assertThat(repeats.repeated()).isZero();
  }

  @Test
  void anotherPriceOrAmountContradicts() {
    TradeRepeats repeats = new TradeRepeats();
    repeats.repeats(trade(10, 1), 7);
    assertThat(repeats.repeats(trade(11, 1), 7)).isFalse();
    assertThat(repeats.repeats(trade(10, 2), 7)).isFalse();
    assertThat(repeats.repeats(trade(1, 10), 7)).isFalse();
    assertThat(repeats.contradicting()).isEqualTo(3);
    assertThat(repeats.identify()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {98, 99, 100})
  void idsIdentifyUntilMoreThanAHundredthOfTheRepeatedOnesContradicts(int same) {
    TradeRepeats repeats = new TradeRepeats();
    repeats.repeats(trade(10, 1), 7);
    repeats.repeats(trade(11, 1), 7);
    for (int i = 0; i < same; i++) {
      repeats.repeats(trade(10, 1), 7);
    }
    assertThat(repeats.identify()).isEqualTo(same >= 99);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 4096})
  void theLastIdsAreRememberedAndOlderOnesForgotten(int most) {
    Random random = new Random(most);
    RecentIds ids = new RecentIds(most);
    Map<Long, Long> expected = new LinkedHashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long id = random.nextInt(3 * most) * 0x1_0000_0001L;
      long value = random.nextInt(3);
      Long known = expected.get(id);
      assertThat(ids.see(id, value))
          .isEqualTo(
              known == null
                  ? RecentIds.Sight.FIRST
                  : known == value ? RecentIds.Sight.SAME : RecentIds.Sight.OTHER);
      if (known == null) {
        expected.put(id, value);
        if (expected.size() > most) {
          expected.remove(expected.keySet().iterator().next());
        }
      }
    }
  }

  @Test
  void aMillionIdsAreRemembered() {
    TradeRepeats repeats = new TradeRepeats();
    for (int i = 1; i <= 1_000_000; i++) {
      repeats.repeats(trade(i, 1), i);
    }
    for (int i = 1; i <= 1_000_000; i++) {
      repeats.repeats(trade(i, 1), i);
    }
    assertThat(repeats.repeated()).isEqualTo(1_000_000);
  }
}
