package dev.silverbook.aws;

import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Copies of a partition's objects in one file of the scratch disk, for speed alone: whoever needs
 * the room gets it, and a disk that fails is as good as none. The file has no name, so that nothing
 * stays of it when the process dies. Thread-safe.
 */
final class ScratchCopies implements ScratchSpace.Copies {

  /** However large the disk is. */
  private static final long MOST_BYTES = 1L << 30;

  /** Of what is free at first, one part in so many stays free. */
  private static final int SPARED = 8;

  private final Optional<ScratchSpace> space;
  private FileChannel file;
  private long most;
  private long end;
  private boolean over;

  /** Nothing is copied yet; without a space nothing will be. */
  ScratchCopies(Optional<ScratchSpace> space) {
    this.space = space;
    this.over = space.isEmpty();
  }

  /** Whether copies are gone, and no more are made. */
  synchronized boolean over() {
    return over;
  }

  /** Room for a copy of so many bytes: where it begins; empty when there is none. */
  synchronized OptionalLong reserve(long bytes) {
    if (over || !opened() || end + bytes > most) {
      return OptionalLong.empty();
    }
    long position = end;
    end += bytes;
    space.orElseThrow().occupy(bytes);
    return OptionalLong.of(position);
  }

  private boolean opened() {
    if (file != null) {
      return true;
    }
    ScratchSpace scratch = space.orElseThrow();
    try {
      long free = scratch.free();
      most = Math.min(MOST_BYTES, free - free / SPARED);
      Path path = Files.createTempFile(scratch.directory(), "objects-", ".copy");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      // A disk that cannot be written makes reading slower, and nothing else.
      over = true;
      return false;
    }
    scratch.lend(this);
    return true;
  }

  /** Writes a part of a copy; false when there are none any more. */
  boolean write(long position, byte[] bytes, int length) {
    FileChannel to = file();
    if (to == null) {
      return false;
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
      long at = position;
      while (rest.hasRemaining()) {
        at += to.write(rest, at);
      }
      return true;
    } catch (IOException e) {
      // The disk is full, or the copies have just given way.
      giveWay();
      return false;
    }
  }

  /** Reads a part of a copy; 0 when there are none any more. */
  int read(long position, byte[] into, int offset, int length) {
    FileChannel from = file();
    if (from == null) {
      return 0;
    }
    try {
      return Math.max(0, from.read(ByteBuffer.wrap(into, offset, length), position));
    } catch (IOException e) {
      giveWay();
      return 0;
    }
  }

  private synchronized FileChannel file() {
    return over ? null : file;
  }

  @Override
  public synchronized void giveWay() {
    over = true;
    if (file == null) {
      return;
    }
    space.orElseThrow().release(end);
    end = 0;
    FileChannel closing = file;
    file = null;
    try {
      closing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
