package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same job as a data frame script would do it, with a part of the columns.
 *
 * @param python an interpreter that has polars
 * @param script the script
 * @param scratch where its output goes
 */
public record PolarsBaseline(String python, Path script, Scratch scratch) {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The script of a checkout, if a Python with polars is installed. */
  public static Optional<PolarsBaseline> find(Path home, Scratch scratch)
      throws InterruptedException {
    String python = JavaCommand.find("python3");
    if (python.isEmpty()) {
      return Optional.empty();
    }
    try {
      new ChildProcess(scratch.path()).run(List.of(python, "-c", "import polars"), Map.of());
    } catch (IOException e) {
      // There is a Python, but not with polars.
      return Optional.empty();
    }
    return Optional.of(
        new PolarsBaseline(
            python, home.resolve("infra/benchmark/src/main/python/polars_baseline.py"), scratch));
  }

  /**
   * One run over a lake of one partition.
   *
   * @throws IOException when it takes too long or ends with an error, for want of memory for
   *     example
   */
  public Finished run(Workload workload) throws IOException, InterruptedException {
    return new ChildProcess(scratch.path()).run(command(workload), Map.of(), LIMIT);
  }

  private List<String> command(Workload workload) {
    return List.of(
        python,
        script.toString(),
        "--orderbook",
        workload.orderBook().toString(),
        "--trades",
        workload.trades().toString(),
        "--output",
        scratch.path().resolve("polars.parquet").toString());
  }
}
