package dev.silverbook.aws;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.LongFunction;

/** A range of an object from its copy on disk, continued from the store when copies give way. */
final class ScratchStream extends InputStream {

  private final ScratchCopies copies;
  private final LongFunction<InputStream> store;
  private long position;
  private long left;
  private InputStream continued;

  /**
   * Nothing is read yet.
   *
   * @param position of the range in the file of copies
   * @param store opens the range's last bytes, so many
   */
  ScratchStream(ScratchCopies copies, long position, long length, LongFunction<InputStream> store) {
    this.copies = copies;
    this.position = position;
    this.left = length;
    this.store = store;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, left);
    int count = continued == null ? copies.read(position, into, offset, wanted) : 0;
    if (count == 0) {
      if (continued == null) {
        continued = store.apply(left);
      }
      count = continued.read(into, offset, wanted);
    }
    position += count;
    left -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    if (continued != null) {
      continued.close();
    }
  }
}
