package dev.silverbook.benchmark.function;

import dev.silverbook.aws.standin.LambdaRuntime;
import dev.silverbook.aws.standin.MotoServer;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.subject.Workload;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The worker function against AWS APIs on this machine, where they are to be had. */
public final class WorkerMeasurement implements Closeable {

  private final MotoServer server;
  private final AwsAccount account;
  private final WorkerFunction function;

  private WorkerMeasurement(Path home, MotoServer server, Scratch scratch, Processors processors)
      throws IOException {
    this.server = server;
    this.account = new AwsAccount(server.endpoint());
    TemplateFile template = TemplateFile.of(home);
    Path task = scratch.path().resolve("worker");
    LambdaRuntime.unpack(home.resolve("functions/worker/target/worker.zip"), task);
    this.function =
        new WorkerFunction(
            runtime(home, scratch),
            task,
            WorkerFunction.handler(template),
            WorkerFunction.arenas(template),
            account,
            processors,
            scratch);
  }

  private static LambdaRuntime runtime(Path home, Scratch scratch) throws IOException {
    // Put there by the build.
    Path directory = home.resolve("infra/benchmark/target/lambda-runtime");
    try (Stream<Path> files = Files.list(directory)) {
      return LambdaRuntime.of(
          files.filter(file -> file.toString().endsWith(".jar")).sorted().toList(), scratch.path());
    }
  }

  /**
   * Starts the APIs.
   *
   * @param home the checkout whose worker is measured
   * @param progress is told why when there are none, in which case the result is empty
   */
  public static Optional<WorkerMeasurement> start(
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
    return Optional.of(new WorkerMeasurement(home, server, scratch, processors));
  }

  /** Puts the lake there that is worked on. */
  public void upload(Workload lake) throws IOException {
    account.upload(lake);
  }

  /** One life of the function, with messages for the partitions of an uploaded lake in turns. */
  public Lifetime measure(List<String> jvmOptions, Workload lake, int messages)
      throws IOException, InterruptedException {
    return function.run(jvmOptions, lake.partitions(), messages);
  }

  @Override
  public void close() {
    account.close();
    server.close();
  }
}
