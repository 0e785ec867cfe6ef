package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundedTest {

  @Test
  void digitsBeyondThoseAskedForAreRoundedAway() {
    assertThat(Rounded.digits(64_123.456789, 7)).isEqualTo(64_123.46);
    assertThat(Rounded.digits(-1.23456789e-9, 3)).isEqualTo(-1.23e-9);
  }

  @Test
  void wholeNumbersStayWhole() {
    assertThat(Rounded.digits(1_234_567_890_123.0, 3)).isEqualTo(1_234_567_890_123L);
    assertThat(Rounded.digits(-0.0, 3)).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsNoNumberOfJson(double value) {
    assertThat(Rounded.digits(value, 3)).isNull();
  }
}
