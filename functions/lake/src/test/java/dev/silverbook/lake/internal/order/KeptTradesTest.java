package dev.silverbook.lake.internal.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawTrade;
import org.junit.jupiter.api.Test;

class KeptTradesTest {

  private static void see(KeptTrades kept, int trades) {
    RawTrade trade = new RawTrade();
    for (int i = 0; i < trades; i++) {
      trade.set(i, i, 1 + i, 2, AggressorSide.BUY);
      kept.see(trade, i, i, 0, i);
    }
  }

  @Test
  void upToTheBoundAllAreKept() {
    KeptTrades kept = new KeptTrades(2_000);
    see(kept, 2_000);
    assertThat(kept.complete()).isTrue();
  }

  @Test
  void beyondTheBoundNoneAre() {
    KeptTrades kept = new KeptTrades(2_000);
    see(kept, 2_001);
    assertThat(kept.complete()).isFalse();
    see(kept, 10);
    assertThat(kept.complete()).isFalse();
  }

  @Test
  void aRowThatIsTooFarInItsFileIsNotKept() {
    KeptTrades kept = new KeptTrades();
    kept.see(new RawTrade(), 1, 1, 0, 1L + Integer.MAX_VALUE);
    assertThat(kept.complete()).isFalse();
  }
}
