package dev.silverbook.lake.internal.decode;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;

/**
 * Decodes DELTA_BINARY_PACKED, as much at a time as asked: blocks of miniblocks, each with its own
 * bit width, of differences to the previous value.
 */
public final class DeltaDecoder extends LongSource {

  private static final int MAX_BLOCK_SIZE = 1 << 20;
  private static final int MAX_MINIBLOCKS = 1 << 12;

  private final byte[] data;
  private final int end;
  private final boolean wrapToInt;
  private final int miniblocks;
  private final int miniblockSize;
  private long valuesLeft;
  private boolean firstPending;
  private long last;
  private int position;

  private long minDelta;
  private int widths;
  private int miniblock;
  private int leftInMiniblock;
  private int bitWidth;
  private long bitPosition;

  /**
   * Starts at {@code data[start]}; the array must be padded after {@code end}.
   *
   * @param wrapToInt whether the column is INT32, whose differences wrap at 32 bits
   */
  public DeltaDecoder(byte[] data, int start, int end, boolean wrapToInt) {
    this.data = data;
    this.position = start;
    this.end = end;
    this.wrapToInt = wrapToInt;
    long blockSize = unsignedVarint();
    long miniblockCount = unsignedVarint();
    this.valuesLeft = unsignedVarint();
    this.last = zigzagVarint();
    if (blockSize <= 0 || blockSize > MAX_BLOCK_SIZE) {
      throw new MalformedDataException("delta block size " + blockSize);
    }
    if (miniblockCount <= 0
        || miniblockCount > MAX_MINIBLOCKS
        || blockSize % miniblockCount != 0
        || blockSize / miniblockCount % 8 != 0) {
      throw new MalformedDataException(
          "delta block of " + blockSize + " values in " + miniblockCount + " miniblocks");
    }
    if (valuesLeft < 0) {
      throw new MalformedDataException("delta value count " + valuesLeft);
    }
    this.miniblocks = (int) miniblockCount;
    this.miniblockSize = (int) (blockSize / miniblockCount);
    this.miniblock = miniblocks;
    this.firstPending = valuesLeft > 0;
  }

  @Override
  public void read(long[] target, int offset, int count) {
    if (count > valuesLeft) {
      throw new MalformedDataException(
          "the page's values end " + (count - valuesLeft) + " too early");
    }
    for (int i = 0; i < count; i++) {
      target[offset + i] = next();
    }
  }

  /** Values not read yet. */
  long remaining() {
    return valuesLeft;
  }

  /** Skips what is left and returns the position after the last miniblock. */
  int finish() {
    while (valuesLeft > 0) {
      next();
    }
    // A miniblock is written in full, also when the values end within it.
    return position;
  }

  private long next() {
    valuesLeft--;
    if (firstPending) {
      firstPending = false;
      return last;
    }
    if (leftInMiniblock == 0) {
      startMiniblock();
    }
    long delta = unpack();
    leftInMiniblock--;
    long value = last + minDelta + delta;
    last = wrapToInt ? (int) value : value;
    return last;
  }

  private void startMiniblock() {
    if (miniblock == miniblocks) {
      minDelta = zigzagVarint();
      widths = position;
      position += miniblocks;
      if (position > end) {
        throw new MalformedDataException("a delta block has no bit widths");
      }
      miniblock = 0;
    }
    bitWidth = data[widths + miniblock] & 0xff;
    miniblock++;
    if (bitWidth > Long.SIZE) {
      throw new MalformedDataException("delta bit width " + bitWidth);
    }
    long bytes = (long) miniblockSize * bitWidth / 8;
    long needed = (Math.min(valuesLeft + 1, miniblockSize) * bitWidth + 7) / 8;
    if (needed > end - position) {
      throw new MalformedDataException("a delta miniblock ends too early");
    }
    bitPosition = (long) position << 3;
    position = (int) Math.min(end, position + bytes);
    leftInMiniblock = miniblockSize;
  }

  private long unpack() {
    if (bitWidth == 0) {
      return 0;
    }
    int index = (int) (bitPosition >>> 3);
    int shift = (int) (bitPosition & 7);
    bitPosition += bitWidth;
    long value = LittleEndian.getLong(data, index) >>> shift;
    if (shift + bitWidth > Long.SIZE) {
      value |= (data[index + Long.BYTES] & 0xffL) << (Long.SIZE - shift);
    }
    return bitWidth == Long.SIZE ? value : value & ((1L << bitWidth) - 1);
  }

  private long zigzagVarint() {
    long value = unsignedVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long unsignedVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= end) {
        throw new MalformedDataException("a delta header ends too early");
      }
      byte next = data[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedDataException("a number in a delta header is longer than 10 bytes");
  }
}
