package dev.silverbook.benchmark.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.LambdaRuntime;
import dev.silverbook.aws.standin.RuntimeApi;
import dev.silverbook.aws.standin.RuntimeApi.Invocation;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.ProcStatus;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The worker function from its zip, with the AWS SDK, below Lambda's own runtime on one processor.
 *
 * @param runtime runs the artifact
 * @param task the unpacked artifact
 * @param handler its entry point
 * @param arenas how many arenas of native memory its threads share
 * @param account where it works
 * @param processors the first one is the function's
 * @param scratch where its log and its temporary files go
 */
public record WorkerFunction(
    LambdaRuntime runtime,
    Path task,
    String handler,
    String arenas,
    AwsAccount account,
    Processors processors,
    Scratch scratch) {

  private static final String RESOURCE = "WorkerFunction";
  private static final String ARENAS = "MALLOC_ARENA_MAX";
  private static final String ARN =
      "arn:aws:lambda:" + AwsAccount.REGION + ":000000000000:function:worker";

  /** The longest that Lambda lets a function work. */
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private static final int MEMORY_MIB = 512;
  private static final long EXIT_SECONDS = 60;
  private static final Map<String, Object> CONSUMED = Map.of("batchItemFailures", List.of());

  /**
   * What a process took.
   *
   * @param firstWallSeconds from the launch of the JVM to the answer to the first message
   * @param firstCpuSeconds processor time of that
   * @param laterCpuSeconds processor time of each later message
   * @param peakResidentBytes of the whole process; 0 where the system does not tell
   */
  public record Lifetime(
      double firstWallSeconds,
      double firstCpuSeconds,
      List<Double> laterCpuSeconds,
      long peakResidentBytes) {}

  /** The template's JVM options with the heap that the smallest memory size leaves. */
  public static List<String> jvmOptions(TemplateFile template) throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx160m"));
    options.addAll(List.of(template.value(RESOURCE, "JAVA_TOOL_OPTIONS").split(" +", -1)));
    return options;
  }

  /** How many arenas of native memory the template allows. */
  static String arenas(TemplateFile template) throws IOException {
    return template.value(RESOURCE, ARENAS);
  }

  /** The entry point that the template names. */
  static String handler(TemplateFile template) throws IOException {
    return template.value(RESOURCE, "Handler");
  }

  /**
   * Starts a process, gives it messages one after the other and ends it.
   *
   * @param jvmOptions of the process
   * @param partitions in turns; what was processed before is processed again
   * @param messages at least one
   * @throws IOException when a message fails or leaves no output
   */
  Lifetime run(List<String> jvmOptions, List<PartitionId> partitions, int messages)
      throws IOException, InterruptedException {
    Path log = scratch.path().resolve("worker.log");
    try (RuntimeApi api = new RuntimeApi(ARN)) {
      ProcessBuilder builder = builder(jvmOptions, api, log);
      long start = System.nanoTime();
      Process process = builder.start();
      try {
        double firstWall = 0;
        List<Double> cpu = new ArrayList<>();
        double before = 0;
        for (int i = 0; i < messages; i++) {
          PartitionId partition = partitions.get(i % partitions.size());
          String runId = UUID.randomUUID().toString();
          String answer = answer(api, event(partition, runId), process);
          if (i == 0) {
            firstWall = (System.nanoTime() - start) / 1e9;
          }
          double used = cpuSeconds(process);
          cpu.add(used - before);
          before = used;
          if (!JSON.std.mapFrom(answer).equals(CONSUMED)) {
            throw new IOException("the function has not consumed its message: " + answer);
          }
          account.requireProcessed(partition, runId);
        }
        return new Lifetime(
            firstWall,
            cpu.get(0),
            cpu.subList(1, messages),
            ProcStatus.peakResidentBytes(process.pid()).orElse(0));
      } catch (IOException e) {
        throw new IOException(e.getMessage() + "\n" + Files.readString(log, UTF_8), e);
      } finally {
        // In an orderly way, so that an archive of classes is written where one is wanted.
        process.destroy();
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    }
  }

  /** What the function answers; fails when it throws, ends or takes too long. */
  private static String answer(RuntimeApi api, String event, Process process)
      throws IOException, InterruptedException {
    Invocation invocation = new Invocation(event, DEADLINE);
    api.submit(invocation);
    // Ends with the process, whatever becomes of it.
    CompletableFuture<Void> unused =
        process.onExit().thenAccept(ended -> invocation.died("exit status " + ended.exitValue()));
    try {
      InvocationResult result = invocation.result().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (result instanceof InvocationResult.Answered answered) {
        return answered.json();
      }
      throw new IOException("the function has not answered: " + result);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the function has not answered within " + DEADLINE, e);
    }
  }

  private ProcessBuilder builder(List<String> jvmOptions, RuntimeApi api, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(
                processors.onOne(
                    runtime.command(JavaCommand.launcher(), jvmOptions, task, handler)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    // Nothing of this process's own surroundings, such as another account.
    environment.clear();
    environment.putAll(account.environment());
    environment.putAll(LambdaRuntime.environment(api, "worker", handler, MEMORY_MIB, task));
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    environment.put(ARENAS, arenas);
    return builder;
  }

  /** A message as Lambda hands it over. */
  private static String event(PartitionId partition, String runId) throws IOException {
    return JSON.std.asString(
        Map.of(
            "Records",
            List.of(
                Map.of(
                    "messageId",
                    runId,
                    "receiptHandle",
                    runId,
                    "body",
                    PartitionMessageJson.write(
                        new PartitionMessage(partition, runId, false, true)
                            .with(AwsAccount.INSTRUCTIONS)),
                    "attributes",
                    Map.of("ApproximateReceiveCount", "1"),
                    "eventSource",
                    "aws:sqs",
                    "awsRegion",
                    AwsAccount.REGION))));
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }
}
