package dev.silverbook.lake.internal.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepSideTest {

  private record Level(double size, int stamp) {}

  @ParameterizedTest
  @CsvSource({"1, 40, 1", "1, 3000, 2", "-1, 3000, 3", "-1, 60000, 4"})
  void holdsWhatASortedMapHolds(int direction, int prices, long seed) {
    Random random = new Random(seed);
    DeepSide side = new DeepSide(direction);
    Map<Double, Level> expected =
        direction > 0 ? new TreeMap<>(Comparator.reverseOrder()) : new TreeMap<>();
    for (int round = 0; round < 60; round++) {
      boolean growing = random.nextInt(3) > 0;
      for (int i = 0; i < 2_000; i++) {
        double price = (1 + random.nextInt(prices)) / 100.0;
        Level before = expected.get(price);
        int found;
        if (growing || random.nextInt(4) == 0) {
          Level level = new Level(random.nextDouble(), random.nextInt(3));
          found = side.put(price, level.size(), level.stamp());
          expected.put(price, level);
        } else {
          found = side.remove(price);
          expected.remove(price);
        }
        assertThat(found).isEqualTo(before == null ? -1 : before.stamp());
      }
      if (round % 20 == 19) {
        side.keepOnly(1);
        expected.values().removeIf(level -> level.stamp() != 1);
      }
      same(side, expected);
    }
    side.clear();
    expected.clear();
    same(side, expected);
  }

  private static void same(DeepSide side, Map<Double, Level> expected) {
    double[] prices = new double[expected.size() + 1];
    double[] sizes = new double[expected.size() + 1];
    int length = side.top(prices, sizes, prices.length);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      found.add(prices[i] + " " + sizes[i]);
    }
    List<String> levels = new ArrayList<>();
    expected.forEach((price, level) -> levels.add(price + " " + level.size()));
    assertThat(found).isEqualTo(levels);
    assertThat(side.levels()).isEqualTo(expected.size());
    if (expected.isEmpty()) {
      assertThat(side.best()).isNaN();
    } else {
      assertThat(side.best()).isEqualTo(expected.keySet().iterator().next());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void memoryFollowsTheLevelsAndNotTheChanges(int direction) {
    DeepSide side = new DeepSide(direction);
    for (int i = 1; i <= 1_000_000; i++) {
      side.put(i, 1, 0);
      if (i > 1_000) {
        side.remove(i - 1_000);
      }
    }
    assertThat(side.levels()).isEqualTo(1_000);
    assertThat(side.room()).isLessThan(20 * 1_000);
  }

  @Test
  void handsOutNoMoreThanAskedFor() {
    DeepSide side = new DeepSide(-1);
    for (int i = 1; i <= 700; i++) {
      side.put(i, 10 * i, 0);
    }
    double[] prices = new double[3];
    double[] sizes = new double[3];
    assertThat(side.top(prices, sizes, 3)).isEqualTo(3);
    assertThat(prices).containsExactly(1, 2, 3);
    assertThat(sizes).containsExactly(10, 20, 30);
  }
}
