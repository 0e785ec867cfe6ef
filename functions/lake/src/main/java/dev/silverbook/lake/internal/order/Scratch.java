package dev.silverbook.lake.internal.order;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.silverbook.lake.ScratchFullException;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scratch files of one sort, in a directory of their own that is created with the first. Files
 * are blocks of at most {@link #BLOCK} bytes: length, compressed length, bytes by zstd. Rows of a
 * book repeat most of the row before, so that little is left of them. Used by one thread.
 */
final class Scratch implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;
  private static final int HEAD = 2 * Integer.BYTES;
  private static final int LEVEL = 1;
  private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;

  private final ScratchSpace space;
  private final long mostBytes;
  private final byte[] packed = new byte[HEAD + (int) Zstd.compressBound(BLOCK)];
  private Path directory;
  private ZstdCompressCtx compressor;
  private ZstdDecompressCtx decompressor;
  private int files;
  private long written;

  /** In that space, which counts what lies there. */
  Scratch(ScratchSpace space) {
    this(space, Long.MAX_VALUE);
  }

  /**
   * With a bound that stands for a full disk.
   *
   * @param mostBytes most bytes written in all
   */
  Scratch(ScratchSpace space, long mostBytes) {
    this.space = space;
    this.mostBytes = mostBytes;
  }

  /** Bytes written to files so far, also to those that are gone. */
  long written() {
    return written;
  }

  /**
   * A file's name, for a run that is to be written.
   *
   * @param bytes that it has at most; for these there is room unless the disk is too small
   */
  Path next(long bytes) throws IOException {
    space.makeRoom(bytes);
    if (directory == null) {
      Files.createDirectories(space.directory());
      directory = Files.createTempDirectory(space.directory(), "sort-");
      compressor = new ZstdCompressCtx().setLevel(LEVEL);
      decompressor = new ZstdDecompressCtx();
    }
    return directory.resolve("run-" + files++);
  }

  /** Writes a file. */
  OutputStream write(Path file) throws IOException {
    try {
      return new Blocks(Files.newOutputStream(file));
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** Reads a file that was written here. */
  InputStream read(Path file) throws IOException {
    return new Unpacked(file, Files.newInputStream(file));
  }

  /** Deletes a file that may be gone already. */
  void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      space.release(Files.size(file));
      Files.delete(file);
    }
  }

  private ScratchFullException full(IOException cause) {
    return new ScratchFullException(
        "cannot write more than "
            + written / BYTES_PER_MEBIBYTE
            + " MiB of sort runs to "
            + space.directory()
            + ": "
            + cause.getMessage()
            + "; files that overlap in time are sorted there: give more room, or write fewer files"
            + " that do not overlap",
        cause);
  }

  @Override
  public void close() throws IOException {
    if (directory == null) {
      return;
    }
    compressor.close();
    decompressor.close();
    List<Path> left;
    try (Stream<Path> listed = Files.list(directory)) {
      left = listed.toList();
    }
    for (Path file : left) {
      delete(file);
    }
    Files.deleteIfExists(directory);
    directory = null;
  }

  private final class Blocks extends OutputStream {

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private int filled;

    Blocks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (filled == BLOCK) {
          pack();
        }
        int count = Math.min(length - done, BLOCK - filled);
        System.arraycopy(bytes, offset + done, block, filled, count);
        filled += count;
        done += count;
      }
    }

    private void pack() throws IOException {
      int size = compressor.compressByteArray(packed, HEAD, packed.length - HEAD, block, 0, filled);
      LittleEndian.putInt(packed, 0, filled);
      LittleEndian.putInt(packed, Integer.BYTES, size);
      filled = 0;
      try {
        if (written + HEAD + size > mostBytes) {
          throw new IOException("No space left on device");
        }
        out.write(packed, 0, HEAD + size);
      } catch (IOException e) {
        throw full(e);
      }
      written += HEAD + size;
      space.occupy(HEAD + size);
    }

    @Override
    public void close() throws IOException {
      try (out) {
        if (filled > 0) {
          pack();
        }
      }
    }
  }

  private final class Unpacked extends InputStream {

    private final Path file;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;

    Unpacked(Path file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return more() ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int count = Math.min(length, end - at);
      System.arraycopy(block, at, bytes, offset, count);
      at += count;
      return count;
    }

    private boolean more() throws IOException {
      if (at < end) {
        return true;
      }
      int head = in.readNBytes(packed, 0, HEAD);
      if (head == 0) {
        return false;
      }
      int raw = LittleEndian.getInt(packed, 0);
      int size = LittleEndian.getInt(packed, Integer.BYTES);
      if (head < HEAD || in.readNBytes(packed, HEAD, size) < size) {
        throw new EOFException(file + ": the scratch file ends within a block");
      }
      try {
        end = decompressor.decompressByteArray(block, 0, raw, packed, HEAD, size);
      } catch (ZstdException e) {
        throw new IOException(file + ": the scratch file is damaged: " + e.getMessage(), e);
      }
      at = 0;
      return end > 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
