package dev.silverbook.command.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mutual exclusion between threads and processes by an operating-system lock on a file. The system
 * releases the lock when a process dies, however it dies. Not reentrant.
 */
public final class FileMutex {

  /**
   * File locks belong to the process, not to a thread, and closing any channel of a file drops the
   * process's locks on it; so threads exclude each other here first, for each file.
   */
  private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private FileMutex() {}

  /**
   * What is done while holding the lock.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Action<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Waits for the lock, runs the action and releases the lock.
   *
   * @param file created when missing, in an existing directory; stays
   */
  public static <T> T holding(Path file, Action<T> action) throws IOException {
    Path directory = file.toAbsolutePath().getParent().toRealPath();
    Path identity = directory.resolve(file.getFileName());
    ReentrantLock threads = IN_THIS_PROCESS.computeIfAbsent(identity, key -> new ReentrantLock());
    if (threads.isHeldByCurrentThread()) {
      throw new IllegalStateException(file + " is already held by this thread");
    }
    threads.lock();
    try (FileChannel channel =
        FileChannel.open(identity, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return action.run();
    } finally {
      threads.unlock();
    }
  }
}
