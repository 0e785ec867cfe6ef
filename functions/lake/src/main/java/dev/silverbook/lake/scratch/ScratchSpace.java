package dev.silverbook.lake.scratch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Room on disk for one partition: sort runs, which it cannot do without, and copies of what is
 * stored elsewhere, which are there for speed alone and give way. Counts what lies there.
 * Thread-safe.
 */
public final class ScratchSpace implements Closeable {

  /** So much stays free besides what is asked for: file systems round up. */
  private static final long MARGIN_BYTES = 1 << 20;

  private final Path directory;
  private final FreeSpace freeSpace;
  private final List<Copies> copies = new ArrayList<>();
  private long occupied;
  private long most;

  /** Tells how much can still be written. */
  @FunctionalInterface
  public interface FreeSpace {

    /**
     * Bytes that can still be written below an existing directory.
     *
     * @throws IOException when the file system does not tell
     */
    long below(Path directory) throws IOException;
  }

  /** Copies that can be had again at the price of time. */
  @FunctionalInterface
  public interface Copies {

    /** Gives all their room back at once, also when somebody reads them. */
    void giveWay();
  }

  /** Below a directory that is created when it is needed. */
  public ScratchSpace(Path directory) {
    this(directory, existing -> Files.getFileStore(existing).getUsableSpace());
  }

  /** The same on a disk that somebody else watches. */
  public ScratchSpace(Path directory, FreeSpace freeSpace) {
    this.directory = directory;
    this.freeSpace = freeSpace;
  }

  /** The same place for another partition, whose bytes are counted apart. */
  public ScratchSpace another() {
    return new ScratchSpace(directory, freeSpace);
  }

  /** Where files may be made; not created yet, perhaps. */
  public Path directory() {
    return directory;
  }

  /** Bytes that can still be written, after creating the directory. */
  public long free() throws IOException {
    Files.createDirectories(directory);
    return freeSpace.below(directory);
  }

  /** Counts bytes that have been written. */
  public synchronized void occupy(long bytes) {
    occupied += bytes;
    most = Math.max(most, occupied);
  }

  /** Counts bytes that are gone again. */
  public synchronized void release(long bytes) {
    occupied -= bytes;
  }

  /** The most bytes that have lain there at once. */
  public synchronized long mostBytes() {
    return most;
  }

  /** Has copies give way when the room is needed, and at the end. */
  public synchronized void lend(Copies lent) {
    copies.add(lent);
  }

  /** Before so many bytes are written that must be: copies give way when there is no room. */
  public void makeRoom(long bytes) throws IOException {
    synchronized (this) {
      if (copies.isEmpty()) {
        return;
      }
    }
    if (free() < bytes + MARGIN_BYTES) {
      giveWay();
    }
  }

  /** Nobody reads copies any more; runs are deleted by whoever sorts. */
  @Override
  public void close() {
    giveWay();
  }

  private void giveWay() {
    List<Copies> given;
    synchronized (this) {
      given = List.copyOf(copies);
      copies.clear();
    }
    given.forEach(Copies::giveWay);
  }
}
