package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.SilverbookJar;
import dev.silverbook.benchmark.subject.SilverbookJar.Run;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code files}: what it costs that a day comes in many small files. */
@Command(
    name = "files",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the command on the same day in one file and in many, in turns, and prints the ratios of"
          + " each pair.",
      "The launcher is the checkout's."
    })
final class FilesCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "7",
      description = "Pairs of runs. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "1440",
      description =
          "Files of books, and as many of trades: a divisor of 1440. Default: ${DEFAULT-VALUE}.")
  private int files;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--pairs", pairs);
    Workload whole = Workload.segmentedDay(options.lakes(), 1);
    Workload split = Workload.segmentedDay(options.lakes(), files);
    CommonOptions.prepare(whole);
    CommonOptions.prepare(split);
    List<Run> ofWhole = new ArrayList<>();
    List<Run> ofSplit = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jar = CommonOptions.jar(scratch);
      for (int pair = 0; pair < pairs; pair++) {
        // Who goes first changes, so that a drift of the machine favours neither.
        if (pair % 2 == 0) {
          ofWhole.add(run(jar, whole));
          ofSplit.add(run(jar, split));
        } else {
          ofSplit.add(run(jar, split));
          ofWhole.add(run(jar, whole));
        }
        CommonOptions.progress("pair " + (pair + 1) + " of " + pairs);
      }
    }
    ResultTable table = new ResultTable(List.of(whole.title(), split.title(), "ratio"));
    put(
        table,
        whole,
        split,
        "cpu_seconds",
        "CPU s",
        "<= 1.3",
        ofWhole,
        ofSplit,
        run -> run.finished().cpuSeconds());
    put(
        table,
        whole,
        split,
        "wall_seconds",
        "wall s",
        "",
        ofWhole,
        ofSplit,
        run -> run.finished().wallSeconds());
    put(
        table,
        whole,
        split,
        "peak_rss_mib",
        "peak RSS, MiB",
        "",
        ofWhole,
        ofSplit,
        run -> run.finished().peakResidentBytes() / BYTES_PER_MEBIBYTE);
    options.print(
        table,
        "A whole run of the launcher with one worker: JVM start, listing, all files, output; median"
            + " (min-max) of "
            + pairs
            + " pairs.");
    return ExitCode.OK;
  }

  private static Run run(SilverbookJar jar, Workload workload)
      throws IOException, InterruptedException {
    return jar.launch(CommonOptions.launcher(), workload, List.of(), false);
  }

  private static void put(
      ResultTable table,
      Workload whole,
      Workload split,
      String key,
      String label,
      String goal,
      List<Run> ofWhole,
      List<Run> ofSplit,
      ToDoubleFunction<Run> quantity) {
    Samples one = Samples.of(ofWhole, quantity);
    Samples many = Samples.of(ofSplit, quantity);
    table.put(whole.title(), key, label, goal, one, 2);
    table.put(split.title(), key, label, goal, many, 2);
    table.put("ratio", key, label, goal, many.per(one), 2);
  }
}
