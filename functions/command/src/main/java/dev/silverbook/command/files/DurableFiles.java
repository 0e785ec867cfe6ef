package dev.silverbook.command.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** File operations whose effect survives a crash of the machine, whole or not at all. */
public final class DurableFiles {

  private DurableFiles() {}

  /**
   * Replaces {@code target} by {@code bytes}: a reader, or a crash, sees the old or the new content
   * and nothing between. Callers exclude each other.
   */
  public static void replace(Path target, byte[] bytes) throws IOException {
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      rename(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Renames within a directory, atomically replacing what was there, and makes that durable. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(to.toAbsolutePath().getParent());
  }

  /** Deletes a file, if it is there, and makes that durable. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /**
   * Creates {@code directory} and its missing parents.
   *
   * @return those that were created, deepest first
   */
  static List<Path> createDirectories(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = directory.toAbsolutePath();
        at != null && !Files.isDirectory(at);
        at = at.getParent()) {
      missing.push(at);
    }
    Deque<Path> created = new ArrayDeque<>();
    for (Path path : missing) {
      try {
        Files.createDirectory(path);
        created.push(path);
        forceDirectory(path.getParent());
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
    }
    return List.copyOf(created);
  }

  /** Removes those directories that are empty, in the given order. */
  static void removeEmpty(List<Path> directories) throws IOException {
    for (Path directory : directories) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException e) {
        // Somebody else put something there, so it and its parents stay.
        return;
      }
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      // Some file systems and Windows cannot open a directory; renames are as durable as they get.
      if (Files.isReadable(directory) && isPosix(directory)) {
        throw e;
      }
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
