package dev.silverbook.features.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollingRankTest {

  private record Entry(long time, double value) {}

  @Test
  void theRankEqualsCountingAtAnySizeOfWindowAndNumberOfTies() {
    for (int distinct : new int[] {1, 3, 100, 1_000_000}) {
      SplittableRandom random = new SplittableRandom(distinct);
      RollingRank rank = new RollingRank(2_000);
      Deque<Entry> window = new ArrayDeque<>();
      long now = 0;
      for (int i = 0; i < 12_000; i++) {
        now += i % 4_000 > 3_000 ? random.nextInt(20) : random.nextInt(2);
        double value = random.nextInt(distinct) / 7.0 + (distinct == 100 ? i / 100 : 0);
        window.add(new Entry(now, value));
        long limit = now - 2_000;
        while (window.peek().time <= limit) {
          window.remove();
        }
        double actual = rank.add(now, value);
        if (i % 37 == 0) {
          long below = window.stream().filter(entry -> entry.value < value).count();
          long equal = window.stream().filter(entry -> entry.value == value).count();
          assertThat(actual).isEqualTo((below + 0.5 * equal) / window.size());
        }
      }
    }
  }
}
