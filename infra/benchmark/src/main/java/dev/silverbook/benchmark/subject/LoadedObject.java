package dev.silverbook.benchmark.subject;

import dev.silverbook.lake.InputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An object in memory, so that reading it measures no disk. */
public final class LoadedObject implements InputObject {

  private final String key;
  private final byte[] bytes;

  /**
   * Holds the bytes, which are not copied.
   *
   * @param key its name in messages
   */
  public LoadedObject(String key, byte[] bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset, long length) {
    return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
  }
}
