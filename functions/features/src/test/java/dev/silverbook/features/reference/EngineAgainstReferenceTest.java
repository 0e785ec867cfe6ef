package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine and the second implementation agree on every column of every row. */
@Execution(ExecutionMode.CONCURRENT)
class EngineAgainstReferenceTest {

  /** More: {@code -Dsilverbook.reference.seeds=5000}. */
  private static final long SEEDS = Long.getLong("silverbook.reference.seeds", 300);

  /** Shown of a scenario's differences. */
  private static final int SHOWN = 20;

  /** Share of values that rounding alone may decide. */
  private static final double MOST_NOISE = 0.01;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theEngineAgreesWithTheReference(long seed) {
    Comparison comparison = Comparison.of(ScenarioGenerator.draw(seed));

    assertThat(comparison.differences().stream().limit(SHOWN)).isEmpty();
  }

  @Test
  void hardlyAnyValueIsLeftUncompared() {
    long values = 0;
    long noise = 0;
    for (long seed = 1; seed < 50; seed++) {
      Comparison comparison = Comparison.of(ScenarioGenerator.draw(seed));
      values += comparison.values();
      noise += comparison.noise();
    }

    assertThat(values).isPositive();
    assertThat((double) noise / values).isLessThan(MOST_NOISE);
  }
}
