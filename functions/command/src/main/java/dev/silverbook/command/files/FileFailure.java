package dev.silverbook.command.files;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** Turns what the file system says into a reason, the file's name and what to do about it. */
final class FileFailure {

  private FileFailure() {}

  /** While reading a file or listing a directory. */
  static StoreException reading(Path path, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new StoreException(
          FailureReason.ACCESS_DENIED,
          path.toString(),
          "cannot read "
              + path
              + ": permission denied for user "
              + user()
              + barrier(path).map(directory -> " on " + directory).orElse("")
              + "; grant read permission (chmod u+r FILE, chmod u+rx DIRECTORY)",
          cause);
    }
    return new StoreException(
        FailureReason.STORE_UNAVAILABLE,
        path.toString(),
        "cannot read " + path + ": " + what(cause),
        cause);
  }

  /** While writing a file or creating a directory. */
  static StoreException writing(Path path, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new StoreException(
          FailureReason.ACCESS_DENIED,
          path.toString(),
          "cannot write "
              + path
              + ": permission denied for user "
              + user()
              + "; grant write permission on its directory, or choose another output",
          cause);
    }
    return new StoreException(
        FailureReason.STORE_UNAVAILABLE, path.toString(), writeMessage(path, cause), cause);
  }

  /** What to say about a failed write to {@code path}. */
  static String writeMessage(Path path, IOException cause) {
    String what = what(cause);
    String lower = what.toLowerCase(Locale.ROOT);
    String remedy =
        lower.contains("no space left") || lower.contains("quota")
            ? "; free space on that disk, or choose another output"
            : "";
    return "cannot write " + path + ": " + what + remedy;
  }

  private static String what(IOException cause) {
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null || cause instanceof FileSystemException
        ? name
        : cause.getMessage();
  }

  /** The uppermost directory that may not be passed through on the way to an absolute path. */
  private static Optional<Path> barrier(Path path) {
    Deque<Path> above = new ArrayDeque<>();
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      above.push(at);
    }
    return above.stream().filter(directory -> !Files.isExecutable(directory)).findFirst();
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
