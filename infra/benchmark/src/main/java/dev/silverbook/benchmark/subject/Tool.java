package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that makes features of a lake: Silverbook, or what a user would pick instead. It writes
 * below {@code silver} in its output, rows of snapshots as {@code silver/orderbook}.
 *
 * @param title for tables
 * @param module of Python without which it does not run; empty when it needs none
 * @param snapshots the command for snapshots, without the places
 * @param updates the same for level updates; empty when it cannot rebuild books
 */
public record Tool(String title, String module, List<String> snapshots, List<String> updates) {

  private static final String PYTHON = "python3";
  private static final String SCRIPTS = "infra/benchmark/src/main/python/";

  public Tool {
    snapshots = List.copyOf(snapshots);
    updates = List.copyOf(updates);
  }

  /**
   * The command, in its default configuration but for a row a second of level updates.
   *
   * @param program a launcher, or Java with a jar
   */
  public static Tool silverbook(
      String title, Path home, List<String> program, int workers, String... options) {
    List<String> run =
        Stream.of(
                program.stream(),
                Stream.of("run", "--workers", Integer.toString(workers)),
                Stream.of(options))
            .flatMap(words -> words)
            .toList();
    List<String> everySecond = new ArrayList<>(run);
    everySecond.addAll(List.of("--config", home.resolve(SCRIPTS + "every_second.json").toString()));
    return new Tool(title, "", run, everySecond);
  }

  /** A jar of the command with one worker. */
  public static Tool jar(String title, Path home, Path jar, List<String> jvmOptions) {
    List<String> program = JavaCommand.of(jvmOptions, "-jar", jar.toAbsolutePath().toString());
    return silverbook(title, home, program, 1);
  }

  /**
   * What a user would choose from: Silverbook of that checkout first, then the same without a
   * second thread for encoding, by which more workers are judged.
   */
  public static List<Tool> choice(Path home) {
    List<String> launcher = List.of(home.resolve("silverbook").toString());
    return List.of(
        silverbook("Silverbook, 1 worker", home, launcher, 1),
        silverbook(
            "Silverbook, 1 worker, 1 thread", home, launcher, 1, "--background-encoding", "off"),
        silverbook("Silverbook, 2 workers", home, launcher, 2),
        new Tool(
            "Python, row by row",
            "pyarrow",
            script(home, "row_loop.py"),
            script(home, "updates_loop.py")),
        new Tool("Polars", "polars", script(home, "polars_frames.py"), List.of()),
        new Tool("DuckDB", "duckdb", script(home, "duckdb_sql.py"), List.of()));
  }

  /** A script of the checkout. */
  static List<String> script(Path home, String file) {
    return List.of(PYTHON, home.resolve(SCRIPTS + file).toString());
  }

  /** For options: the title's words. */
  public String name() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** What it needs, and what compares it, if not everything is installed. */
  public Optional<String> missing(Scratch scratch) throws InterruptedException {
    String modules = "numpy, pyarrow, " + module;
    if (module.isEmpty()) {
      return Optional.empty();
    }
    try {
      new ChildProcess(scratch.path()).run(List.of(PYTHON, "-c", "import " + modules), Map.of());
      return Optional.empty();
    } catch (IOException e) {
      // Why does not matter: there is no Python, or not with these.
      return Optional.of(PYTHON + " with " + modules);
    }
  }

  /** The whole command; empty when it cannot do it. */
  List<String> command(Workload workload, Path output) {
    List<String> command = new ArrayList<>(workload.updates() > 0 ? updates : snapshots);
    if (!command.isEmpty()) {
      command.addAll(workload.inputOptions());
      command.addAll(List.of("--output", output.toString()));
    }
    return command;
  }
}
