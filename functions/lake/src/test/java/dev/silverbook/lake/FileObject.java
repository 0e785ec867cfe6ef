package dev.silverbook.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object held in memory, with the number of streams open on it. */
final class FileObject implements InputObject {

  private final String key;
  private final byte[] content;
  private int openStreams;
  private int opened;

  FileObject(String key, byte[] content) {
    this.key = key;
    this.content = content;
  }

  static FileObject of(Path file) throws IOException {
    return new FileObject(file.getFileName().toString(), Files.readAllBytes(file));
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long size() {
    return content.length;
  }

  byte[] content() {
    return content.clone();
  }

  int openStreams() {
    return openStreams;
  }

  int opened() {
    return opened;
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || offset + length > content.length) {
      throw new IOException("range " + offset + "+" + length + " of " + content.length);
    }
    openStreams++;
    opened++;
    return new ByteArrayInputStream(content, (int) offset, (int) length) {
      private boolean closed;

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          openStreams--;
        }
      }
    };
  }
}
