package dev.silverbook.lake.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthDecoderTest {

  private static final int GROUPS = 63;
  private static final int REPEATED = 11;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 11, 13, 14, 15, 16, 17, 19, 20})
  void looksUpWhatItReadsOfEachWidthWhereverAskingStops(int width) {
    Random random = new Random(width);
    int size = 1 << width;
    int[] ids = new int[GROUPS * 8 + REPEATED];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i < GROUPS * 8 ? random.nextInt(size) : size - 1;
    }
    double[] dictionary = random.doubles(size).toArray();
    byte[] data = encoded(ids, width);
    for (int step : new int[] {1, 2, 3, 4, 5, 7, 8, 13, 256, ids.length}) {
      RunLengthDecoder decoder = decoder(data, width);
      double[] found = new double[ids.length + 1];
      for (int i = 0; i < ids.length; i += step) {
        decoder.lookUp(dictionary, found, i + 1, Math.min(step, ids.length - i));
      }
      double[] expected = new double[ids.length + 1];
      for (int i = 0; i < ids.length; i++) {
        expected[i + 1] = dictionary[ids[i]];
      }
      assertThat(found).as("%d at a time", step).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 200, 503, 504, 514})
  void refusesAnIdOutsideTheDictionary(int place) {
    int[] ids = new int[GROUPS * 8 + REPEATED];
    int repeated = place < GROUPS * 8 ? place : GROUPS * 8;
    for (int i = repeated; i < (place < GROUPS * 8 ? place + 1 : ids.length); i++) {
      ids[i] = 100;
    }
    RunLengthDecoder decoder = decoder(encoded(ids, 15), 15);
    assertThatThrownBy(() -> decoder.lookUp(new double[100], new double[ids.length], 0, ids.length))
        .isInstanceOf(MalformedDataException.class)
        .hasMessage("dictionary id 100 in a dictionary of 100");
  }

  @Test
  void refusesToLookUpMoreThanThereIs() {
    int[] ids = new int[GROUPS * 8 + REPEATED];
    RunLengthDecoder decoder = decoder(encoded(ids, 9), 9);
    assertThatThrownBy(
            () -> decoder.lookUp(new double[1], new double[ids.length + 1], 0, ids.length + 1))
        .isInstanceOf(MalformedDataException.class);
  }

  private static RunLengthDecoder decoder(byte[] data, int width) {
    return new RunLengthDecoder(data, 0, data.length - LittleEndian.PADDING, width);
  }

  /** A packed run, then a repeated one of the last id. */
  private static byte[] encoded(int[] ids, int width) {
    int packed = GROUPS * width;
    int valueBytes = (width + 7) / 8;
    byte[] data = new byte[1 + packed + 1 + valueBytes + LittleEndian.PADDING];
    data[0] = (byte) (GROUPS << 1 | 1);
    for (int i = 0; i < GROUPS * 8; i++) {
      for (int bit = 0; bit < width; bit++) {
        int at = i * width + bit;
        data[1 + at / 8] |= (byte) ((ids[i] >> bit & 1) << (at % 8));
      }
    }
    data[1 + packed] = REPEATED << 1;
    for (int i = 0; i < valueBytes; i++) {
      data[2 + packed + i] = (byte) (ids[ids.length - 1] >> (8 * i));
    }
    return data;
  }
}
