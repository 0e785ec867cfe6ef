package dev.silverbook.command.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What the file system says, in words instead of the name of an exception. */
public final class FileProblem {

  private FileProblem() {}

  /**
   * What is wrong.
   *
   * @param subject what the sentence is about; a file that the cause names is named only when it is
   *     another one
   */
  public static String of(Path subject, IOException cause) {
    String file =
        cause instanceof FileSystemException failure
                && failure.getFile() != null
                && !failure.getFile().equals(subject.toString())
            ? failure.getFile() + ": "
            : "";
    return file + what(cause);
  }

  private static String what(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied for user " + System.getProperty("user.name");
    }
    if (cause instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (cause instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "something else is there already";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause.getMessage() == null || cause instanceof FileSystemException
        ? cause.getClass().getSimpleName()
        : cause.getMessage();
  }
}
