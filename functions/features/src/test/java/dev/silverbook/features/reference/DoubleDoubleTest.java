package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleDoubleTest {

  /** Digits that every operation must keep; doubles keep 16. */
  private static final BigDecimal RELATIVE_TOLERANCE = new BigDecimal("1e-30");

  private static final MathContext PRECISE = new MathContext(60);

  private final Random random = new Random(7);

  @Test
  void arithmeticAgreesWithDecimalArithmetic() {
    for (int i = 0; i < 10_000; i++) {
      DoubleDouble a = DoubleDouble.sum(number(), number() * 1e-17);
      DoubleDouble b = DoubleDouble.sum(number(), number() * 1e-17);
      close(a.times(b), exact(a).multiply(exact(b)));
      close(a.dividedBy(b), exact(a).divide(exact(b), PRECISE));
      close(a.absolute().squareRoot(), exact(a).abs().sqrt(PRECISE));
      // Sums are close relative to their terms: cancellation is nobody's to repair.
      assertThat(exact(a.plus(b)).subtract(exact(a).add(exact(b))).abs())
          .isLessThanOrEqualTo(exact(a).abs().add(exact(b).abs()).multiply(RELATIVE_TOLERANCE));
    }
  }

  @Test
  void aSpikeThatIsTakenAwayAgainLeavesTheSmallTermsBehind() {
    DoubleDouble sum = DoubleDouble.of(0.1).plus(1e12).plus(0.2).minus(1e12);

    assertThat(sum.value()).isEqualTo(0.1 + 0.2);
  }

  @Test
  void theSignLooksAtTheLowPartWhenTheHighOneIsZero() {
    assertThat(DoubleDouble.ZERO.signum()).isZero();
    assertThat(DoubleDouble.of(-1e-300).signum()).isEqualTo(-1);
    assertThat(DoubleDouble.of(1).minus(1).plus(1e-40).signum()).isEqualTo(1);
  }

  private double number() {
    return random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
  }

  private static BigDecimal exact(DoubleDouble number) {
    return new BigDecimal(number.high()).add(new BigDecimal(number.low()));
  }

  private static void close(DoubleDouble found, BigDecimal expected) {
    assertThat(exact(found).subtract(expected).abs())
        .isLessThanOrEqualTo(expected.abs().multiply(RELATIVE_TOLERANCE));
  }
}
