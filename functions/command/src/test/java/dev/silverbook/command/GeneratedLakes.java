package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lakes that {@code silverbook generate} makes, which simulates whole markets however few rows it
 * records of them: longer than most tests take for all the rest. So each lake is generated once in
 * a process, and every test gets a copy.
 */
final class GeneratedLakes {

  private static final String NAME = "lake";

  private static final Map<List<String>, Path> MADE = new HashMap<>();

  private GeneratedLakes() {}

  /**
   * Puts a lake into {@code lake} below a directory, beside what is there.
   *
   * @param options of the command, without the place
   */
  static void generate(Path directory, String... options) {
    Path lake;
    synchronized (MADE) {
      lake = MADE.computeIfAbsent(List.of(options), GeneratedLakes::make);
    }
    try {
      copy(lake, directory.resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same for two symbols and two days of 300 snapshots and 100 trades each, without a flaw.
   *
   * @param more options
   */
  static void twoMarkets(Path directory, String... more) {
    List<String> options = new ArrayList<>(List.of("--symbol", "BTC/USDT,ETH/USDT", "--days", "2"));
    options.addAll(List.of("--rows", "300", "--levels", "5", "--trades", "100", "--flawless"));
    options.addAll(List.of(more));
    generate(directory, options.toArray(String[]::new));
  }

  private static Path make(List<String> options) {
    try {
      Path directory = Files.createTempDirectory("silverbook-lake-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      List<String> arguments = new ArrayList<>(List.of("generate", "--output", NAME));
      arguments.addAll(options);
      Ran ran = Ran.in(directory, arguments.toArray(String[]::new));
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      return directory.resolve(NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path lake, Path to) throws IOException {
    for (Path source : below(lake)) {
      Path target = to.resolve(lake.relativize(source));
      if (Files.isDirectory(source)) {
        Files.createDirectories(target);
      } else {
        Files.copy(source, target);
      }
    }
  }

  private static void delete(Path directory) {
    try {
      List<Path> paths = new ArrayList<>(below(directory));
      for (int i = paths.size() - 1; i >= 0; i--) {
        Files.delete(paths.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, directories before what is in them. */
  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.toList();
    }
  }
}
