package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.subject.Tool;
import dev.silverbook.benchmark.subject.ToolRuns;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ahead}: Silverbook beside what a user would pick instead. */
@Command(
    name = "ahead",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Silverbook, a loop over rows in Python, Polars and DuckDB in turns on the same days, and"
          + " compares their values.",
      "Without --days, --busy, --updates and --quick: all but the last, which takes about an hour."
    })
final class AheadCommand implements Callable<Integer> {

  /** What takes longer is not repeated. */
  private static final double LONG_SECONDS = 60;

  /**
   * Silverbook with one worker, with and without a second thread: what others are compared with.
   */
  private static final int ALWAYS = 2;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--days",
      split = ",",
      paramLabel = "N",
      description = "So many days of 86,400 x 20 with 50,000 trades each: 1,7,30.")
  private List<Integer> days = new ArrayList<>();

  @Option(names = "--busy", description = "A day of 850,000 x 50 with 500,000 trades.")
  private boolean busy;

  @Option(
      names = "--updates",
      split = ",",
      paramLabel = "N",
      description = "A day of so many level updates, and a row a second: 5000000,50000000.")
  private List<Integer> updates = new ArrayList<>();

  @Option(names = "--quick", description = "A tiny lake, to see whether it works.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of what takes up to a minute; others run once. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--limit",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description =
          "What takes longer, or three quarters of the memory, is stopped. Default:"
              + " ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TOOL",
      description =
          "Beside Silverbook with one worker some of silverbook-2-workers, python-row-by-row,"
              + " polars, duckdb. Default: all.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    CommonOptions.requirePositive(spec, "--limit", limit);
    days.forEach(count -> CommonOptions.requirePositive(spec, "--days", count));
    updates.forEach(count -> CommonOptions.requirePositive(spec, "--updates", count));
    if (days.isEmpty() && !busy && updates.isEmpty() && !quick) {
      days = List.of(1, 7, 30);
      busy = true;
      updates = List.of(5_000_000, 50_000_000);
    }
    List<Workload> workloads = workloads();
    ResultTable table = new ResultTable(workloads.stream().map(Workload::title).toList());
    try (Scratch scratch = Scratch.create()) {
      List<Tool> tools = tools(scratch);
      for (Workload workload : workloads) {
        CommonOptions.prepare(workload);
        workload.prepareUpdates(CommonOptions.home(), scratch);
        List<ToolRuns> all =
            tools.stream().map(tool -> new ToolRuns(tool, workload, scratch)).toList();
        measure(workload, all);
        addTo(table, workload.title(), all);
      }
    }
    options.print(table, note());
    return ExitCode.OK;
  }

  private List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    if (quick) {
      workloads.add(Workload.quick(options.lakes()));
    }
    for (int count : days) {
      workloads.add(
          count == 1
              ? Workload.ordinaryDay(options.lakes())
              : Workload.ordinaryDays(options.lakes(), count));
    }
    if (busy) {
      workloads.add(Workload.busyDay(options.lakes()));
    }
    updates.forEach(count -> workloads.add(Workload.updates(options.lakes(), count)));
    return workloads;
  }

  /** Silverbook, and of the others what is wanted and can run here. */
  private List<Tool> tools(Scratch scratch) throws InterruptedException {
    List<Tool> all = Tool.choice(CommonOptions.home());
    List<String> others = all.stream().skip(ALWAYS).map(Tool::name).toList();
    if (!others.containsAll(only)) {
      throw new ParameterException(
          spec.commandLine(), "--only takes some of " + String.join(", ", others));
    }
    List<Tool> tools = new ArrayList<>(all.subList(0, ALWAYS));
    for (Tool tool : all.subList(ALWAYS, all.size())) {
      if (only.isEmpty() || only.contains(tool.name())) {
        Optional<String> missing = tool.missing(scratch);
        missing.ifPresentOrElse(
            what -> CommonOptions.progress("skipped: " + tool.title() + " needs " + what),
            () -> tools.add(tool));
      }
    }
    return tools;
  }

  /** All in turns; who goes first changes from round to round. */
  private void measure(Workload workload, List<ToolRuns> all)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < all.size(); i++) {
        ToolRuns runs = all.get((i + round) % all.size());
        if (round == 0 || worthRepeating(runs.finished())) {
          runs.run(Duration.ofMinutes(limit), false, Map.of());
          CommonOptions.progress(workload.title() + ", " + runs);
        }
        if (round == 0 && !runs.tool().module().isEmpty() && !runs.finished().isEmpty()) {
          runs.compare(CommonOptions.home(), all.get(0));
        }
      }
    }
    for (ToolRuns runs : all) {
      runs.deleteOutput();
    }
  }

  private static boolean worthRepeating(List<Finished> finished) {
    return !finished.isEmpty() && finished.get(finished.size() - 1).wallSeconds() <= LONG_SECONDS;
  }

  /** Rows for each tool, how it compares with Silverbook, and which takes the least. */
  private static void addTo(ResultTable table, String column, List<ToolRuns> all) {
    for (ToolRuns runs : all) {
      String label = runs.tool().title() + ": ";
      boolean ran = !runs.finished().isEmpty();
      for (Cost cost : Cost.values()) {
        table.row(label + cost.unit(), label + cost.unit(), "");
        if (ran) {
          cost.put(table, column, label, "", runs.finished());
        }
      }
      put(table, column, label + "MB out", ran ? ResultTable.number(runs.bytes() / 1e6, 1) : "");
      put(table, column, label + "columns out", runs.columns());
      put(table, column, label + "values as Silverbook's", runs.remark());
    }
    for (ToolRuns runs : all.subList(1, all.size())) {
      // More workers are judged by one that has no second thread either.
      ToolRuns base = all.get(runs.tool().name().endsWith("workers") ? 1 : 0);
      for (Cost cost : List.of(Cost.WALL, Cost.CPU)) {
        String label = runs.tool().title() + " / " + base.tool().title() + ": " + cost.unit();
        boolean both = !runs.finished().isEmpty() && !base.finished().isEmpty();
        double ratio = both ? cost.median(runs) / cost.median(base) : 0;
        put(table, column, label, both ? ResultTable.number(ratio, 2) : "");
      }
    }
    for (Cost cost : Cost.values()) {
      all.stream()
          .filter(runs -> !runs.finished().isEmpty())
          .min(Comparator.comparingDouble(cost::median))
          .ifPresent(least -> put(table, column, "least " + cost.unit(), least.tool().title()));
    }
  }

  private static void put(ResultTable table, String column, String label, String text) {
    if (!text.isEmpty()) {
      table.put(column, label, label, "", text, text);
    }
  }

  private static String note() {
    return "Median (min-max) of rounds in turns; what takes more than a minute ran once. Whole"
        + " processes from launch to end: wall, user and system time, high-water mark of memory, and"
        + " what lies on disk in the end, all of it zstd. Silverbook: its launcher, default"
        + " configuration (level updates: cadence_ms 1000). The others compute a part of its"
        + " columns, the same for each; values: the share that is null in both or agrees within"
        + " 1e-9, and the largest difference as a share of the column's largest value. Python is one"
        + " process, Polars and DuckDB take all processors. Ratios below 1: it takes less than"
        + " Silverbook with one worker.";
  }
}
