package dev.silverbook.lake.internal.write;

import java.io.Closeable;
import java.io.IOException;

/** Where complete row groups go. */
interface RowGroupSink extends Closeable {

  /**
   * Takes a complete row group.
   *
   * @return an empty buffer for the next one
   * @throws IOException when this or an earlier row group could not be written
   */
  RowGroupBuffer exchange(RowGroupBuffer full) throws IOException;

  /**
   * Returns once everything taken is written.
   *
   * @throws IOException when a row group could not be written
   */
  void drain() throws IOException;

  /** Returns once nothing is being written any more; what is unwritten is lost. */
  @Override
  void close();

  /** Writes on the caller's thread. */
  static RowGroupSink inline(RowGroupWriter writer) {
    return new RowGroupSink() {
      @Override
      public RowGroupBuffer exchange(RowGroupBuffer full) throws IOException {
        writer.write(full);
        return full;
      }

      @Override
      public void drain() {}

      @Override
      public void close() {}
    };
  }
}
