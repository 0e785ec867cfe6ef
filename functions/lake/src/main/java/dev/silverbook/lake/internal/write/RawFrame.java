package dev.silverbook.lake.internal.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.silverbook.lake.internal.bytes.LittleEndian;

/**
 * A zstd frame (RFC 8878) that stores its first bytes as they are and compresses the rest: looking
 * for matches in noise takes time and finds none.
 */
final class RawFrame {

  private static final int MAGIC = 0xfd2f_b528;

  /** A single segment, its size in four bytes, no checksum, no dictionary. */
  private static final byte DESCRIPTOR = (byte) 0xa0;

  private static final int DESCRIPTOR_AT = Integer.BYTES;
  private static final int SIZE_AT = DESCRIPTOR_AT + 1;
  private static final int HEADER = SIZE_AT + Integer.BYTES;

  private static final int BLOCK_HEADER = 3;
  private static final int LARGEST_BLOCK = 128 * 1024;

  private byte[] rest = new byte[1024];

  /** Bytes that the frame of {@code size} bytes takes at most. */
  static int bound(int size) {
    return Math.toIntExact(
        HEADER + BLOCK_HEADER * (size / LARGEST_BLOCK + 1L) + Zstd.compressBound(size));
  }

  /**
   * Writes a frame.
   *
   * @param size bytes of {@code data}, more than {@code raw}
   * @param raw how many of them are stored as they are
   * @param target has room for {@link #bound}
   * @return bytes written
   */
  int write(byte[] data, int size, int raw, ZstdCompressCtx zstd, byte[] target) {
    LittleEndian.putInt(target, 0, MAGIC);
    target[DESCRIPTOR_AT] = DESCRIPTOR;
    LittleEndian.putInt(target, SIZE_AT, size);
    int at = HEADER;
    for (int from = 0; from < raw; from += LARGEST_BLOCK) {
      int length = Math.min(LARGEST_BLOCK, raw - from);
      // Not the last block, type 0, length from the fourth bit on.
      int header = length << BLOCK_HEADER;
      target[at] = (byte) header;
      target[at + 1] = (byte) (header >>> Byte.SIZE);
      target[at + 2] = (byte) (header >>> (2 * Byte.SIZE));
      System.arraycopy(data, from, target, at + BLOCK_HEADER, length);
      at += BLOCK_HEADER + length;
    }
    // A frame of its own, whose blocks may follow: they refer to nothing before it, and raw blocks
    // leave a decoder's tables and offsets as they are at a frame's start.
    int bound = Math.toIntExact(Zstd.compressBound(size - raw));
    if (rest.length < bound) {
      rest = new byte[bound];
    }
    int compressed = zstd.compressByteArray(rest, 0, rest.length, data, raw, size - raw);
    int start = headerSize(rest[DESCRIPTOR_AT]);
    System.arraycopy(rest, start, target, at, compressed - start);
    return at + compressed - start;
  }

  /** Bytes before the first block of a frame without a dictionary. */
  private static int headerSize(byte descriptor) {
    boolean singleSegment = (descriptor & 0x20) != 0;
    int sizeCode = (descriptor >>> 6) & 3;
    int sizeBytes = sizeCode == 0 ? (singleSegment ? 1 : 0) : 1 << sizeCode;
    return SIZE_AT + (singleSegment ? 0 : 1) + sizeBytes;
  }
}
