package dev.silverbook.command.run;

import dev.silverbook.command.files.FileTree;
import dev.silverbook.command.ledger.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for temporary files of this process, named by it and gone with it. */
public final class ScratchDirectory implements AutoCloseable {

  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes one, and removes those of processes that are gone.
   *
   * @param parent holds one directory a process; created when missing
   */
  public static ScratchDirectory open(Path parent, ProcessIdentity identity) throws IOException {
    Files.createDirectories(parent);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent)) {
      for (Path other : others) {
        if (!identity.lives(other.getFileName().toString())) {
          FileTree.delete(other);
        }
      }
    }
    return new ScratchDirectory(Files.createDirectories(parent.resolve(identity.name())));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes it with what is left in it. */
  @Override
  public void close() throws IOException {
    FileTree.delete(path);
  }
}
