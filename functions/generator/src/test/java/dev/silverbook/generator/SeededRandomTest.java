package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeededRandomTest {

  private static final int DRAWS = 200_000;

  @Test
  void numbersArePinnedSoThatNoJavaVersionChangesThem() {
    SeededRandom random = new SeededRandom(42);
    assertThat(random.nextLong()).isEqualTo(FIRST_LONG);
    assertThat(random.nextDouble()).isEqualTo(SECOND_DOUBLE);
    assertThat(random.nextGaussian()).isEqualTo(THIRD_GAUSSIAN);
    assertThat(random.nextExponential()).isEqualTo(FOURTH_EXPONENTIAL);
  }

  private static final long FIRST_LONG = -7450291807549245335L;
  private static final double SECOND_DOUBLE = 0.1603653875985772;
  private static final double THIRD_GAUSSIAN = -0.47413423597308735;
  private static final double FOURTH_EXPONENTIAL = 1.429967645602539;

  @Test
  void momentsAreThoseOfTheDistributions() {
    SeededRandom random = new SeededRandom(1);
    double gaussian = 0;
    double square = 0;
    double exponential = 0;
    double logNormal = 0;
    for (int i = 0; i < DRAWS; i++) {
      double draw = random.nextGaussian();
      gaussian += draw / DRAWS;
      square += draw * draw / DRAWS;
      exponential += random.nextExponential() / DRAWS;
      logNormal += random.nextLogNormal(0.5) / DRAWS;
    }
    assertThat(gaussian).isCloseTo(0, within(0.015));
    assertThat(square).isCloseTo(1, within(0.02));
    assertThat(exponential).isCloseTo(1, within(0.015));
    assertThat(logNormal).isCloseTo(1, within(0.01));
  }

  @Test
  void everyListOfNamesHasAStreamOfItsOwn() {
    assertThat(
            new long[] {
              SeededRandom.named(1, "ab", "c").nextLong(),
              SeededRandom.named(1, "a", "bc").nextLong(),
              SeededRandom.named(1, "abc").nextLong(),
              SeededRandom.named(2, "abc").nextLong()
            })
        .doesNotHaveDuplicates();
    assertThat(SeededRandom.named(1, "abc").nextLong())
        .isEqualTo(SeededRandom.named(1, "abc").nextLong());
  }
}
