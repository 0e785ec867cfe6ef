package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of pages that are no longer read, for the next file's: a day may come in thousands of
 * files, each of which would take a little and leave it to the garbage collector. For one thread.
 */
final class PageBuffers {

  /** As many as the columns of two files have. */
  private static final int MOST = 32;

  /**
   * A page of the size that most writers aim at, with room; what is larger is not worth keeping.
   */
  private static final int LARGEST = 1280 * 1024;

  /** Bytes kept in all: pages of both lists of a book, prices and sizes, packed and unpacked. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final List<byte[]> spare = new ArrayList<>(MOST);
  private int bytes;

  /**
   * Room for {@code size} bytes with the padding that decoders need behind them; what is in it is
   * of no meaning.
   */
  byte[] take(int size) {
    int needed = size + LittleEndian.PADDING;
    int best = -1;
    for (int i = 0; i < spare.size(); i++) {
      int length = spare.get(i).length;
      if (length >= needed && (best < 0 || length < spare.get(best).length)) {
        best = i;
      }
    }
    if (best < 0) {
      return new byte[Math.max(needed, size + size / 8)];
    }
    byte[] found = spare.get(best);
    byte[] last = spare.remove(spare.size() - 1);
    if (best < spare.size()) {
      spare.set(best, last);
    }
    bytes -= found.length;
    return found;
  }

  /** Takes back what nobody reads any more. */
  void give(byte[] buffer) {
    if (buffer.length > LittleEndian.PADDING
        && buffer.length <= LARGEST
        && bytes + buffer.length <= MOST_BYTES
        && spare.size() < MOST) {
      spare.add(buffer);
      bytes += buffer.length;
    }
  }
}
