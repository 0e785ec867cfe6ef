package dev.silverbook.lake.internal.write;

import dev.silverbook.lake.internal.bytes.ByteSink;

/**
 * Encodes integers as the bits that their differences need (DELTA_BINARY_PACKED). Times and
 * counters grow by nearly the same again and again, of which a compressor sees nothing in the
 * values themselves.
 */
final class DeltaEncoder {

  private static final int BLOCK = 128;
  private static final int MINI_BLOCKS = 4;
  private static final int MINI_BLOCK = BLOCK / MINI_BLOCKS;

  private final long[] deltas = new long[BLOCK];

  /**
   * Appends {@code values[0, count)}, at least one. Differences that overflow wrap, as they do in
   * readers.
   */
  void encode(long[] values, int count, ByteSink out) {
    out.putVarint(BLOCK);
    out.putVarint(MINI_BLOCKS);
    out.putVarint(count);
    putZigZag(values[0], out);
    for (int start = 1; start < count; start += BLOCK) {
      block(values, start, Math.min(BLOCK, count - start), out);
    }
  }

  private void block(long[] values, int start, int count, ByteSink out) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      deltas[i] = values[start + i] - values[start + i - 1];
      min = Math.min(min, deltas[i]);
    }
    putZigZag(min, out);
    for (int i = 0; i < BLOCK; i++) {
      deltas[i] = i < count ? deltas[i] - min : 0;
    }
    int used = (count + MINI_BLOCK - 1) / MINI_BLOCK;
    int widths = out.size();
    out.putInt(0);
    for (int mini = 0; mini < used; mini++) {
      int width = width(mini * MINI_BLOCK);
      out.setByte(widths + mini, width);
      pack(mini * MINI_BLOCK, width, out);
    }
  }

  private int width(int from) {
    long all = 0;
    for (int i = from; i < from + MINI_BLOCK; i++) {
      all |= deltas[i];
    }
    return Long.SIZE - Long.numberOfLeadingZeros(all);
  }

  /** The first value's bits lowest; a mini block ends with a whole number of four bytes. */
  private void pack(int from, int width, ByteSink out) {
    if (width == 0) {
      return;
    }
    long word = 0;
    int bits = 0;
    for (int i = from; i < from + MINI_BLOCK; i++) {
      word |= deltas[i] << bits;
      bits += width;
      if (bits >= Long.SIZE) {
        out.putLong(word);
        bits -= Long.SIZE;
        // What did not fit; a shift by the whole width would be none at all.
        word = bits == 0 ? 0 : deltas[i] >>> (width - bits);
      }
    }
    if (bits > 0) {
      out.putInt((int) word);
    }
  }

  private static void putZigZag(long value, ByteSink out) {
    out.putVarlong(value << 1 ^ value >> (Long.SIZE - 1));
  }
}
