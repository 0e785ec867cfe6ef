package dev.silverbook.lake.internal.decode;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;

/**
 * Decodes the RLE / bit-packing hybrid of levels and dictionary ids, as much at a time as asked.
 * Nothing is allocated from counts found in the data.
 */
public final class RunLengthDecoder {

  /** Widths of which four, or two, lie within one 8-byte load that starts at any bit of a byte. */
  private static final int QUARTER_WORD = 14;

  private static final int HALF_WORD = 28;

  private final byte[] data;
  private final int end;
  private final int bitWidth;
  private final long mask;
  private int position;
  private long runLeft;
  private boolean packed;
  private int runValue;
  private long bitPosition;

  /**
   * Over {@code data[position, end)}; the array must have {@link LittleEndian#PADDING} bytes after
   * {@code end}.
   *
   * @throws MalformedDataException when the bit width is not in 0..32
   */
  public RunLengthDecoder(byte[] data, int position, int end, int bitWidth) {
    if (bitWidth < 0 || bitWidth > Integer.SIZE) {
      throw new MalformedDataException("bit width " + bitWidth + " is not in 0..32");
    }
    this.data = data;
    this.position = position;
    this.end = end;
    this.bitWidth = bitWidth;
    this.mask = (1L << bitWidth) - 1;
  }

