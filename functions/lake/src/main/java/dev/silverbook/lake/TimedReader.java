package dev.silverbook.lake;

import java.io.Closeable;
import java.io.IOException;

/** A forward reader over rows that each have two clocks. Reuses its buffers from row to row. */
public interface TimedReader extends Closeable {

  /**
   * Moves to the next row.
   *
   * @return false at the end
   * @throws UnreadableObjectException when the bytes are not what the format says
   */
  boolean next() throws IOException;

  /** Key of the object the current row came from. */
  String object();

  /** Position of the current row in its object, from 0. */
  long row();
}
