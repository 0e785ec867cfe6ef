package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmRun;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.CommandRuns;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code measure}: the table of everything. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures whole processes on generated and recorded days and prints one table.",
      "What is short is measured more often than --rounds, what is long less often. On a quiet"
          + " machine it takes a quarter of an hour."
    })
final class MeasureCommand implements Callable<Integer> {

  /** What the goals are set for; all else is the launcher's choice. */
  private static final Map<String, String> HEAP = Map.of("SILVERBOOK_OPTS", "-Xmx160m");

  /** How many days the compiler's time is measured over. */
  private static final int COMPILED_DAYS = 7;

  @Mixin private CommonOptions options = new CommonOptions(7);

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Some of 86k-x-20, 850k-x-50, real, or the tiny lake quick. Default: all but quick.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Workload> workloads = workloads();
    ResultTable table = new ResultTable(workloads.stream().map(Workload::title).toList());
    try (Scratch scratch = Scratch.create()) {
      for (Workload workload : workloads) {
        CommonOptions.prepare(workload);
        measure(workload, scratch, table);
      }
    }
    options.print(table, note());
    return ExitCode.OK;
  }

  private void measure(Workload workload, Scratch scratch, ResultTable table)
      throws IOException, InterruptedException {
    // A busy day takes ten times as long and is compiled long before its first round ends; in the
    // first rounds of an ordinary day the compiler is still at work.
    boolean busy = workload.name().equals(Workload.BUSY_DAY);
    int rounds = busy ? half(options.rounds()) : options.rounds();
    Finished warm =
        WarmRun.fork(
            WarmRun.class,
            workload,
            CommonOptions.workerJvm(),
            scratch,
            busy ? 2 : 5,
            busy ? rounds : 3 * rounds);
    CommonOptions.progress("warm " + workload.title());
    CommandRuns first = new CommandRuns(CommonOptions.launcher(), workload, scratch);
    for (int i = 0; i < rounds; i++) {
      first.run(true, HEAP);
    }
    CommonOptions.progress("from the launch " + workload.title());
    WorkloadRows rows = new WorkloadRows(table, workload.title());
    rows.addWarm(warm);
    rows.addFirst(first.finished());
    if (workload.name().equals(Workload.ORDINARY_DAY)) {
      measureDays(rows, scratch);
    }
  }

  /** Several days in one process, as a user calls it: what it takes, and its compiler of that. */
  private void measureDays(WorkloadRows rows, Scratch scratch)
      throws IOException, InterruptedException {
    Workload days = Workload.ordinaryDays(options.lakes(), COMPILED_DAYS);
    CommonOptions.prepare(days);
    CommandRuns runs = new CommandRuns(CommonOptions.launcher(), days, scratch);
    for (int i = 0; i < half(options.rounds()); i++) {
      runs.run(false, HEAP);
    }
    CommonOptions.progress("from the launch " + days.title());
    rows.addDays(runs.finished());
  }

  private static int half(int rounds) {
    return (rounds + 1) / 2;
  }

  private List<Workload> workloads() {
    List<String> known =
        List.of(Workload.ORDINARY_DAY, Workload.BUSY_DAY, Workload.REAL, Workload.QUICK);
    List<String> wanted = only.isEmpty() ? known.subList(0, known.size() - 1) : only;
    if (!known.containsAll(wanted)) {
      throw options.refused("--only takes some of " + String.join(", ", known));
    }
    List<Workload> all = new ArrayList<>();
    all.add(Workload.quick(options.lakes()));
    all.add(Workload.ordinaryDay(options.lakes()));
    all.add(Workload.busyDay(options.lakes()));
    if (wanted.contains(Workload.REAL)) {
      options.recorded().ifPresent(all::add);
    }
    all.removeIf(workload -> !wanted.contains(workload.name()));
    return all;
  }

  private static String note() throws IOException {
    boolean pinned = Processors.read().canPin();
    return "Median (min-max). Warm: in one process at "
        + String.join(" ", CommonOptions.workerJvm())
        + " that has done the same before; whole job, reading alone and writing alone in turns."
        + " Per core: by CPU seconds, compiler and garbage collector included. Floor: reading and"
        + " writing the same rows without computing. From the launch: the silverbook command, "
        + (pinned ? "on one processor, " : "on all processors (no taskset here), ")
        + "with ledger and plan.";
  }
}
