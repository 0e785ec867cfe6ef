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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** A listed file, open for reading as long as it is the version that was listed. */
final class FileObject implements InputObject {

  private final FileStates states;
  private final StoredObject object;
  private final Path path;
  private final FileOpener opener;

  FileObject(FileStates states, StoredObject object, Path path, FileOpener opener) {
    this.states = states;
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
      if (offset > 0) {
        channel.position(offset);
      }
      return new Range(channel, length);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void requireListedVersion() {
    Optional<FileState> now;
    try {
      now = states.of(path).filter(FileState::file);
    } catch (IOException e) {
      throw FileFailure.reading(path, e);
    }
    boolean same =
        now.isPresent()
            && now.get().size() == object.size()
            && now.get().etag().equals(object.etag());
    if (!same) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          object.key(),
          path
              + (now.isEmpty() ? " was removed" : " was replaced")
              + " while it was being read; the new state is read on the next try",
          null);
    }
  }

  private final class Range extends InputStream {
    private final FileChannel channel;
    private long left;
    private boolean looked;

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
      if (length < left && !looked) {
        // What is read at once is looked at behind it, below.
        requireListedVersion();
        looked = true;
      }
      int read = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)));
      if (read < 0) {
        if (!looked) {
          requireListedVersion();
        }
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
