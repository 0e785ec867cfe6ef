package dev.silverbook.benchmark.function;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.standin.Events;
import dev.silverbook.aws.standin.FunctionProcess;
import dev.silverbook.aws.standin.FunctionProcess.Program;
import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.MotoServer;
import dev.silverbook.benchmark.process.ProcStatus;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The worker function from its zip, with the AWS SDK, below Lambda's own runtime on one processor,
 * against AWS APIs on this machine.
 */
public final class WorkerFunction implements Closeable {

  private static final String RESOURCE = "WorkerFunction";
  private static final String ARENAS = "MALLOC_ARENA_MAX";

  /** The longest that Lambda lets a function work. */
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private static final int MEMORY_MIB = 512;
  private static final long EXIT_SECONDS = 60;
  private static final Map<String, Object> CONSUMED = Map.of("batchItemFailures", List.of());

  private final MotoServer server;
  private final AwsAccount account;
  private final FunctionZip zip;
  private final Program program;

  /**
   * What a process took.
   *
   * @param primingCpuSeconds processor time from the launch of the JVM until it was primed; 0 where
   *     it was not
   * @param firstWallSeconds from the launch of the JVM to the answer to the first message
   * @param firstCpuSeconds processor time of that
   * @param laterCpuSeconds processor time of each later message
   * @param peakResidentBytes of the whole process; 0 where the system does not tell
   */
  public record Lifetime(
      double primingCpuSeconds,
      double firstWallSeconds,
      double firstCpuSeconds,
      List<Double> laterCpuSeconds,
      long peakResidentBytes) {}

  /**
   * Starts the APIs.
   *
   * @param home the checkout whose worker is measured
   * @param progress is told why when there are none, in which case the result is empty
   */
  public static Optional<WorkerFunction> start(
      Path home, Scratch scratch, Consumer<String> progress)
      throws IOException, InterruptedException {
    Processors processors = Processors.read();
    MotoServer server;
    try {
      server = MotoServer.start(processors::onOthers);
    } catch (IOException e) {
      progress.accept(
          "skipped: worker needs python3 with moto (pip install 'moto[server]'): "
              + e.getMessage());
      return Optional.empty();
    }
    if (!processors.canSeparate()) {
      progress.accept("worker: the AWS APIs share the processor of the function");
    }
    return Optional.of(new WorkerFunction(home, server, scratch));
  }

  private WorkerFunction(Path home, MotoServer server, Scratch scratch) throws IOException {
    this.server = server;
    this.account = new AwsAccount(server.endpoint());
    this.zip = new FunctionZip(home, "worker", scratch);
    Map<String, String> environment = account.environment();
    environment.put(ARENAS, TemplateFile.of(home).value(RESOURCE, ARENAS));
    this.program = zip.program(RESOURCE, MEMORY_MIB, environment);
  }

  /** Puts the lake there that is worked on. */
  public void upload(Workload lake) throws IOException {
    account.upload(lake);
  }

  /**
   * Starts a process, gives it messages one after the other and ends it.
   *
   * @param primed whether it is primed as for a snapshot; what the first message takes is counted
   *     from when it is restored then. A real snapshot's memory is read from a disk besides
   * @param jvmOptions of the process
   * @param lake uploaded; messages are for its partitions in turns, so that what was processed
   *     before may be processed again
   * @param messages at least one
   * @throws IOException when a message fails or leaves no output
   */
  public Lifetime measure(boolean primed, List<String> jvmOptions, Workload lake, int messages)
      throws IOException, InterruptedException {
    List<PartitionId> partitions = lake.partitions();
    long start = System.nanoTime();
    try (FunctionProcess function =
        zip.launch(primed ? program.bySnapshot() : program, jvmOptions)) {
      double firstWall = 0;
      List<Double> cpu = new ArrayList<>();
      double before = 0;
      double priming = 0;
      if (primed) {
        CompletableFuture.anyOf(function.api().snapshot(), function.process().onExit()).join();
        before = FunctionZip.cpuSeconds(function);
        priming = before;
        start = System.nanoTime();
        function.api().restore();
      }
      for (int i = 0; i < messages; i++) {
        PartitionId partition = partitions.get(i % partitions.size());
        String runId = UUID.randomUUID().toString();
        Message message = delivered(partition, runId);
        InvocationResult result = function.invoke(event(message), DEADLINE);
        if (i == 0) {
          firstWall = (System.nanoTime() - start) / 1e9;
        }
        double used = FunctionZip.cpuSeconds(function);
        cpu.add(used - before);
        before = used;
        if (!(result instanceof InvocationResult.Answered answered)
            || !JSON.std.mapFrom(answered.json()).equals(CONSUMED)) {
          throw new IOException("the function has not consumed its message: " + result);
        }
        account.requireProcessed(partition, runId);
        account.consumed(message);
      }
      long peak = ProcStatus.peakResidentBytes(function.process().pid()).orElse(0);
      // In an orderly way, so that an archive of classes is written where one is wanted.
      function.process().destroy();
      function.process().waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
      return new Lifetime(priming, firstWall, cpu.get(0), cpu.subList(1, messages), peak);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "\n" + zip.log(), e);
    }
  }

  private Message delivered(PartitionId partition, String runId) {
    PartitionMessage message = new PartitionMessage(partition, runId, false, true);
    return account.delivered(PartitionMessageJson.write(message.with(AwsAccount.INSTRUCTIONS)));
  }

  /** A message as Lambda hands it over. */
  private static String event(Message message) {
    return Events.ofQueue(
        "arn:aws:sqs:" + AwsAccount.REGION + ":000000000000:live", List.of(message));
  }

  @Override
  public void close() {
    account.close();
    server.close();
  }
}
