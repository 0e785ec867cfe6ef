package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.InputObject;
import java.io.IOException;
import java.io.InputStream;

/**
 * One range of an object with a small buffer of its own, so that headers can be read byte by byte
 * while page bodies go straight to where they belong. Ends at the end of the range.
 */
final class ChunkInput extends InputStream {

  private static final int BUFFER = 16 * 1024;
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final String key;
  private byte[] buffer;
  private int position;
  private int limit;
  private long unread;

  ChunkInput(InputObject object, long offset, long length) throws IOException {
    this.key = object.key();
    this.unread = length;
    this.buffer = NOTHING;
    this.in = object.open(offset, length);
  }

  /** Over bytes that are in memory already and stay as they are. */
  ChunkInput(String key, byte[] bytes, int offset, int length) {
    this.key = key;
    this.unread = 0;
    this.buffer = bytes;
    this.position = offset;
    this.limit = offset + length;
    this.in = InputStream.nullInputStream();
  }

  /** Bytes left in the range. */
  long remaining() {
    return unread + limit - position;
  }

  /** Holds what was fetched and not yet read, from {@link #position()} on; not to be changed. */
  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** Bytes in the buffer that were not yet read. */
  int buffered() {
    return limit - position;
  }

  /** Takes bytes of the buffer for read. */
  void consume(int count) {
    position += count;
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int step = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, step);
    position += step;
    return step;
  }

  /**
   * Fills {@code target[offset, offset + length)}; the caller has checked {@link #remaining()}.
   *
   * @throws IOException when the store fails
   */
  void readFully(byte[] target, int offset, int length) throws IOException {
    int done = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, done);
    position += done;
    while (done < length) {
      done += fetch(target, offset + done, length - done);
    }
  }

  void skipFully(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (position == limit && !fill()) {
        throw new IOException(key + ": " + left + " bytes to skip beyond the end of a range");
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }

  private boolean fill() throws IOException {
    if (unread == 0) {
      return false;
    }
    limit = 0;
    position = 0;
    return more();
  }

  /**
   * Fetches more behind what is buffered; {@link #buffer()} and {@link #position()} are others
   * then.
   *
   * @return false when there is no more
   * @throws IOException when the store fails
   */
  boolean more() throws IOException {
    if (unread == 0) {
      return false;
    }
    int kept = buffered();
    // Made when it is needed: what is read at once goes where it belongs.
    int room = (int) Math.min(Math.max(BUFFER, 2L * kept), kept + unread);
    byte[] target = buffer.length < room ? new byte[room] : buffer;
    System.arraycopy(buffer, position, target, 0, kept);
    buffer = target;
    position = 0;
    limit = kept;
    limit += fetch(buffer, kept, (int) Math.min(buffer.length - kept, unread));
    return true;
  }

  private int fetch(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (RuntimeException e) {
      // A store's own failure: a parser that meets it must not take it for damage of the file.
      throw new IOException(e.getMessage(), e);
    }
    if (count < 0) {
      throw new IOException(
          key + ": the store ended a range " + unread + " bytes early; has the object changed?");
    }
    unread -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
