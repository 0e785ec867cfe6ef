package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmRun;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.size.SizesRun;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sizes}: what less precision saves, and what it costs. */
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures size, processor time and errors of the output with less precise values, on an"
          + " ordinary day and on the recorded days.",
      "On a quiet machine it takes about two minutes."
    })
final class SizesCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final int WARM_UPS = 2;
  private static final String MEGABYTES = "MB";
  private static final String RATIO = "ratio";
  private static final String CPU = "CPU s";
  private static final String LARGEST = "largest error";
  private static final String PERCENTILE = "99.9 % of errors";
  private static final String WORST = "worst column";
  private static final String LOST = "values lost";

  @Mixin private CommonOptions options = new CommonOptions(5);

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ResultTable table =
        new ResultTable(List.of(MEGABYTES, RATIO, CPU, LARGEST, PERCENTILE, WORST, LOST));
    try (Scratch scratch = Scratch.create()) {
      for (Workload workload : workloads()) {
        CommonOptions.prepare(workload);
        add(
            table,
            workload,
            WarmRun.fork(
                SizesRun.class,
                workload,
                CommonOptions.workerJvm(),
                scratch,
                WARM_UPS,
                options.rounds()));
        CommonOptions.progress(workload.title());
      }
    }
    options.print(
        table,
        "Ratio: to the default, which is exact. CPU: of the whole job in a warm process at "
            + String.join(" ", CommonOptions.workerJvm())
            + ". Errors: relative, of all values of all columns of doubles against the default's."
            + " Values lost: what would have rounded to infinity.");
    return ExitCode.OK;
  }

  private List<Workload> workloads() {
    return quick
        ? List.of(Workload.quick(options.lakes()))
        : Stream.concat(
                Stream.of(Workload.ordinaryDay(options.lakes())), options.recorded().stream())
            .toList();
  }

  /** Adds a row for each precision. */
  static void add(ResultTable table, Workload workload, Finished run) {
    List<String[]> precisions = run.lines(SizesRun.PRECISION);
    double exact = Double.parseDouble(precisions.get(0)[2]);
    for (String[] line : precisions) {
      String row = workload.title() + ", " + line[1];
      double megabytes = Double.parseDouble(line[2]) / BYTES_PER_MEGABYTE;
      table.put(MEGABYTES, row, row, "", ResultTable.number(megabytes, 1), megabytes);
      double ratio = Double.parseDouble(line[2]) / exact;
      table.put(RATIO, row, row, "", ResultTable.number(ratio, 2), ratio);
      Samples cpu =
          new Samples(
              run.lines(SizesRun.ROUND).stream()
                  .filter(round -> round[1].equals(line[1]))
                  .map(round -> Double.valueOf(round[2]))
                  .toList());
      table.put(CPU, row, row, "", cpu, 2);
      error(table, row, LARGEST, Double.parseDouble(line[5]));
      error(table, row, PERCENTILE, Double.parseDouble(line[6]));
      table.put(WORST, row, row, "", line[7], line[7]);
      long lost = Long.parseLong(line[4]);
      table.put(LOST, row, row, "", String.format(Locale.ROOT, "%,d", lost), lost);
    }
  }

  private static void error(ResultTable table, String row, String column, double error) {
    String text = error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
    table.put(column, row, row, "", text, error);
  }
}
