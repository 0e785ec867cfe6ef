package dev.silverbook.benchmark.floor;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Feature rows on disk in their memory layout: recorded once, played back at the cost of copying
 * them. So writing can be measured on the very rows that were computed, without computing them and
 * without holding a day of them in memory.
 */
public final class RowTape implements Closeable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
  private final int rowBytes;
  private long rows;

  private RowTape(FileChannel channel, FeatureSchema schema) {
    this.channel = channel;
    this.rowBytes =
        Double.BYTES * schema.numberCount()
            + Long.BYTES * schema.integerCount()
            + schema.labelCount();
  }

  /** An empty tape for rows of that schema; the file disappears when the tape is closed. */
  public static RowTape create(Path file, FeatureSchema schema) throws IOException {
    return new RowTape(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        schema);
  }

  /** Adds a row at the end. */
  public void record(FeatureRow row) throws IOException {
    if (buffer.remaining() < rowBytes) {
      flush();
    }
    buffer.asDoubleBuffer().put(row.numbers());
    advance(Double.BYTES * row.numbers().length);
    buffer.asLongBuffer().put(row.integers());
    advance(Long.BYTES * row.integers().length);
    buffer.put(row.labels());
    rows++;
  }

  /** Ends the recording. */
  public void finish() throws IOException {
    flush();
  }

  /** Number of recorded rows. */
  public long rows() {
    return rows;
  }

  /** Back to the first row. */
  public void rewind() throws IOException {
    channel.position(0);
    buffer.clear().limit(0);
  }

  /**
   * Fills the next row.
   *
   * @throws EOFException after the last one
   */
  public void play(FeatureRow row) throws IOException {
    if (buffer.remaining() < rowBytes) {
      fill();
    }
    buffer.asDoubleBuffer().get(row.numbers());
    advance(Double.BYTES * row.numbers().length);
    buffer.asLongBuffer().get(row.integers());
    advance(Long.BYTES * row.integers().length);
    buffer.get(row.labels());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void advance(int bytes) {
    buffer.position(buffer.position() + bytes);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private void fill() throws IOException {
    buffer.compact();
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Until the buffer is full or the tape is at its end.
    }
    buffer.flip();
    if (buffer.remaining() < rowBytes) {
      throw new EOFException("the tape ends after " + rows + " rows");
    }
  }
}
