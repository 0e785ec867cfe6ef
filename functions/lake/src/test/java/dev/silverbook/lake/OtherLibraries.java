package dev.silverbook.lake;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs other_libraries.py, where there is a python3 that has the library asked for. */
final class OtherLibraries {

  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""), "src", "test", "python", "other_libraries.py");

  private static List<String> present;

  private OtherLibraries() {}

  /** Skips the test, with a message, where the library is not there. */
  static void require(String library) throws IOException, InterruptedException {
    assumeTrue(
        present(library),
        "python3 with "
            + library
            + " is not installed, so files are not compared with it; pip install "
            + library);
  }

  private static synchronized boolean present(String library)
      throws IOException, InterruptedException {
    if (present == null) {
      try {
        present = run("libraries").lines().toList();
      } catch (IOException noPython) {
        present = List.of();
      }
    }
    return present.stream().anyMatch(line -> line.startsWith(library + " "));
  }

  /** Has {@code library} write {@code count} files and their rows to {@code directory}. */
  static List<Path> write(String library, Path directory, int count, int seed)
      throws IOException, InterruptedException {
    run("write", library, directory.toString(), Integer.toString(count), Integer.toString(seed));
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /** The rows of a file that {@link #write} has left beside it. */
  static List<String> rows(Path file) throws IOException {
    return Files.readAllLines(Path.of(file.toString().replace(".parquet", ".txt")));
  }

  /** Has {@code library} read every file in {@code directory}, to {@code NAME.LIBRARY}. */
  static void read(String library, Path directory) throws IOException, InterruptedException {
    run("read", library, directory.toString());
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed: " + output);
    }
    return output;
  }
}
