package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs of the command over a workload with one worker, each into a fresh output. */
public final class CommandRuns {

  private final List<String> program;
  private final Workload workload;
  private final Scratch scratch;
  private final List<Finished> finished = new ArrayList<>();
  private long bytes;

  /**
   * Nothing runs yet.
   *
   * @param program a launcher, or Java with a jar
   */
  public CommandRuns(List<String> program, Workload workload, Scratch scratch) {
    this.program = List.copyOf(program);
    this.workload = workload;
    this.scratch = scratch;
  }

  /**
   * Runs it once more.
   *
   * @param oneProcessor whether it is kept on one
   * @param environment added to this process's own
   */
  public void run(boolean oneProcessor, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = scratch.path().resolve("output");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("run", "--workers", "1", "--output", output.toString()));
    command.addAll(List.of("--input", workload.orderBook().toString()));
    command.addAll(List.of("--trades", workload.trades().toString()));
    finished.add(
        new ChildProcess(scratch.path())
            .run(oneProcessor ? Processors.read().onOne(command) : command, environment));
    bytes = Scratch.size(output.resolve("silver"));
    scratch.delete(output);
  }

  /** All runs. */
  public List<Finished> finished() {
    return List.copyOf(finished);
  }

  /** How much the last run wrote. */
  public long bytes() {
    return bytes;
  }
}
