package dev.silverbook.command.files;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/** A listed file, open for reading as long as it is the version that was listed. */
final class FileObject implements InputObject {

  private final DirectoryStore store;
  private final StoredObject object;
  private final Path path;
  private final FileOpener opener;

  /** A look that showed the listed version; empty before there was one. */
  private Optional<Look> good = Optional.empty();

  FileObject(DirectoryStore store, StoredObject object, Path path, FileOpener opener) {
    this.store = store;
    this.object = object;
    this.path = path;
    this.opener = opener;
  }

  @Override
  public String key() {
    return object.key();
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || offset > object.size() - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes from " + offset + " of " + path + ", which has " + object.size());
    }
    FileChannel channel;
    try {
      channel = opener.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw FileFailure.reading(path, e);
    }
    try {
      requireListedVersion();
      channel.position(offset);
      return new Range(channel, length);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * What a look that costs little shows. Whoever reads columns looks a thousand times a day, and an
   * etag takes a hash: it is asked for when a look differs from a good one.
   */
  private record Look(boolean file, long size, FileTime modified, Object identity) {

    /** Empty when it fails: the store, which looks closely, says why. */
    static Optional<Look> at(Path path) {
      try {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(
            new Look(
                found.isRegularFile(), found.size(), found.lastModifiedTime(), found.fileKey()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private void requireListedVersion() {
    Optional<Look> look = Look.at(path);
    if (look.isPresent() && look.equals(good)) {
      return;
    }
    Optional<StoredObject> now = store.find(object.key());
    if (!now.equals(Optional.of(object))) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          object.key(),
          path
              + (now.isEmpty() ? " was removed" : " was replaced")
              + " while it was being read; the new state is read on the next try",
          null);
    }
    // Only if the version that the store saw is that of both looks around it.
    good = look.equals(Look.at(path)) ? look : Optional.empty();
  }

  private final class Range extends InputStream {
    private final FileChannel channel;
    private long left;

    Range(FileChannel channel, long length) {
      this.channel = channel;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int read = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)));
      if (read < 0) {
        throw new EOFException(
            path + " ends " + left + " bytes early: it was cut short while being read");
      }
      left -= read;
      if (left == 0) {
        // A file rewritten in place would have delivered a mixture.
        requireListedVersion();
      }
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = Math.max(0, Math.min(count, left));
      channel.position(channel.position() + skipped);
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
