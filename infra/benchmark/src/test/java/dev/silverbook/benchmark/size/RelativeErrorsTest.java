package dev.silverbook.benchmark.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RelativeErrorsTest {

  /** How far apart the bounds of two classes are, in percent. */
  private static final Percentage CLASS = Percentage.withPercentage(1.6);

  private final RelativeErrors errors = new RelativeErrors();

  @Test
  void theErrorIsAShareOfWhatIsExpected() {
    errors.add("column_3", -200, -200.5);

    assertThat(errors.largest()).isEqualTo(0.0025);
    assertThat(errors.worstColumn()).isEqualTo("column_3");
  }

  @Test
  void theWorstColumnIsThatOfTheLargestError() {
    errors.add("column_0", 1, 1.01);
    errors.add("column_1", 1, 1.02);
    errors.add("column_2", 1, 1.005);

    assertThat(errors.worstColumn()).isEqualTo("column_1");
  }

  @Test
  void aPercentileIsTheErrorThatSoManyValuesDoNotExceed() {
    for (int i = 1; i <= 1_000; i++) {
      errors.add("column_0", 1, 1 + i / 1_000.0);
    }

    assertThat(errors.percentile(0.5)).isCloseTo(0.5, CLASS).isGreaterThanOrEqualTo(0.5);
    assertThat(errors.percentile(0.999)).isCloseTo(0.999, CLASS).isGreaterThanOrEqualTo(0.999);
    assertThat(errors.percentile(1)).isEqualTo(errors.largest());
  }

  @Test
  void valuesThatAreExactHaveNoError() {
    for (int i = 0; i < 999; i++) {
      errors.add("column_0", i, i);
    }
    errors.add("column_1", 1, 2);

    assertThat(errors.values()).isEqualTo(1_000);
    assertThat(errors.percentile(0.999)).isZero();
    assertThat(errors.percentile(1)).isCloseTo(1, within(0.0));
  }

  @Test
  void aZeroThatIsNoLongerZeroIsBeyondAllBounds() {
    errors.add("column_0", 0.0, -0.0);
    assertThat(errors.largest()).isZero();

    errors.add("column_0", 0.0, 1e-300);
    assertThat(errors.largest()).isInfinite();
    assertThat(errors.percentile(1)).isInfinite();
  }

  @Test
  void absentValuesAreNotComparedAndLostOnesAreCounted() {
    errors.add("column_0", Double.NaN, Double.NaN);
    errors.add("column_0", 1e300, Double.NaN);

    assertThat(errors.values()).isZero();
    assertThat(errors.lost()).isEqualTo(1);
    assertThatThrownBy(() -> errors.percentile(1)).hasMessage("no value was compared");
  }
}
