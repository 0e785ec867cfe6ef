package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.SilverbookJar;
import dev.silverbook.benchmark.subject.SilverbookJar.Run;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare}: two builds of the command, run in turns on the same lake. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Runs two builds of the command in turns and prints the ratios B/A of each pair.",
      "infra/benchmark/compare builds two commits and calls this."
    })
final class CompareCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEGABYTE = 1e6;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--a", required = true, paramLabel = "JAR", description = "The first build.")
  private Path first;

  @Option(names = "--b", required = true, paramLabel = "JAR", description = "The second build.")
  private Path second;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "7",
      description = "Pairs of runs. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Days of 86k x 20 that each run processes: more of them make start-up count less."
              + " Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workload workload =
        quick ? Workload.quick(options.lakes()) : Workload.ordinaryDays(options.lakes(), days);
    CommonOptions.prepare(workload);
    List<Run> a = new ArrayList<>();
    List<Run> b = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jarA = new SilverbookJar(first.toAbsolutePath(), scratch);
      SilverbookJar jarB = new SilverbookJar(second.toAbsolutePath(), scratch);
      for (int pair = 0; pair < pairs; pair++) {
        // Who goes first changes, so that a drift of the machine favours neither.
        if (pair % 2 == 0) {
          a.add(run(jarA, workload));
          b.add(run(jarB, workload));
        } else {
          b.add(run(jarB, workload));
          a.add(run(jarA, workload));
        }
        CommonOptions.progress("pair " + (pair + 1) + " of " + pairs);
      }
    }
    ResultTable table = new ResultTable(List.of("A", "B", "B/A"));
    row(table, "cpu_seconds", "CPU seconds", 2, a, b, run -> run.finished().cpuSeconds());
    row(
        table,
        "compiler_seconds",
        "of them the JVM's compiler",
        2,
        a,
        b,
        run -> run.finished().compilerSeconds());
    row(table, "wall_seconds", "wall seconds", 2, a, b, run -> run.finished().wallSeconds());
    row(
        table,
        "peak_rss_mb",
        "peak RSS, MB",
        0,
        a,
        b,
        run -> run.finished().peakResidentBytes() / BYTES_PER_MEGABYTE);
    row(table, "output_mb", "output, MB", 2, a, b, run -> run.outputBytes() / BYTES_PER_MEGABYTE);
    options.print(
        table,
        "Whole processes, one worker, on "
            + workload.title()
            + "; median (min-max) of "
            + pairs
            + " pairs. Below 1, B takes less.");
    return ExitCode.OK;
  }

  private static Run run(SilverbookJar jar, Workload workload)
      throws IOException, InterruptedException {
    return jar.run(workload, CommonOptions.workerJvm(), 1, false);
  }

  private static void row(
      ResultTable table,
      String key,
      String label,
      int decimals,
      List<Run> a,
      List<Run> b,
      ToDoubleFunction<Run> quantity) {
    Samples ofA = Samples.of(a, quantity);
    Samples ofB = Samples.of(b, quantity);
    table.put("A", key, label, "", ofA, decimals);
    table.put("B", key, label, "", ofB, decimals);
    table.put("B/A", key, label, "", ofB.per(ofA), 3);
  }
}
