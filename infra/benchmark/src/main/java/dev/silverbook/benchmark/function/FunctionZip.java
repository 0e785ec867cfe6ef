package dev.silverbook.benchmark.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.standin.FunctionProcess;
import dev.silverbook.aws.standin.FunctionProcess.Program;
import dev.silverbook.aws.standin.LambdaRuntime;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Functions from their zip below Lambda's own runtime, each process on one processor. */
public final class FunctionZip {

  private final TemplateFile template;
  private final Path task;
  private final Path log;
  private final LambdaRuntime runtime;

  /**
   * From the launch of the JVM until a function has asked for its first event.
   *
   * @param cpuSeconds user and system time of all threads
   */
  public record Ready(double wallSeconds, double cpuSeconds) {}

  /**
   * Unpacks it.
   *
   * @param home the checkout whose functions are measured
   * @param module that made the zip, which has its name
   */
  public FunctionZip(Path home, String module, Scratch scratch) throws IOException {
    template = TemplateFile.of(home);
    task = scratch.path().resolve(module);
    log = scratch.path().resolve(module + ".log");
    LambdaRuntime.unpack(
        home.resolve("functions/%s/target/%s.zip".formatted(module, module)), task);
    // Put there by the build.
    try (Stream<Path> jars = Files.list(home.resolve("infra/benchmark/target/lambda-runtime"))) {
      runtime =
          LambdaRuntime.of(
              jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList(),
              scratch.path());
    }
  }

  /**
   * Starts a function and ends it when it is ready.
   *
   * @param resource its name in the template
   * @throws IOException when it ends by itself
   */
  public Ready start(String resource) throws IOException, InterruptedException {
    int mebibytes = Integer.parseInt(template.value(resource, "MemorySize"));
    List<String> options = template.jvmOptions(resource, TemplateFile.heapMebibytes(mebibytes));
    Program program =
        program(
            resource,
            mebibytes,
            // Nothing is called before the first event.
            AwsAccount.environment("https://sqs.eu-central-1.amazonaws.com/000000000000/"));
    long start = System.nanoTime();
    try (FunctionProcess function = launch(program, options)) {
      CompletableFuture.anyOf(function.api().ready(), function.process().onExit()).join();
      Ready ready = new Ready((System.nanoTime() - start) / 1e9, cpuSeconds(function));
      if (!function.process().isAlive()) {
        throw new IOException(resource + " has not started:\n" + log());
      }
      return ready;
    }
  }

  /** A function with these variables, and where programs are. */
  Program program(String resource, int mebibytes, Map<String, String> variables)
      throws IOException {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    return new Program(resource, template.value(resource, "Handler"), mebibytes, task, environment);
  }

  /** Starts a process; the caller closes it. */
  FunctionProcess launch(Program program, List<String> jvmOptions) throws IOException {
    List<String> command =
        runtime.command(JavaCommand.launcher(), jvmOptions, task, program.handler());
    return new FunctionProcess(program, Processors.read().onOne(command), log);
  }

  /** What the last process has written. */
  String log() throws IOException {
    return Files.readString(log, UTF_8);
  }

  /** User and system time of all threads so far. */
  static double cpuSeconds(FunctionProcess function) {
    return function.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }
}
