package dev.silverbook.lake.internal.bytes;

/** Turns the byte streams of BYTE_STREAM_SPLIT into 8-byte values and back, eight at a time. */
public final class ByteTranspose {

  /** Values a call turns. */
  public static final int SIZE = 8;

  private static final long HALVES = 0x0000_0000_ffff_ffffL;
  private static final long PAIRS = 0x0000_ffff_0000_ffffL;
  private static final long BYTES = 0x00ff_00ff_00ff_00ffL;

  private ByteTranspose() {}

  /**
   * Reads eight bytes of each of eight streams as eight values.
   *
   * @param position of the first stream's first byte
   * @param stride bytes from one stream to the next
   */
  public static void merge(byte[] data, int position, int stride, long[] target, int offset) {
    for (int i = 0; i < SIZE; i++) {
      target[offset + i] = LittleEndian.getLong(data, position + i * stride);
    }
    transpose(target, offset);
  }

  /**
   * Writes eight values as eight bytes of each of eight streams.
   *
   * @param values changed
   * @param position of the first stream's first byte
   * @param stride bytes from one stream to the next
   */
  static void split(long[] values, byte[] data, int position, int stride) {
    transpose(values, 0);
    for (int i = 0; i < SIZE; i++) {
      LittleEndian.putLong(data, position + i * stride, values[i]);
    }
  }

  /** Exchanges rows and columns of eight times eight bytes. */
  private static void transpose(long[] target, int offset) {
    long a = target[offset];
    long b = target[offset + 1];
    long c = target[offset + 2];
    long d = target[offset + 3];
    long e = target[offset + 4];
    long f = target[offset + 5];
    long g = target[offset + 6];
    long h = target[offset + 7];

    long swap = (a >>> 32 ^ e) & HALVES;
    e ^= swap;
    a ^= swap << 32;
    swap = (b >>> 32 ^ f) & HALVES;
    f ^= swap;
    b ^= swap << 32;
    swap = (c >>> 32 ^ g) & HALVES;
    g ^= swap;
    c ^= swap << 32;
    swap = (d >>> 32 ^ h) & HALVES;
    h ^= swap;
    d ^= swap << 32;

    swap = (a >>> 16 ^ c) & PAIRS;
    c ^= swap;
    a ^= swap << 16;
    swap = (b >>> 16 ^ d) & PAIRS;
    d ^= swap;
    b ^= swap << 16;
    swap = (e >>> 16 ^ g) & PAIRS;
    g ^= swap;
    e ^= swap << 16;
    swap = (f >>> 16 ^ h) & PAIRS;
    h ^= swap;
    f ^= swap << 16;

    swap = (a >>> 8 ^ b) & BYTES;
    target[offset] = a ^ swap << 8;
    target[offset + 1] = b ^ swap;
    swap = (c >>> 8 ^ d) & BYTES;
    target[offset + 2] = c ^ swap << 8;
    target[offset + 3] = d ^ swap;
    swap = (e >>> 8 ^ f) & BYTES;
    target[offset + 4] = e ^ swap << 8;
    target[offset + 5] = f ^ swap;
    swap = (g >>> 8 ^ h) & BYTES;
    target[offset + 6] = g ^ swap << 8;
    target[offset + 7] = h ^ swap;
  }
}
