package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PackedColumnTest {

  private static Object packed(Object... values) {
    return PackedColumn.of(values);
  }

  @Test
  void whatIsAlwaysTheSameIsSaidOnce() {
    assertThat(packed(7L, 7L, 7L)).isEqualTo(7L);
    assertThat(packed("run-1")).isEqualTo("run-1");
  }

  @Test
  void wholeNumbersAreTheirDifferencesAndNullsStay() {
    assertThat(packed(1_000L, 1_036L, null, 36)).isEqualTo(Map.of("by", "rs 10 _ -rs"));
    assertThat(packed(null, null)).isEqualTo(Map.of("by", "_ _"));
  }

  @Test
  void otherNumbersKeepFiveDigitsOfTheLeast() {
    assertThat(packed(1.5, 2L)).isEqualTo(Map.of("by", "bko 3uw", "decimals", 4));
    assertThat(packed(0.0000004, 1.0)).isEqualTo(Map.of("by", "0 lfls", "decimals", 6));
    assertThat(packed(123_456.5, 0.0)).isEqualTo(Map.of("by", "2n9c -2n9c"));
  }

  @Test
  void textsThatRepeatAreAnIndex() {
    assertThat(packed("", "a", "", null))
        .isEqualTo(Map.of("of", Arrays.asList("", "a", null), "at", "0 1 0 2"));
  }

  @Test
  void whatWouldLoseDigitsStaysAsItIs() {
    assertThat(packed(1L << 60, 1L)).isEqualTo(List.of(1L << 60, 1L));
  }
}
