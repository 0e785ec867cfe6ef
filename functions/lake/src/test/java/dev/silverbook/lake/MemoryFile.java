package dev.silverbook.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory, as the reference implementation wants it. */
final class MemoryFile implements OutputFile, InputFile {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private byte[] content;

  MemoryFile() {}

  MemoryFile(byte[] content) {
    this.content = content;
  }

  byte[] content() {
    if (content == null) {
      content = written.toByteArray();
    }
    return content;
  }

  @Override
  public PositionOutputStream create(long blockSize) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return written.size();
      }

      @Override
      public void write(int value) {
        written.write(value);
      }

      @Override
      public void write(byte[] source, int offset, int length) {
        written.write(source, offset, length);
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) {
    return create(blockSize);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public long getLength() {
    return content().length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new Bytes(new Window(content()));
  }

  /** Knows its position and can go elsewhere. */
  private static final class Window extends ByteArrayInputStream {

    Window(byte[] content) {
      super(content);
    }

    long position() {
      return pos;
    }

    void position(long position) {
      pos = Math.toIntExact(position);
    }
  }

  private static final class Bytes extends DelegatingSeekableInputStream {

    private final Window window;

    Bytes(Window window) {
      super(window);
      this.window = window;
    }

    @Override
    public long getPos() {
      return window.position();
    }

    @Override
    public void seek(long position) throws IOException {
      if (position < 0) {
        throw new IOException("position " + position);
      }
      window.position(position);
    }
  }
}
