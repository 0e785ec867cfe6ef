package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.standin.FunctionProcess;
import dev.silverbook.aws.standin.FunctionProcess.Program;
import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.LambdaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker's snapshot as Lambda takes it: its runtime interface client runs the hooks that are in
 * its own context, asks to be restored, and takes messages after that. No hook is called by a test.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SnapStartIT {

  private static final int RELEASE = 25;
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String QUEUES = "http://127.0.0.1:9/000000000000/";

  @TempDir private Path directory;

  private LambdaRuntime runtime;
  private Program program;
  private Path log;

  @BeforeEach
  void unpack() throws IOException {
    runtime = LambdaRuntime.ofClassPath(directory);
    Repository repository = Repository.find();
    Path task =
        UnpackedArtifact.of(
                repository.file("functions/worker/target/worker.zip"),
                repository.file(UnpackedArtifact.SHARED))
            .task();
    log = directory.resolve("worker.log");
    program =
        new Program(
                "worker",
                "dev.silverbook.worker.WorkerHandler",
                512,
                task,
                Map.of(
                    "PATH",
                    System.getenv().getOrDefault("PATH", ""),
                    Environment.APPLICATION,
                    "snapshot",
                    AwsSettings.TABLE,
                    "ledger",
                    AwsSettings.ENDPOINT_URL,
                    "http://127.0.0.1:9",
                    "AWS_REGION",
                    "eu-central-1",
                    "SILVERBOOK_LIVE_QUEUE_URL",
                    QUEUES + "live",
                    "SILVERBOOK_BACKFILL_QUEUE_URL",
                    QUEUES + "backfill",
                    "SILVERBOOK_DEAD_LETTER_QUEUE_URL",
                    QUEUES + "dead",
                    "SILVERBOOK_MAX_RECEIVES",
                    "20"))
            .bySnapshot();
  }

  private FunctionProcess start(String... options) throws IOException {
    FunctionsJava java = FunctionsJava.find(RELEASE).orElseGet(FunctionsJava::chosen);
    List<String> all =
        new ArrayList<>(
            // What it does, not how fast it makes the worker.
            List.of("-Xmx435m", "-XX:TieredStopAtLevel=1", "-Dsilverbook.priming.percent=1"));
    all.addAll(List.of(options));
    return new FunctionProcess(
        program, runtime.command(java.launcher(), all, program.task(), program.handler()), log);
  }

  @Test
  void theRuntimePrimesTheWorkerBeforeItsSnapshotAndTheRestoredOneTakesMessages() throws Exception {
    try (FunctionProcess worker = start()) {
      CompletableFuture.anyOf(worker.api().snapshot(), worker.api().initError(), ended(worker))
          .join();

      assertThat(worker.api().snapshot()).as(Files.readString(log, UTF_8)).isDone();
      assertThat(Files.readString(log, UTF_8)).contains("primed by ");
      assertThat(worker.api().ready()).as("waits to be restored").isNotDone();

      worker.api().restore();
      InvocationResult result = worker.invoke("{\"Records\": []}", DEADLINE);

      assertThat(result)
          .as(Files.readString(log, UTF_8))
          .isEqualTo(new InvocationResult.Answered("{\"batchItemFailures\":[]}"));
    }
  }

  @Test
  void whatFailsInTheHookIsLoggedAndTheRestoredWorkerTakesMessages() throws Exception {
    Path nowhere = directory.resolve("file");
    Files.writeString(nowhere, "no directory");
    try (FunctionProcess worker = start("-Djava.io.tmpdir=" + nowhere)) {
      CompletableFuture.anyOf(worker.api().snapshot(), worker.api().initError(), ended(worker))
          .join();

      assertThat(worker.api().snapshot()).as(Files.readString(log, UTF_8)).isDone();
      assertThat(Files.readString(log, UTF_8)).contains("not primed").contains("java.nio.file.");

      worker.api().restore();

      assertThat(worker.invoke("{\"Records\": []}", DEADLINE))
          .isEqualTo(new InvocationResult.Answered("{\"batchItemFailures\":[]}"));
    }
  }

  private static CompletableFuture<Process> ended(FunctionProcess worker) {
    return worker.process().onExit();
  }
}
