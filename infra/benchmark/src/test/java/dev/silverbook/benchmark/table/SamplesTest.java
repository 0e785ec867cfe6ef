package dev.silverbook.benchmark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianIsTheMiddleOneWhateverTheOrder() {
    assertThat(Samples.of(5, 1, 100).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Samples.of(4, 1, 100, 2).median()).isEqualTo(3);
  }

  @Test
  void ratiosPairWhatWasMeasuredSideBySide() {
    Samples ratios = Samples.of(2, 30, 4).per(Samples.of(1, 10, 4));

    assertThat(ratios.values()).containsExactly(2.0, 3.0, 1.0);
    assertThat(ratios.min()).isEqualTo(1);
    assertThat(ratios.max()).isEqualTo(3);
  }

  @Test
  void differentNumbersOfMeasurementsCannotBePaired() {
    assertThatThrownBy(() -> Samples.of(1, 2).per(Samples.of(1)))
        .hasMessage("2 measurements cannot be paired with 1");
  }

  @Test
  void thereIsNoMedianOfNothing() {
    assertThatThrownBy(() -> new Samples(List.of())).hasMessage("no measurement");
  }
}
