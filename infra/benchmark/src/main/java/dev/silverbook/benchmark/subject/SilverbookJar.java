package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whole runs of the {@code silverbook} command: JVM launch, plan, all partitions, ledger, report.
 *
 * @param jar the command
 * @param scratch where outputs go
 */
public record SilverbookJar(Path jar, Scratch scratch) {

  /**
   * A run.
   *
   * @param finished what it took
   * @param outputBytes size of what it wrote
   */
  public record Run(Finished finished, long outputBytes) {}

  public SilverbookJar {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          jar + " does not exist; build it: mvn package -DskipTests");
    }
  }

  /** Processes a whole lake into a fresh output, on one processor if asked. */
  public Run run(
      Workload workload,
      List<String> jvmOptions,
      int workers,
      boolean oneProcessor,
      String... options)
      throws IOException, InterruptedException {
    List<String> program = JavaCommand.of(jvmOptions, "-jar", jar.toString());
    return run(program, Map.of(), workload, workers, oneProcessor, options);
  }

  /**
   * The same as a user would, with one worker, through the launcher and what it adds.
   *
   * @param launcher the script, which finds the jar itself
   * @param jvmOptions added to the launcher's
   */
  public Run launch(Path launcher, Workload workload, List<String> jvmOptions, boolean oneProcessor)
      throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("SILVERBOOK_OPTS", String.join(" ", jvmOptions));
    return run(List.of(launcher.toString()), environment, workload, 1, oneProcessor);
  }

  private Run run(
      List<String> program,
      Map<String, String> environment,
      Workload workload,
      int workers,
      boolean oneProcessor,
      String... options)
      throws IOException, InterruptedException {
    Path output = scratch.path().resolve("silverbook-output");
    scratch.delete(output);
    List<String> command = new ArrayList<>(program);
    command.add("run");
    command.addAll(workload.inputOptions());
    command.addAll(List.of("--output", output.toString(), "--workers", Integer.toString(workers)));
    command.addAll(List.of(options));
    Map<String, String> added = new HashMap<>(environment);
    added.put("LC_ALL", "C.UTF-8");
    Finished finished =
        new ChildProcess(scratch.path())
            .run(oneProcessor ? Processors.read().onOne(command) : command, added);
    long bytes = size(output.resolve("silver"));
    scratch.delete(output);
    return new Run(finished, bytes);
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
