package dev.silverbook.lake.internal;

/**
 * Decodes the RLE / bit-packing hybrid of levels and dictionary ids, as much at a time as asked.
 * Nothing is allocated from counts found in the data.
 */
final class RunLengthDecoder {

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
  RunLengthDecoder(byte[] data, int position, int end, int bitWidth) {
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
  static int bitWidth(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** Consumes {@code count} values if all of them are {@code value} within one repeated run. */
  boolean skipConstant(int value, int count) {
    if (runLeft == 0) {
      nextRun();
    }
    if (packed || runValue != value || runLeft < count) {
      return false;
    }
    runLeft -= count;
    return true;
  }

  void read(int[] target, int offset, int count) {
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

  private void unpack(int[] target, int offset, int count) {
    long bit = bitPosition;
    for (int i = 0; i < count; i++) {
      target[offset + i] =
          (int) ((LittleEndian.getLong(data, (int) (bit >>> 3)) >>> (bit & 7)) & mask);
      bit += bitWidth;
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
