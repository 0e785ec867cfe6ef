package dev.silverbook.benchmark;

import dev.silverbook.benchmark.WorkerFunction.Lifetime;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The worker function against AWS APIs on this machine, where they are to be had. */
final class WorkerMeasurement implements Closeable {

  private final MotoServer server;
  private final AwsAccount account;
  private final WorkerFunction function;

  private WorkerMeasurement(MotoServer server, Scratch scratch, Processors processors)
      throws IOException {
    this.server = server;
    this.account = new AwsAccount(server.endpoint());
    TemplateFile template = TemplateFile.of(CommonOptions.home());
    this.function =
        new WorkerFunction(
            LambdaRuntime.ofWorker(CommonOptions.home(), scratch),
            WorkerFunction.handler(template),
            WorkerFunction.arenas(template),
            account,
            processors,
            scratch);
  }

  /** Starts the APIs; says why when there are none. */
  static Optional<WorkerMeasurement> start(Scratch scratch)
      throws IOException, InterruptedException {
    Processors processors = Processors.read();
    Optional<MotoServer> server = MotoServer.start(scratch, processors);
    if (server.isEmpty()) {
      CommonOptions.progress(
          "skipped: worker needs python3 with moto (pip install 'moto[server]')");
      return Optional.empty();
    }
    if (!processors.canSeparate()) {
      CommonOptions.progress("worker: the AWS APIs share the processor of the function");
    }
    return Optional.of(new WorkerMeasurement(server.get(), scratch, processors));
  }

  /** Puts the lake there that is worked on. */
  void upload(Workload lake) throws IOException {
    account.upload(lake);
  }

  /** One life of the function, with messages for the partitions of an uploaded lake in turns. */
  Lifetime measure(List<String> jvmOptions, Workload lake, int messages)
      throws IOException, InterruptedException {
    return function.run(jvmOptions, lake.partitions(), messages);
  }

  @Override
  public void close() {
    account.close();
    server.close();
  }
}
