package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.subject.Tool;
import dev.silverbook.benchmark.subject.ToolRuns;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
  private static final String MEGABYTES = "MB out";

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
    ResultTable table = new ResultTable(List.of("A", "B", "B/A"));
    try (Scratch scratch = Scratch.create()) {
      ToolRuns a = runs("A", first, workload, scratch);
      ToolRuns b = runs("B", second, workload, scratch);
      for (int pair = 0; pair < pairs; pair++) {
        // Who goes first changes, so that a drift of the machine favours neither.
        (pair % 2 == 0 ? a : b).run(false, Map.of());
        (pair % 2 == 0 ? b : a).run(false, Map.of());
        CommonOptions.progress("pair " + (pair + 1) + " of " + pairs);
      }
      for (Cost cost : Cost.values()) {
        cost.put(table, "A", "", "", a.finished());
        cost.put(table, "B", "", "", b.finished());
        Samples ratio = cost.of(b.finished()).per(cost.of(a.finished()));
        table.put("B/A", cost.unit(), cost.unit(), "", ratio, 3);
      }
      Samples bytesA = Samples.of(a.bytes() / BYTES_PER_MEGABYTE);
      Samples bytesB = Samples.of(b.bytes() / BYTES_PER_MEGABYTE);
      table.put("A", MEGABYTES, MEGABYTES, "", bytesA, 2);
      table.put("B", MEGABYTES, MEGABYTES, "", bytesB, 2);
      table.put("B/A", MEGABYTES, MEGABYTES, "", bytesB.per(bytesA), 3);
    }
    options.print(
        table,
        "Whole processes, one worker, on "
            + workload.title()
            + "; median (min-max) of "
            + pairs
            + " pairs. Below 1, B takes less.");
    return ExitCode.OK;
  }

  private static ToolRuns runs(String title, Path jar, Workload workload, Scratch scratch)
      throws IOException {
    Tool tool = Tool.jar(title, CommonOptions.home(), jar, CommonOptions.workerJvm());
    return new ToolRuns(tool, workload, scratch);
  }
}
