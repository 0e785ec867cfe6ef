package dev.silverbook.command.place;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.S3Location;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.message.Instructions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checked, absolute places of a run.
 *
 * @param input bronze order books; a directory exists
 * @param trades bronze trades; a directory exists
 * @param silver where features go; a directory may not exist yet
 * @param state where scratch files go, and the ledger unless it is in a table; may not exist yet
 * @param table of the ledger; empty when it is in the state directory
 * @param aws how to reach what is on AWS
 * @param configuration what to compute, and how inputs are understood
 * @param orderBookLayout how order books are laid out
 * @param tradesLayout how trades are laid out
 */
public record Places(
    LakePlace input,
    Optional<LakePlace> trades,
    LakePlace silver,
    Path state,
    Optional<String> table,
    AwsSelection aws,
    SilverConfiguration configuration,
    LayoutChoice orderBookLayout,
    LayoutChoice tradesLayout) {

  /** Below the output's root, as data lakes lay it out; the same on disk and in a bucket. */
  private static final String SILVER = "silver";

  /** Of ledger and scratch files, below the output directory. */
  public static final String STATE = "_silverbook";

  /**
   * Places as the user names them; see the options of the same names.
   *
   * @param input directory or bucket
   * @param trades directory or bucket
   * @param output directory or bucket
   * @param state directory
   * @param table in DynamoDB
   * @param config file
   * @param layout of the inputs; goes before what the file says
   */
  public record Named(
      String input,
      Optional<String> trades,
      String output,
      Optional<Path> state,
      Optional<String> table,
      Optional<Path> config,
      LayoutSettings layout) {}

  /**
   * Checks them.
   *
   * @param directory what relative paths are relative to
   * @throws UsageException when they cannot be used
   */
  public static Places check(Path directory, Named named, AwsSelection aws) {
    LakePlace books = existing("--input", directory, named.input());
    Optional<LakePlace> trades = named.trades().map(name -> existing("--trades", directory, name));
    LakePlace silver = silverOf(directory, named.output());
    if (named.table().isPresent() && named.table().get().isBlank()) {
      throw new UsageException("--table is empty; give the name of a DynamoDB table");
    }
    Path state = stateOf(directory, named);
    requireDirectoryOrNothing("--state", state);
    Reading reading = Reading.of(directory, named.config(), named.layout());
    requireApart("--input", books, "the output", silver);
    requireApart("--input", books, "the state directory", new LakePlace.Directory(state));
    trades.ifPresent(
        place -> {
          requireApart("--trades", place, "the output", silver);
          requireApart("--trades", place, "the state directory", new LakePlace.Directory(state));
          // Two patterns may tell books and trades of one directory apart.
          if (reading.orderBookLayout().equals(reading.tradesLayout())) {
            requireApart("--trades", place, "--input", books);
          }
        });
    return new Places(
        books,
        trades,
        silver,
        state,
        named.table(),
        aws,
        reading.configuration(),
        reading.orderBookLayout(),
        reading.tradesLayout());
  }

  /** The places that a stack's workers are told, with the table of its ledger. */
  static Places ofStack(Instructions told, String table, AwsSelection aws) {
    return new Places(
        bucket("OrderBooks", told.orderBooks()),
        told.trades().map(trades -> bucket("Trades", trades)),
        bucket("Silver", told.silver()),
        temporaryState(),
        Optional.of(table),
        aws,
        AwsSettings.configuration("FeatureConfiguration", told.configuration()).silver(),
        told.layout(),
        told.tradesLayout());
  }

  /** The command that shows what the ledger of these places knows. */
  public ShellCommand statusCommand() {
    ShellCommand status = ShellCommand.silverbook("status");
    if (table.isPresent()) {
      return aws.options(status.with("--table", table));
    }
    if (silver instanceof LakePlace.Directory directory
        && directory.path().resolveSibling(STATE).equals(state)) {
      return status.with("--output", state.getParent().toString());
    }
    return status.with("--state", state.toString());
  }

  /** Whether anything of it is on AWS. */
  boolean needAws() {
    return table.isPresent()
        || input instanceof LakePlace.Bucket
        || silver instanceof LakePlace.Bucket
        || trades.map(LakePlace.Bucket.class::isInstance).orElse(false);
  }

  static LakePlace silverOf(Path directory, String output) {
    if (LakePlace.namesBucket(output)) {
      S3Location root = bucket("--output", output).location();
      return new LakePlace.Bucket(new S3Location(root.bucket(), root.prefix() + SILVER));
    }
    Path root = absolute(directory, Path.of(output));
    requireDirectoryOrNothing("--output", root);
    return new LakePlace.Directory(root.resolve(SILVER));
  }

  private static Path stateOf(Path directory, Named named) {
    if (!LakePlace.namesBucket(named.output())) {
      return stateOf(directory, absolute(directory, Path.of(named.output())), named.state());
    }
    if (named.state().isPresent()) {
      return absolute(directory, named.state().get());
    }
    if (named.table().isEmpty()) {
      throw new UsageException(
          "--output "
              + named.output()
              + " has no directory for the ledger; give --table NAME to keep it in DynamoDB,"
              + " or --state DIR to keep it on this machine");
    }
    return temporaryState();
  }

  private static Path temporaryState() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("silverbook-" + System.getProperty("user.name"));
  }

  /** The state directory of an output directory: as given, or the default below it. */
  static Path stateOf(Path directory, Path output, Optional<Path> state) {
    return state.map(path -> absolute(directory, path)).orElseGet(() -> output.resolve(STATE));
  }

  public static Path absolute(Path directory, Path path) {
    return directory.resolve(path).toAbsolutePath().normalize();
  }

  private static LakePlace existing(String option, Path directory, String name) {
    return LakePlace.namesBucket(name)
        ? bucket(option, name)
        : new LakePlace.Directory(existing(option, directory, Path.of(name)));
  }

  static LakePlace.Bucket bucket(String option, String name) {
    try {
      return new LakePlace.Bucket(S3Location.parse(name));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          option + " " + name + " is no s3://BUCKET/PREFIX: " + e.getMessage(), e);
    }
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

  /**
   * Checks that a directory is there or can be made.
   *
   * @throws UsageException when a file is in its place, or in that of a parent
   */
  public static void requireDirectoryOrNothing(String option, Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        return;
      }
      if (Files.exists(at)) {
        throw new UsageException(
            option + " " + path + " cannot be a directory: " + at + " is a file; give another");
      }
    }
  }

  private static void requireApart(
      String option, LakePlace place, String otherName, LakePlace other) {
    if (place instanceof LakePlace.Directory directory
        && other instanceof LakePlace.Directory otherDirectory) {
      requireApart(option, directory.path(), otherName, otherDirectory.path());
    } else if (place instanceof LakePlace.Bucket bucket
        && other instanceof LakePlace.Bucket otherBucket
        && bucket.location().overlaps(otherBucket.location())) {
      throw new UsageException(
          option
              + " "
              + place
              + " and "
              + otherName
              + " "
              + other
              + " overlap; choose prefixes that do not contain each other");
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
          throw new UsageException("cannot look at " + at + ": " + FileProblem.of(at, e), e);
        }
      }
    }
    return path;
  }
}
