package dev.silverbook.command.ledger;

import dev.silverbook.command.files.FileMutex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name for one running process that others can test for life: a file {@code owners/NAME.lock} on
 * which the process holds an operating-system lock until it ends, however it ends. A process number
 * would not do, because the system hands it out again.
 */
public final class ProcessIdentity implements AutoCloseable {

  private static final String SUFFIX = ".lock";

  /**
   * Names alive in this process. Their files must not be probed from here: file locks belong to the
   * whole process, and closing the probe would drop them.
   */
  private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final String name;
  private final FileChannel channel;

  private ProcessIdentity(Path directory, String name, FileChannel channel) {
    this.directory = directory;
    this.name = name;
    this.channel = channel;
  }

  /**
   * Takes a fresh name and removes the files of the dead.
   *
   * @param directory where the lock files are; created when missing
   */
  public static ProcessIdentity take(Path directory) throws IOException {
    Files.createDirectories(directory);
    return FileMutex.holding(
        mutexFile(directory),
        () -> {
          removeDead(directory);
          String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
          FileChannel channel =
              FileChannel.open(
                  directory.resolve(name + SUFFIX),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE);
          HERE.add(name);
          channel.lock();
          return new ProcessIdentity(directory, name, channel);
        });
  }

  /** The name, unique for all time. */
  public String name() {
    return name;
  }

  /** Whether the process that took {@code other} from the same directory still runs. */
  public boolean lives(String other) throws IOException {
    if (HERE.contains(other)) {
      return true;
    }
    return FileMutex.holding(mutexFile(directory), () -> locked(directory.resolve(other + SUFFIX)));
  }

  /** Gives the name up: from now on it counts as dead. */
  @Override
  public void close() throws IOException {
    FileMutex.holding(
        mutexFile(directory),
        () -> {
          channel.close();
          HERE.remove(name);
          return Files.deleteIfExists(directory.resolve(name + SUFFIX));
        });
  }

  private static void removeDead(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        if (!HERE.contains(name) && !locked(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean locked(Path file) throws IOException {
    try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = probe.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Path mutexFile(Path directory) {
    return directory.resolve("mutex");
  }
}
