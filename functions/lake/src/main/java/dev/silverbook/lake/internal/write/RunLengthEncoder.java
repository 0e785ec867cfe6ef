package dev.silverbook.lake.internal.write;

import dev.silverbook.lake.internal.bytes.ByteSink;

/** Encodes levels and dictionary ids as the RLE / bit-packing hybrid. */
final class RunLengthEncoder {

  private static final int GROUP = 8;

  private RunLengthEncoder() {}

  /** Appends {@code values[0, count)}, each of at most {@code bitWidth} (1..24) bits. */
  static void encode(int[] values, int count, int bitWidth, ByteSink out) {
    int position = 0;
    while (position < count) {
      if (constantGroup(values, position, count)) {
        position = repeated(values, position, count, bitWidth, out);
      } else {
        position = packed(values, position, count, bitWidth, out);
      }
    }
  }

  /** Appends {@code count} levels of one bit, eight to a byte, the first lowest, the rest 0. */
  static void encodeBits(byte[] bits, int count, ByteSink out) {
    int whole = count / GROUP;
    int groups = (count + GROUP - 1) / GROUP;
    int position = 0;
    while (position < groups) {
      int start = position;
      if (startsRun(bits, position, whole)) {
        while (position < whole && bits[position] == bits[start]) {
          position++;
        }
        repeat(bits[start] & 1, (position - start) * GROUP, 1, out);
      } else {
        do {
          position++;
        } while (position < groups && !startsRun(bits, position, whole));
        out.putVarint((position - start) << 1 | 1);
        out.putBytes(bits, start, position - start);
      }
    }
  }

  /** A single constant group is not worth leaving a packed run for. */
  private static boolean startsRun(byte[] bits, int position, int whole) {
    return position + 1 < whole
        && (bits[position] == 0 || bits[position] == -1)
        && bits[position + 1] == bits[position];
  }

  /** Appends {@code count} times {@code value}. */
  static void repeat(int value, int count, int bitWidth, ByteSink out) {
    out.putVarint(count << 1);
    for (int shift = 0; shift < bitWidth; shift += Byte.SIZE) {
      out.putByte(value >>> shift);
    }
  }

  private static boolean constantGroup(int[] values, int position, int count) {
    if (count - position < GROUP) {
      return false;
    }
    for (int i = position + 1; i < position + GROUP; i++) {
      if (values[i] != values[position]) {
        return false;
      }
    }
    return true;
  }

  private static int repeated(int[] values, int start, int count, int bitWidth, ByteSink out) {
    int end = start + GROUP;
    while (end < count && values[end] == values[start]) {
      end++;
    }
    repeat(values[start], end - start, bitWidth, out);
    return end;
  }

  private static int packed(int[] values, int start, int count, int bitWidth, ByteSink out) {
    int end = start;
    do {
      end += GROUP;
    } while (end < count && !constantGroup(values, end, count));
    int groups = (end - start) / GROUP;
    out.putVarint(groups << 1 | 1);
    long word = 0;
    int bits = 0;
    for (int i = start; i < end; i++) {
      word |= (i < count ? (long) values[i] : 0L) << bits;
      bits += bitWidth;
      while (bits >= Byte.SIZE) {
        out.putByte((int) word);
        word >>>= Byte.SIZE;
        bits -= Byte.SIZE;
      }
    }
    return Math.min(end, count);
  }
}
