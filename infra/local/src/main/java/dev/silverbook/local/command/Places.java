package dev.silverbook.local.command;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.local.files.DirectoryStore;
import dev.silverbook.pipeline.Lakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checked, absolute places of a run.
 *
 * @param input bronze order books, an existing directory
 * @param trades bronze trades, an existing directory
 * @param silver where features go; may not exist yet
 * @param state where ledger and scratch files go; may not exist yet
 * @param configuration what to compute
 */
record Places(
    Path input,
    Optional<Path> trades,
    Path silver,
    Path state,
    FeatureConfiguration configuration) {

  /** Below the output directory, as data lakes lay it out. */
  private static final String SILVER = "silver/orderbook";

  private static final String STATE = "_silverbook";

  /**
   * Checks them.
   *
   * @param directory what relative paths are relative to
   * @throws UsageException when they cannot be used
   */
  static Places check(
      Path directory,
      Path input,
      Optional<Path> trades,
      Path output,
      Optional<Path> state,
      Optional<Path> config) {
    Path books = existing("--input", directory, input);
    Optional<Path> tradesRoot = trades.map(path -> existing("--trades", directory, path));
    Path outputRoot = absolute(directory, output);
    requireDirectoryOrNothing("--output", outputRoot);
    Path silver = silverOf(outputRoot);
    Path stateRoot = stateOf(directory, outputRoot, state);
    requireDirectoryOrNothing("--state", stateRoot);
    requireApart("--input", books, "the output", silver);
    requireApart("--input", books, "the state directory", stateRoot);
    tradesRoot.ifPresent(
        path -> {
          requireApart("--trades", path, "the output", silver);
          requireApart("--trades", path, "the state directory", stateRoot);
          requireApart("--trades", path, "--input", books);
        });
    return new Places(
        books,
        tradesRoot,
        silver,
        stateRoot,
        config
            .map(path -> ConfigurationFile.read(absolute(directory, path)))
            .orElseGet(FeatureConfiguration::defaults));
  }

  /** The same as stores. */
  Lakes lakes() {
    return new Lakes(
        new DirectoryStore(input), trades.map(DirectoryStore::new), new DirectoryStore(silver));
  }

  /** Where features go below an output directory. */
  static Path silverOf(Path output) {
    return output.resolve(SILVER);
  }

  /** The state directory: as given, or the default below the output. */
  static Path stateOf(Path directory, Path output, Optional<Path> state) {
    return state.map(path -> absolute(directory, path)).orElseGet(() -> output.resolve(STATE));
  }

  static Path absolute(Path directory, Path path) {
    return directory.resolve(path).toAbsolutePath().normalize();
  }

  private static Path existing(String option, Path directory, Path path) {
    Path absolute = absolute(directory, path);
    if (!Files.exists(absolute)) {
      throw new UsageException(
          option
              + " "
              + absolute
              + " does not exist; give the directory that holds the exchange=... directories");
    }
    if (!Files.isDirectory(absolute)) {
      throw new UsageException(
          option
              + " "
              + absolute
              + " is not a directory; give the one that holds the exchange=... directories");
    }
    return absolute;
  }

  private static void requireDirectoryOrNothing(String option, Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        return;
      }
      if (Files.exists(at)) {
        throw new UsageException(
            option + " " + path + " cannot be a directory: " + at + " is a file");
      }
    }
  }

  private static void requireApart(String option, Path path, String otherName, Path other) {
    Path first = real(path);
    Path second = real(other);
    if (first.startsWith(second) || second.startsWith(first)) {
      throw new UsageException(
          option
              + " "
              + path
              + " and "
              + otherName
              + " "
              + other
              + " overlap"
              + (first.equals(path) && second.equals(other)
                  ? ""
                  : " (they are " + first + " and " + second + ")")
              + "; choose directories that do not contain each other");
    }
  }

  /** With symbolic links resolved as far as the path exists. */
  private static Path real(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return at.toRealPath().resolve(at.relativize(path)).normalize();
        } catch (IOException e) {
          throw new UsageException("cannot look at " + at + ": " + e, e);
        }
      }
    }
    return path;
  }
}
