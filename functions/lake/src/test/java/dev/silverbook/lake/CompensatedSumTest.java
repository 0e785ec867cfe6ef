package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompensatedSumTest {

  @Test
  void smallTermsSurviveLargeOnes() {
    CompensatedSum sum = new CompensatedSum();
    sum.add(1);
    sum.add(1e100);
    sum.add(1);
    sum.add(-1e100);

    assertThat(sum.value()).isEqualTo(2.0);
  }

  @Test
  void aMillionTenthsAreAHundredThousand() {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < 1_000_000; i++) {
      sum.add(0.1);
    }

    assertThat(sum.value()).isEqualTo(100_000.0);
  }
}
