package dev.silverbook.features.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollingSumsTest {

  private static final double RELATIVE = 1e-15;

  private record Entry(long time, double value) {}

  @Test
  void everyWindowEqualsItsRecomputationAtAnyScaleAndPace() {
    SplittableRandom random = new SplittableRandom(11);
    long[] lengths = {1, 7, 60, 4_000};
    RollingSums sums = new RollingSums(2, lengths);
    List<Entry> entries = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 3_000; i++) {
      now += pace(random);
      sums.advance(now);
      if (random.nextInt(5) > 0) {
        double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-12, 13));
        sums.stage(0, value);
        sums.stageProduct(1, value, value);
        sums.push(now);
        entries.add(new Entry(now, value));
      }
      for (int w = 0; w < lengths.length; w++) {
        check(sums, w, entries, now - lengths[w]);
      }
    }
  }

  private static long pace(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> 0;
      case 9 -> random.nextInt(200);
      default -> 1;
    };
  }

  private static void check(RollingSums sums, int window, List<Entry> entries, long after) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal magnitude = BigDecimal.ZERO;
    int count = 0;
    for (int i = entries.size() - 1; i >= 0 && entries.get(i).time > after; i--) {
      BigDecimal value = new BigDecimal(entries.get(i).value);
      sum = sum.add(value);
      squares = squares.add(value.multiply(value));
      magnitude = magnitude.add(value.abs());
      count++;
    }
    assertThat(sums.count(window)).isEqualTo(count);
    // Relative to the sum itself, but never finer than 106 bits of what was added up.
    double allowed = Math.abs(sum.doubleValue()) * RELATIVE + magnitude.doubleValue() * 1e-29;
    assertThat(sums.sum(window, 0)).isCloseTo(sum.doubleValue(), within(allowed));
    assertThat(sums.sum(window, 1))
        .isCloseTo(squares.doubleValue(), within(squares.doubleValue() * RELATIVE));
  }

  @Test
  void whatBelongsToTwoEntriesCountsWhereBothAreInTheWindow() {
    SplittableRandom random = new SplittableRandom(12);
    long[] lengths = {1, 7, 60, 4_000};
    RollingSums sums = new RollingSums(1, lengths);
    int pair = sums.addComponents(1);
    List<Entry> entries = new ArrayList<>();
    long now = 0;
    double before = 0;
    for (int i = 0; i < 3_000; i++) {
      now += pace(random);
      double value = random.nextInt(1, 1_000);
      sums.stage(0, value);
      if (i > 0) {
        sums.stageProduct(pair, value, before);
      }
      sums.advanceAndPush(now, now);
      entries.add(new Entry(now, value));
      before = value;
      for (int w = 0; w < lengths.length; w++) {
        double expected = 0;
        for (int j = i; j > 0 && entries.get(j - 1).time > now - lengths[w]; j--) {
          expected += entries.get(j).value * entries.get(j - 1).value;
        }
        assertThat(sums.sumAfterOldest(w, pair)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aComponentThatIsNotStagedIsZero() {
    RollingSums sums = new RollingSums(1, 10);
    int added = sums.addComponents(2);
    sums.stage(0, 1);
    sums.stageProduct(added + 1, 0.1, 0.1);
    sums.advanceAndPush(1, 1);
    sums.stage(added, 5);
    sums.advanceAndPush(2, 2);
    assertThat(sums.sum(0, 0)).isEqualTo(1);
    assertThat(sums.sum(0, added)).isEqualTo(5);
    assertThat(sums.sum(0, added + 1)).isEqualTo(0.1 * 0.1);
  }

  @Test
  void componentsAreDeclaredBeforeTheFirstEntry() {
    RollingSums sums = new RollingSums(1, 10);
    sums.advanceAndPush(1, 1);
    assertThatThrownBy(() -> sums.addComponents(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before");
  }

  @Test
  void millionsOfRowsLaterTheSumIsStillExactToTheLastBit() {
    RollingSums sums = new RollingSums(1, 100);
    for (int i = 0; i < 3_000_000; i++) {
      sums.advance(i);
      sums.stage(0, i % 1_000 == 0 ? 1e17 : 0.1 * (i % 3));
      sums.push(i);
    }
    double expected = 0;
    for (int i = 3_000_000 - 100; i < 3_000_000; i++) {
      expected += 0.1 * (i % 3);
    }
    assertThat(sums.sum(0, 0)).isCloseTo(expected, within(expected * RELATIVE * 10));
  }

  @Test
  void anOverflowDisappearsWithTheEntryThatCausedIt() {
    RollingSums sums = new RollingSums(1, 2);
    double[] values = {Double.MAX_VALUE, Double.MAX_VALUE, 1, 2, 3};
    for (int i = 0; i < values.length; i++) {
      sums.advance(i);
      sums.stage(0, values[i]);
      sums.push(i);
    }
    assertThat(sums.sum(0, 0)).isEqualTo(5);
  }
}
