package dev.silverbook.benchmark;

import dev.silverbook.benchmark.ChildProcess.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whole runs of the {@code silverbook} command: JVM launch, plan, all partitions, ledger, report.
 *
 * @param jar the command
 * @param scratch where outputs go
 */
record SilverbookJar(Path jar, Scratch scratch) {

  /**
   * A run.
   *
   * @param finished what it took
   * @param outputBytes size of what it wrote
   */
  record Run(Finished finished, long outputBytes) {}

  SilverbookJar {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          jar + " does not exist; build it: mvn package -DskipTests");
    }
  }

  /** Processes a whole lake into a fresh output, on one processor if asked. */
  Run run(Workload workload, List<String> jvmOptions, int workers, boolean oneProcessor)
      throws IOException, InterruptedException {
    Path output = scratch.path().resolve("silverbook-output");
    scratch.delete(output);
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString(), "run"));
    arguments.addAll(workload.inputOptions());
    arguments.addAll(
        List.of("--output", output.toString(), "--workers", Integer.toString(workers)));
    List<String> command = JavaCommand.of(jvmOptions, arguments.toArray(String[]::new));
    Finished finished =
        new ChildProcess(scratch.path())
            .run(
                oneProcessor ? Processors.read().onOne(command) : command,
                Map.of("LC_ALL", "C.UTF-8"));
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
