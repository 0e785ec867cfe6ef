package dev.silverbook.features.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollingMomentsTest {

  private static final double RELATIVE = 1e-12;

  @Test
  void aTinyVariationOnAHugeLevelKeepsItsDigits() {
    SplittableRandom random = new SplittableRandom(5);
    RollingMoments moments = new RollingMoments(50);
    double[] values = new double[500];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e9 + random.nextInt(1_000) / 1024.0;
      moments.add(i, values[i]);
    }
    double mean = 0;
    for (int i = 450; i < 500; i++) {
      mean += (values[i] - 1e9) / 50;
    }
    double squares = 0;
    for (int i = 450; i < 500; i++) {
      double centred = values[i] - 1e9 - mean;
      squares += centred * centred;
    }
    double expected = Math.sqrt(squares / 49);
    assertThat(moments.standardDeviation()).isCloseTo(expected, within(expected * RELATIVE));
  }

  @Test
  void valuesThatAreNotThereAreLeftOut() {
    RollingMoments moments = new RollingMoments(100);
    moments.add(1, 2);
    moments.add(2, Double.NaN);
    assertThat(moments.mean()).isEqualTo(2);
    assertThat(moments.standardDeviation()).isNaN();
    moments.add(3, 4);
    assertThat(moments.mean()).isEqualTo(3);
    assertThat(moments.standardDeviation()).isCloseTo(Math.sqrt(2), within(RELATIVE));
    moments.add(200, Double.NaN);
    assertThat(moments.mean()).isNaN();
  }

  @Test
  void aWindowOfEqualValuesHasDeviationZeroAfterUnequalOnesLeft() {
    RollingMoments moments = new RollingMoments(10);
    moments.add(0, 1e12);
    for (int i = 1; i < 30; i++) {
      moments.add(i, 0.1);
    }
    assertThat(moments.standardDeviation()).isZero();
  }

  @Test
  void aRunOfEqualValuesGoesOnOverEntriesWithoutOne() {
    RollingMoments moments = new RollingMoments(10);
    for (int i = 0; i < 40; i++) {
      moments.add(i, i == 3 ? 1e12 : i % 3 == 1 ? Double.NaN : 0.1);
    }
    assertThat(moments.standardDeviation()).isZero();
    moments.add(40, 0.2);
    assertThat(moments.standardDeviation()).isPositive();
  }

  @Test
  void severalShareTheEntriesOfOneQueue() {
    RollingSums sums = new RollingSums(0, 5, 100);
    RollingMoments all = new RollingMoments(sums);
    RollingMoments odd = new RollingMoments(sums);
    for (int i = 1; i <= 20; i++) {
      all.stage(i);
      odd.stage(i % 2 == 1 ? i : Double.NaN);
      sums.advanceAndPush(i, i);
    }
    assertThat(all.count(0)).isEqualTo(5);
    assertThat(all.mean(0)).isEqualTo(18);
    assertThat(all.mean(1)).isEqualTo(10.5);
    assertThat(odd.count(0)).isEqualTo(2);
    assertThat(odd.mean(0)).isEqualTo(18);
    assertThat(odd.standardDeviation(0)).isCloseTo(Math.sqrt(2), within(RELATIVE));
    assertThat(odd.sumOfSquares(1)).isEqualTo(1_330);
  }
}
