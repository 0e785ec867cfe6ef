package dev.silverbook.command.files;

import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file being written under a hidden name beside its target. The file is locked while it is
 * written, so that a later writer can tell what a dead process left behind and remove it.
 */
final class PendingFile implements PendingObject {

  private static final String SUFFIX = ".tmp";

  /**
   * Marks this process's temporaries. They must never be probed from within the process: closing
   * the probe would drop the lock.
   */
  private static final String PROCESS =
      ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);

  private static final int ATTEMPTS = 10;

  private final DirectoryStore store;
  private final String key;
  private final Path target;
  private final Path temporary;
  private final List<Path> createdDirectories;
  private final FileChannel channel;
  private final OutputStream stream = new Output();
  private boolean committed;
  private boolean closed;

  private PendingFile(
      DirectoryStore store,
      String key,
      Path target,
      Path temporary,
      List<Path> createdDirectories,
      FileChannel channel) {
    this.store = store;
    this.key = key;
    this.target = target;
    this.temporary = temporary;
    this.createdDirectories = createdDirectories;
    this.channel = channel;
  }

  static PendingFile create(DirectoryStore store, String key, Path target, FileOpener opener) {
    Path directory = target.getParent();
    try {
      for (int attempt = 1; ; attempt++) {
        DurableFiles.createDirectories(store.lockFile().getParent());
        List<Path> created = DurableFiles.createDirectories(directory);
        String name = "." + target.getFileName() + "." + PROCESS + "-" + UUID.randomUUID();
        Path temporary = directory.resolve(name + SUFFIX);
        try {
          FileChannel channel =
              FileMutex.holding(
                  store.lockFile(),
                  () -> {
                    removeStale(target);
                    return openLocked(temporary, opener);
                  });
          return new PendingFile(store, key, target, temporary, created, channel);
        } catch (NoSuchFileException e) {
          // Another writer gave up and removed the directory it found empty: create it again.
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw FileFailure.writing(target, e);
    }
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Optional<StoredObject> commit(Optional<String> expectedEtag) {
    if (closed) {
      throw new IllegalStateException(key + " was committed or closed before");
    }
    try {
      channel.force(true);
      return FileMutex.holding(store.lockFile(), () -> replace(expectedEtag));
    } catch (IOException e) {
      throw FileFailure.writing(target, e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
      if (!committed) {
        Files.deleteIfExists(temporary);
        DurableFiles.removeEmpty(createdDirectories);
      }
    } catch (IOException e) {
      throw FileFailure.writing(temporary, e);
    }
  }

  private Optional<StoredObject> replace(Optional<String> expectedEtag) throws IOException {
    channel.close();
    if (!store.find(key).map(StoredObject::etag).equals(expectedEtag)) {
      return Optional.empty();
    }
    DurableFiles.rename(temporary, target);
    committed = true;
    return store.find(key);
  }

  private static FileChannel openLocked(Path temporary, FileOpener opener) throws IOException {
    FileChannel channel =
        opener.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  /** Removes temporaries of this target whose process is gone. Runs under the store's lock. */
  private static void removeStale(Path target) throws IOException {
    String prefix = "." + target.getFileName() + ".";
    DirectoryStream.Filter<Path> abandoned =
        path -> {
          String name = path.getFileName().toString();
          return name.startsWith(prefix)
              && name.endsWith(SUFFIX)
              && !name.startsWith(prefix + PROCESS + "-");
        };
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target.getParent(), abandoned)) {
      for (Path path : found) {
        boolean free;
        try (FileChannel probe = FileChannel.open(path, StandardOpenOption.WRITE);
            FileLock lock = probe.tryLock()) {
          free = lock != null;
        } catch (NoSuchFileException e) {
          continue;
        }
        if (free) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** Adds the file's name and a remedy to what the operating system says. */
  private final class Output extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      } catch (IOException e) {
        // Not as the cause: whoever looks for the innermost message shall find the one with a name.
        IOException named = new IOException(FileFailure.writeMessage(target, e));
        named.addSuppressed(e);
        throw named;
      }
    }

    @Override
    public void close() {
      // The file stays open: closing it would drop the lock that marks it as ours.
    }
  }
}
