package dev.silverbook.lake.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.internal.bytes.ByteSink;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.decode.DeltaDecoder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaEncoderTest {

  private static ByteSink encoded(long... values) {
    ByteSink out = new ByteSink();
    new DeltaEncoder().encode(values, values.length, out);
    return out;
  }

  private static long[] decoded(ByteSink page, int count) {
    byte[] padded = Arrays.copyOf(page.data(), page.size() + LittleEndian.PADDING);
    long[] values = new long[count];
    new DeltaDecoder(padded, 0, page.size(), false).read(values, 0, count);
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 32, 33, 34, 128, 129, 130, 257, 1000})
  void valuesOfEveryWidthComeBack(int count) {
    Random random = new Random(count);
    for (int width = 0; width <= Long.SIZE; width++) {
      int shift = Long.SIZE - width;
      long[] values =
          LongStream.generate(() -> shift == Long.SIZE ? 7 : random.nextLong() >> shift)
              .limit(count)
              .toArray();

      assertThat(decoded(encoded(values), count)).as("width %d", width).isEqualTo(values);
    }
  }

  @Test
  void differencesThatOverflowComeBack() {
    long[] values = {Long.MAX_VALUE, Long.MIN_VALUE + 1, 0, Long.MIN_VALUE + 1, Long.MAX_VALUE, -1};

    assertThat(decoded(encoded(values), values.length)).isEqualTo(values);
  }

  @Test
  void aRegularClockTakesSixBytesForOneHundredAndTwentyEightRows() {
    long[] times =
        LongStream.range(0, 1 + 128 * 10).map(i -> 1_700_000_000_000L + 1_000 * i).toArray();

    // Block size 2, mini blocks 1, count 2, first time 6; each block its step 2 and four widths.
    assertThat(encoded(times).size()).isEqualTo(11 + 10 * 6);
  }

  @Test
  void theNextPageKnowsNothingOfTheLastOne() {
    DeltaEncoder encoder = new DeltaEncoder();
    encoder.encode(new long[] {1, Long.MAX_VALUE, 3}, 3, new ByteSink());
    ByteSink again = new ByteSink();
    encoder.encode(new long[] {5, 6}, 2, again);

    assertThat(Arrays.copyOf(again.data(), again.size()))
        .isEqualTo(Arrays.copyOf(encoded(5, 6).data(), encoded(5, 6).size()));
  }
}
