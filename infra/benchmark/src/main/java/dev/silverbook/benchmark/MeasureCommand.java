package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmResult;
import dev.silverbook.benchmark.function.WorkerFunction;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.ArtifactSizes;
import dev.silverbook.benchmark.subject.Repetitions;
import dev.silverbook.benchmark.subject.Tool;
import dev.silverbook.benchmark.subject.ToolRuns;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code measure}: the table of everything. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures whole processes on generated and recorded days and prints one table.",
      "On a quiet machine it takes a quarter of an hour."
    })
final class MeasureCommand implements Callable<Integer> {

  /** What the goals are set for; all else is the launcher's choice. */
  private static final Map<String, String> HEAP = Map.of("SILVERBOOK_OPTS", "-Xmx160m");

  private static final String WORKER = "worker";
  private static final int SEVERAL_DAYS = 8;

  /** How many days the compiler's time is measured over. */
  private static final int COMPILED_DAYS = 7;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description =
          "Measurements of each quantity; of short ones more, of long ones less. Default:"
              + " ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Some of 86k-x-20, 850k-x-50, real, worker, or the tiny lake quick. Default: all but quick.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    List<Workload> workloads = workloads();
    List<Workload> generated = generated(workloads);
    Set<String> titles = new LinkedHashSet<>();
    workloads.forEach(workload -> titles.add(workload.title()));
    if (titles.isEmpty() || wanted(WORKER)) {
      generated.forEach(workload -> titles.add(workload.title()));
    }
    List<String> columns = List.copyOf(titles);
    ResultTable table = new ResultTable(columns);
    try (Scratch scratch = Scratch.create()) {
      new ArtifactSizes(CommonOptions.home()).addTo(table, columns.get(0));
      for (Workload workload : workloads) {
        CommonOptions.prepare(workload);
        measure(workload, scratch, table);
      }
      if (wanted(WORKER)) {
        measureWorker(generated, scratch, table);
      }
    }
    options.print(table, note());
    return ExitCode.OK;
  }

  private void measure(Workload workload, Scratch scratch, ResultTable table)
      throws IOException, InterruptedException {
    Repetitions repetitions = Repetitions.of(workload, rounds);
    WarmResult warm =
        WarmResult.measure(
            workload,
            CommonOptions.workerJvm(),
            scratch,
            repetitions.warmUps(),
            repetitions.warmRounds());
    CommonOptions.progress("warm " + workload.title());
    Tool tool = Tool.choice(CommonOptions.home()).get(0);
    ToolRuns first = new ToolRuns(tool, workload, scratch);
    for (int i = 0; i < repetitions.launches(); i++) {
      first.run(true, HEAP);
    }
    CommonOptions.progress("from the launch " + workload.title());
    WorkloadRows rows = new WorkloadRows(table, workload.title());
    rows.addWarm(warm);
    rows.addFirst(first.finished(), warm);
    if (workload.name().equals(Workload.ORDINARY_DAY)) {
      measureDays(rows, scratch);
    }
  }

  /** Several days in one process, as a user calls it: what it takes, and its compiler of that. */
  private void measureDays(WorkloadRows rows, Scratch scratch)
      throws IOException, InterruptedException {
    Workload days = Workload.ordinaryDays(options.lakes(), COMPILED_DAYS);
    CommonOptions.prepare(days);
    ToolRuns runs = new ToolRuns(Tool.choice(CommonOptions.home()).get(0), days, scratch);
    for (int i = 0; i < (rounds + 1) / 2; i++) {
      runs.run(false, HEAP);
    }
    CommonOptions.progress("from the launch " + days.title());
    rows.addDays(runs.finished());
  }

  private void measureWorker(List<Workload> workloads, Scratch scratch, ResultTable table)
      throws IOException, InterruptedException {
    Optional<WorkerFunction> worker =
        WorkerFunction.start(CommonOptions.home(), scratch, CommonOptions::progress);
    if (worker.isEmpty()) {
      return;
    }
    try (WorkerFunction function = worker.get()) {
      for (Workload workload : workloads) {
        Workload days = daysLike(workload);
        CommonOptions.prepare(days);
        function.upload(days);
        Repetitions repetitions = Repetitions.of(workload, rounds);
        List<Lifetime> lifetimes = new ArrayList<>();
        for (int i = 0; i < repetitions.functions(); i++) {
          lifetimes.add(function.measure(CommonOptions.workerJvm(), days, repetitions.messages()));
        }
        new WorkloadRows(table, workload.title()).addWorker(lifetimes);
        CommonOptions.progress("worker " + workload.title());
      }
    }
  }

  /** Several such days where there are several; a message after the first is for another day. */
  private Workload daysLike(Workload workload) {
    return workload.name().equals(Workload.ORDINARY_DAY)
        ? Workload.ordinaryDays(options.lakes(), SEVERAL_DAYS)
        : workload;
  }

  /** Those that the worker function gets; the ordinary day when there is none. */
  private List<Workload> generated(List<Workload> workloads) {
    List<Workload> generated =
        workloads.stream().filter(workload -> workload.generated().isPresent()).toList();
    return generated.isEmpty() ? List.of(Workload.ordinaryDay(options.lakes())) : generated;
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private List<Workload> workloads() {
    List<Workload> all = new ArrayList<>();
    all.add(Workload.ordinaryDay(options.lakes()));
    all.add(Workload.busyDay(options.lakes()));
    Optional<Workload> recorded = Workload.recorded(CommonOptions.home());
    recorded.ifPresent(all::add);
    if (recorded.isEmpty() && wanted(Workload.REAL)) {
      CommonOptions.progress("skipped: no recorded days in ../shared/data/lake");
    }
    if (only.contains(Workload.QUICK)) {
      all.add(0, Workload.quick(options.lakes()));
    }
    Set<String> known = new LinkedHashSet<>(all.stream().map(Workload::name).toList());
    known.addAll(List.of(Workload.REAL, WORKER));
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "--only " + name + " is none of " + String.join(", ", known));
      }
    }
    all.removeIf(workload -> !wanted(workload.name()));
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
        + "with ledger and plan. Worker function: worker.zip with the AWS SDK below Lambda's runtime"
        + " interface client, same JVM options, "
        + (pinned ? "on one processor" : "on all processors")
        + "; wall times contain waiting for moto, which stands in for AWS.";
  }
}
