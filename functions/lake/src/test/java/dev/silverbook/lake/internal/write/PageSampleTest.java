package dev.silverbook.lake.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class PageSampleTest {

  private static final int ROWS = 8_000;

  private final Random random = new Random(1);
  private final PageSample sample = new PageSample();

  private static double[] numbers(DoubleSupplier next) {
    double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = next.getAsDouble();
    }
    return values;
  }

  private int noisyBytes(DoubleSupplier next) {
    return sample.noisyBytes(numbers(next), ROWS, Double.BYTES);
  }

  @Test
  void allButTheFirstDigitsAreNoise() {
    assertThat(noisyBytes(random::nextGaussian)).isEqualTo(6);
    assertThat(sample.noisyBytes(numbers(random::nextGaussian), ROWS, Float.BYTES)).isEqualTo(2);
  }

  @Test
  void digitsThatStandStillAreNone() {
    // Equal down to a 2,000th: the sixth byte, from the fifth bit of the mantissa on, hardly moves.
    assertThat(noisyBytes(() -> 100 + random.nextDouble() / 50)).isEqualTo(5);
  }

  @Test
  void whatRepeatsIsNone() {
    double[] some = numbers(random::nextGaussian);
    assertThat(noisyBytes(() -> some[random.nextInt(50)])).isZero();
    assertThat(noisyBytes(() -> random.nextInt(10) < 6 ? 1 : random.nextGaussian())).isZero();
  }

  @Test
  void aFewRepeatsMakeNoDifference() {
    assertThat(noisyBytes(() -> random.nextInt(10) < 1 ? 1 : random.nextGaussian())).isEqualTo(6);
  }

  @Test
  void shortNumbersAreNone() {
    assertThat(noisyBytes(() -> random.nextInt())).isZero();
    assertThat(noisyBytes(() -> (float) random.nextGaussian())).isZero();
  }

  @Test
  void constantsAndNullsAreNone() {
    assertThat(noisyBytes(() -> 0)).isZero();
    assertThat(noisyBytes(() -> Double.NaN)).isZero();
  }

  @Test
  void tooFewNumbersTellNothing() {
    double[] values = numbers(random::nextGaussian);
    assertThat(sample.noisyBytes(values, 255, Double.BYTES)).isZero();
    assertThat(sample.noisyBytes(values, 256, Double.BYTES)).isEqualTo(6);
  }

  @Test
  void whichNaNStandsForNullMakesNoDifference() {
    double[] values = numbers(random::nextGaussian);
    double[] others = values.clone();
    for (int i = 0; i < ROWS; i += 3) {
      values[i] = Double.NaN;
      others[i] = Double.longBitsToDouble(0xfff8_0000_0000_0000L | random.nextInt(1 << 20));
    }
    assertThat(sample.noisyBytes(others, ROWS, Double.BYTES))
        .isEqualTo(sample.noisyBytes(values, ROWS, Double.BYTES));
  }
}
