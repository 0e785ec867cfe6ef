package dev.silverbook.benchmark.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A discovery function from its zip below Lambda's own runtime: until it asks for an event. */
public final class FunctionStart {

  private static final String QUEUES = "https://sqs.eu-central-1.amazonaws.com/000000000000/";

  /** Of a function's memory; Lambda leaves about that much to the heap. */
  private static final int HEAP_PERCENT = 85;

  private final Path home;
  private final TemplateFile template;
  private final Path task;
  private final Path log;
  private final LambdaRuntime runtime;
  private final Processors processors = Processors.read();

  /**
   * From the launch of the JVM until the function has asked for its first event.
   *
   * @param cpuSeconds user and system time of all threads
   */
  public record Ready(double wallSeconds, double cpuSeconds) {}

  /** Unpacks the discovery functions of a checkout. */
  public FunctionStart(Path home, Scratch scratch) throws IOException {
    this.home = home;
    this.template = TemplateFile.of(home);
    this.task = scratch.path().resolve("discovery");
    this.log = scratch.path().resolve("discovery.log");
    LambdaRuntime.unpack(home.resolve("functions/discovery/target/discovery.zip"), task);
    this.runtime = runtime(scratch);
  }

  private LambdaRuntime runtime(Scratch scratch) throws IOException {
    // Put there by the build.
    try (Stream<Path> jars = Files.list(home.resolve("infra/benchmark/target/lambda-runtime"))) {
      return LambdaRuntime.of(
          jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList(), scratch.path());
    }
  }

  /**
   * Starts a process and ends it when it is ready.
   *
   * @param resource the function's name in the template
   * @throws IOException when it ends by itself
   */
  public Ready start(String resource) throws IOException, InterruptedException {
    int mebibytes = Integer.parseInt(template.value(resource, "MemorySize"));
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + mebibytes * HEAP_PERCENT / 100 + "m");
    options.addAll(List.of(template.value(resource, "JAVA_TOOL_OPTIONS").split(" +", -1)));
    Program program =
        new Program(resource, template.value(resource, "Handler"), mebibytes, task, environment());
    List<String> command =
        runtime.command(JavaCommand.launcher(), options, task, program.handler());
    long start = System.nanoTime();
    try (FunctionProcess function = new FunctionProcess(program, processors.onOne(command), log)) {
      CompletableFuture.anyOf(function.api().ready(), function.process().onExit()).join();
      double wall = (System.nanoTime() - start) / 1e9;
      double cpu =
          function.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
      if (!function.process().isAlive()) {
        throw new IOException(resource + " has not started:\n" + Files.readString(log, UTF_8));
      }
      return new Ready(wall, cpu);
    }
  }

  /** As the template sets them, about; nothing is called before the first event. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    environment.put(Environment.APPLICATION, "benchmark");
    environment.put(AwsSettings.BRONZE_BUCKET, "bronze");
    environment.put(AwsSettings.BRONZE_PREFIX, "orderbook/");
    environment.put(AwsSettings.TRADES_PREFIX, "trades/");
    environment.put(AwsSettings.SILVER_BUCKET, "silver");
    environment.put(AwsSettings.SILVER_PREFIX, "features/");
    environment.put(AwsSettings.TABLE, "ledger");
    environment.put(AwsSettings.QUEUE_URL, QUEUES + "live");
    environment.put(AwsSettings.CONFIGURATION, "{}");
    environment.put("SILVERBOOK_CONTINUATION_QUEUE_URL", QUEUES + "continuation");
    environment.put("SILVERBOOK_WORKER_MEMORY", "1769");
    environment.put("SILVERBOOK_SETTLE_SECONDS", "60");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    return environment;
  }
}
