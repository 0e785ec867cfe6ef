package dev.silverbook.lake.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  private static final double NONE = -77;

  private static double parse(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.US_ASCII);
    return new NumberText().parse(bytes, 1, text.length(), NONE);
  }

  @Test
  void everyNumberIsTheDoubleThatJavaReads() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      String text =
          switch (random.nextInt(4)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> random.nextLong() + "." + (random.nextInt() >>> 1);
            case 2 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
            default -> random.nextInt() + "e" + (random.nextInt(60) - 30);
          };
      double expected = text.contains("N") || text.contains("I") ? NONE : Double.parseDouble(text);
      assertThat(Double.doubleToRawLongBits(parse(text)))
          .as(text)
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1.5", "1.5\n", "+1.5", "15e-1", "0001.500", ".15E+1", "1.5e0"})
  void spellingsOfANumberAreOne(String text) {
    assertThat(parse(text)).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "1d", "NaN"})
  void whatIsNoNumberIsSaidToBeNone(String text) {
    assertThat(parse(text)).isEqualTo(NONE);
  }
}