  /** Bits needed for levels or ids from 0 to {@code max}. */
  public static int bitWidth(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** Consumes {@code count} values if all of them are {@code value} within one repeated run. */
  public boolean skipConstant(int value, int count) {
    if (runLeft == 0) {
      nextRun();
    }
    if (packed || runValue != value || runLeft < count) {
      return false;
    }
    runLeft -= count;
    return true;
  }

  public void read(int[] target, int offset, int count) {
    int done = 0;
    while (done < count) {
      if (runLeft == 0) {
        nextRun();
      }
      int step = (int) Math.min(runLeft, count - done);
      if (packed) {
        unpack(target, offset + done, step);
      } else {
        java.util.Arrays.fill(target, offset + done, offset + done + step, runValue);
      }
      runLeft -= step;
      done += step;
    }
  }

  /**
   * Reads the next values as ids and puts into {@code target} what the dictionary has for them: ids
   * that are used at once need no array.
   *
   * @throws MalformedDataException when there are fewer, or one is outside the dictionary
   */
  public void lookUp(double[] dictionary, double[] target, int offset, int count) {
    int done = 0;
    while (done < count) {
      if (runLeft == 0) {
        nextRun();
      }
      int step = (int) Math.min(runLeft, count - done);
      if (packed) {
        lookUpPacked(dictionary, target, offset + done, step);
      } else {
        double value = entry(dictionary, runValue);
        java.util.Arrays.fill(target, offset + done, offset + done + step, value);
      }
      runLeft -= step;
      done += step;
    }
  }

  private void lookUpPacked(double[] dictionary, double[] target, int offset, int count) {
    long bit = bitPosition;
    int width = bitWidth;
    int i = 0;
    if (width <= QUARTER_WORD) {
      for (; i + 4 <= count; i += 4) {
        long word = LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7);
        target[offset + i] = entry(dictionary, (int) (word & mask));
        target[offset + i + 1] = entry(dictionary, (int) ((word >>> width) & mask));
        target[offset + i + 2] = entry(dictionary, (int) ((word >>> (2 * width)) & mask));
        target[offset + i + 3] = entry(dictionary, (int) ((word >>> (3 * width)) & mask));
        bit += 4L * width;
      }
    } else if (width <= HALF_WORD) {
      for (; i + 2 <= count; i += 2) {
        long word = LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7);
        target[offset + i] = entry(dictionary, (int) (word & mask));
        target[offset + i + 1] = entry(dictionary, (int) ((word >>> width) & mask));
        bit += 2L * width;
      }
    }
    for (; i < count; i++) {
      long word = LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7);
      target[offset + i] = entry(dictionary, (int) (word & mask));
      bit += width;
    }
    bitPosition = bit;
  }

  /** Compared with the length of the array itself, so that the runtime need not check again. */
  private static double entry(double[] dictionary, int id) {
    return dictionary[LongSource.checkId(id, dictionary.length)];
  }

  /**
   * Of the next {@code count} values, finds the zeros; for bit width 1 only.
   *
   * @param base index of the first value
   * @param target receives the indexes of the zeros from {@code offset} on; has room for all
   * @return offset after the last one found
   */
  public int zeros(int count, int base, int[] target, int offset) {
    int found = offset;
    int done = 0;
    while (done < count) {
      if (runLeft == 0) {
        nextRun();
      }
      int step = (int) Math.min(runLeft, count - done);
      if (packed) {
        found = zeroBits(base + done, step, target, found);
      } else if (runValue == 0) {
        for (int i = 0; i < step; i++) {
          target[found++] = base + done + i;
        }
      }
      runLeft -= step;
      done += step;
    }
    return found;
  }

  private int zeroBits(int base, int count, int[] target, int offset) {
    int found = offset;
    long bit = bitPosition;
    int done = 0;
    while (done < count) {
      int shift = (int) (bit & 7);
      int step = Math.min(Long.SIZE - shift, count - done);
      long zeros = ~(LittleEndian.getLong(data, (int) (bit >>> 3)) >>> shift);
      if (step < Long.SIZE) {
        zeros &= (1L << step) - 1;
      }
      while (zeros != 0) {
        target[found++] = base + done + Long.numberOfTrailingZeros(zeros);
        zeros &= zeros - 1;
      }
      bit += step;
      done += step;
    }
    bitPosition = bit;
    return found;
  }

  private void unpack(int[] target, int offset, int count) {
    long bit = bitPosition;
    int width = bitWidth;
    int i = 0;
    if (width <= QUARTER_WORD) {
      for (; i + 4 <= count; i += 4) {
        long word = LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7);
        target[offset + i] = (int) (word & mask);
        target[offset + i + 1] = (int) ((word >>> width) & mask);
        target[offset + i + 2] = (int) ((word >>> (2 * width)) & mask);
        target[offset + i + 3] = (int) ((word >>> (3 * width)) & mask);
        bit += 4L * width;
      }
    } else if (width <= HALF_WORD) {
      for (; i + 2 <= count; i += 2) {
        long word = LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7);
        target[offset + i] = (int) (word & mask);
        target[offset + i + 1] = (int) ((word >>> width) & mask);
        bit += 2L * width;
      }
    }
    for (; i < count; i++) {
      target[offset + i] =
          (int) ((LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7)) & mask);
      bit += width;
    }
    bitPosition = bit;
  }

  private void nextRun() {
    do {
      long header = header();
      packed = (header & 1) != 0;
      if (packed) {
        startPacked(header >>> 1);
      } else {
        startRepeated(header >>> 1);
      }
    } while (runLeft == 0);
  }

  private void startPacked(long groups) {
    long bytes = groups * bitWidth;
    long values = groups * 8;
    long available = (long) end - position;
    if (bytes > available) {
      // Some writers cut the last run off at the last value.
      values = available * 8 / bitWidth;
      bytes = available;
      if (values == 0) {
        throw new MalformedDataException("a bit-packed run has no bytes left");
      }
    }
    bitPosition = (long) position << 3;
    position += (int) bytes;
    runLeft = values;
  }

  private void startRepeated(long count) {
    int bytes = (bitWidth + 7) >>> 3;
    if (end - position < bytes) {
      throw new MalformedDataException("a repeated run has no value");
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (data[position + i] & 0xff) << (8 * i);
    }
    position += bytes;
    runValue = value;
    runLeft = count;
  }

  private long header() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= end) {
        throw new MalformedDataException("levels or dictionary ids end too early");
      }
      byte next = data[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedDataException("a run header is longer than 5 bytes");
  }
}
