package dev.silverbook.lake;

import java.io.IOException;
import java.io.InputStream;

/** One stored object to read from: a file, or an object in a bucket. */
public interface InputObject {

  /** Name for messages and tie-breaking: the key below the lake's root, {@code /}-separated. */
  String key();

  /** Size in bytes. */
  long size();

  /**
   * Streams {@code length} bytes from {@code offset}. Several streams may be open at once; each
   * holds at most a fixed-size buffer.
   *
   * @throws IOException when the object cannot be read; ends early only by throwing
   */
  InputStream open(long offset, long length) throws IOException;
}
