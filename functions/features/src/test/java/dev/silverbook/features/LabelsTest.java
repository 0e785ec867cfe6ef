package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static Day day() {
    return new Day()
        .configured(
            Map.of(
                "outputs", List.of("orderbook", "labels"),
                "labels_seconds", List.of(2),
                "max_gap_seconds", 10));
  }

  @Test
  void returnHighAndLowLookAhead() {
    Day.Result labels =
        day()
            .top(0, 99, 1, 101, 1)
            .top(1, 119, 1, 121, 1)
            .top(2, 89, 1, 91, 1)
            .top(2.5, 199, 1, 201, 1)
            .partition()
            .of(Dataset.LABELS);
    assertThat(labels.rows()).hasSize(4);
    assertThat(labels.value(0, "capture_ts")).isEqualTo(0L);
    assertThat(labels.number(0, "forward_return_2s")).isCloseTo(Math.log(0.9), EXACT);
    assertThat(labels.number(0, "forward_high_2s")).isCloseTo(Math.log(1.2), EXACT);
    assertThat(labels.number(0, "forward_low_2s")).isCloseTo(Math.log(0.9), EXACT);
    assertThat(labels.value(1, "forward_return_2s")).as("ends before").isNull();
  }

  @Test
  void unusableRowsHaveNullLabelsInTheirPlace() {
    Day.Result labels =
        day()
            .top(0, 99, 1, 101, 1)
            .top(1, 101, 1, 99, 1)
            .top(3, 99, 1, 101, 1)
            .partition()
            .of(Dataset.LABELS);
    assertThat(labels.rows()).hasSize(3);
    assertThat(labels.value(1, "capture_ts")).isEqualTo(1_000_000L);
    assertThat(labels.value(1, "forward_return_2s")).isNull();
    // Nothing in (0, 2] but the row itself.
    assertThat(labels.number(0, "forward_return_2s")).isZero();
    assertThat(labels.value(0, "forward_high_2s")).isNull();
  }

  @Test
  void aGapThatBeginsWithinTheHorizonMakesNullOneThatBeginsAtItsEndDoesNot() {
    Day.Result labels =
        day()
            .top(0, 99, 1, 101, 1)
            .top(1, 99, 1, 101, 1)
            .top(2, 109, 1, 111, 1)
            .top(20, 99, 1, 101, 1)
            .partition()
            .of(Dataset.LABELS);
    assertThat(labels.number(0, "forward_return_2s")).isCloseTo(Math.log(1.1), EXACT);
    assertThat(labels.value(1, "forward_return_2s")).isNull();
    assertThat(labels.value(2, "forward_return_2s")).isNull();
  }
}
