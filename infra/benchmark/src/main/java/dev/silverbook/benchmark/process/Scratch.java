package dev.silverbook.benchmark.process;

import dev.silverbook.command.files.FileTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A temporary directory, deleted with all its content when closed. */
public record Scratch(Path path) implements Closeable {

  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("silverbook-benchmark-"));
  }

  /** Removes everything below a directory of this scratch, and the directory. */
  public void delete(Path directory) throws IOException {
    if (!directory.startsWith(path)) {
      throw new IllegalArgumentException(directory + " is not below " + path);
    }
    FileTree.delete(directory);
  }

  /** Bytes of all files below a directory. */
  public static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
