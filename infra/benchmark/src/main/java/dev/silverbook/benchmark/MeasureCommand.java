package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmResult;
import dev.silverbook.benchmark.function.WorkerFunction;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.ArtifactSizes;
import dev.silverbook.benchmark.subject.PolarsBaseline;
import dev.silverbook.benchmark.subject.Repetitions;
import dev.silverbook.benchmark.subject.SilverbookJar;
import dev.silverbook.benchmark.subject.SilverbookJar.Run;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  private static final List<String> HEAP = List.of("-Xmx160m");

  /** One thread a worker, so that workers can be compared with each other. */
  private static final String[] FOREGROUND = {"--background-encoding", "off"};

  private static final String WORKER = "worker";
  private static final String SCALING = "scaling";
  private static final String POLARS = "polars";
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
          "Some of 86k-x-20, 850k-x-50, real, worker, polars, scaling, or the tiny lake quick."
              + " Default: all but quick.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    List<Workload> workloads = workloads();
    List<Workload> generated = generated(workloads, yardstick());
    Set<String> titles = new LinkedHashSet<>();
    workloads.forEach(workload -> titles.add(workload.title()));
    if (titles.isEmpty() || wanted(WORKER) || wanted(POLARS)) {
      generated.forEach(workload -> titles.add(workload.title()));
    }
    List<String> columns = List.copyOf(titles);
    ResultTable table = new ResultTable(columns);
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jar = CommonOptions.jar(scratch);
      new ArtifactSizes(CommonOptions.home()).addTo(table, columns.get(0));
      for (Workload workload : workloads) {
        CommonOptions.prepare(workload);
        measure(workload, jar, scratch, table);
      }
      if (wanted(WORKER)) {
        measureWorker(generated, scratch, table);
      }
      if (wanted(POLARS)) {
        comparePolars(generated, jar, scratch, table);
      }
      if (wanted(SCALING)) {
        scale(columns.get(0), jar, table);
      }
    }
    options.print(table, note());
    return ExitCode.OK;
  }

  private void measure(Workload workload, SilverbookJar jar, Scratch scratch, ResultTable table)
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
    List<Finished> first = new ArrayList<>();
    for (int i = 0; i < repetitions.launches(); i++) {
      first.add(jar.launch(CommonOptions.launcher(), workload, HEAP, true).finished());
    }
    CommonOptions.progress("from the launch " + workload.title());
    WorkloadRows rows = new WorkloadRows(table, workload.title());
    rows.addWarm(warm);
    rows.addFirst(first, warm);
    if (workload.name().equals(Workload.ORDINARY_DAY)) {
      Workload days = Workload.ordinaryDays(options.lakes(), COMPILED_DAYS);
      CommonOptions.prepare(days);
      List<Finished> runs = new ArrayList<>();
      for (int i = 0; i < (rounds + 1) / 2; i++) {
        runs.add(jar.launch(CommonOptions.launcher(), days, HEAP, false).finished());
      }
      CommonOptions.progress("from the launch " + days.title());
      rows.addDays(runs);
    }
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

  private void comparePolars(
      List<Workload> workloads, SilverbookJar jar, Scratch scratch, ResultTable table)
      throws IOException, InterruptedException {
    Optional<PolarsBaseline> baseline = PolarsBaseline.find(CommonOptions.home(), scratch);
    if (baseline.isEmpty()) {
      CommonOptions.progress("skipped: polars needs python3 with polars (pip install polars)");
      return;
    }
    for (Workload workload : workloads) {
      CommonOptions.prepare(workload);
      comparePolars(
          baseline.get(), workload, jar, scratch, new WorkloadRows(table, workload.title()));
      CommonOptions.progress("polars " + workload.title());
    }
  }

  private void comparePolars(
      PolarsBaseline baseline,
      Workload workload,
      SilverbookJar jar,
      Scratch scratch,
      WorkloadRows rows)
      throws IOException, InterruptedException {
    Repetitions repetitions = Repetitions.of(workload, rounds);
    List<String> jvm = CommonOptions.workerJvm();
    List<Finished> script = new ArrayList<>();
    List<Finished> command = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < repetitions.scripts(); i++) {
      try {
        script.add(baseline.run(workload));
      } catch (IOException e) {
        // It lacks memory or time. The rest of the table is worth having all the same.
        CommonOptions.progress(e.getMessage());
        rows.addPolarsFailure();
        return;
      }
      command.add(jar.launch(CommonOptions.launcher(), workload, HEAP, false).finished());
      warm.add(WarmResult.measure(workload, jvm, scratch, repetitions.warmUps(), 3).cpu().median());
    }
    rows.addPolars(script, command, new Samples(warm));
  }

  /** Several such days where there are several; a message after the first is for another day. */
  private Workload daysLike(Workload workload) {
    return workload.name().equals(Workload.ORDINARY_DAY)
        ? Workload.ordinaryDays(options.lakes(), SEVERAL_DAYS)
        : workload;
  }

  /** Those on which whole jobs are compared with others; the yardstick when there is none. */
  private static List<Workload> generated(List<Workload> workloads, Workload yardstick) {
    List<Workload> generated =
        workloads.stream().filter(workload -> workload.generated().isPresent()).toList();
    return generated.isEmpty() ? List.of(yardstick) : generated;
  }

  private void scale(String column, SilverbookJar jar, ResultTable table)
      throws IOException, InterruptedException {
    Workload days =
        only.contains(Workload.QUICK)
            ? Workload.quick(options.lakes())
            : Workload.ordinaryDays(options.lakes(), SEVERAL_DAYS);
    CommonOptions.prepare(days);
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> workers = new ArrayList<>(List.of(1));
    for (int more = 2; more < cores; more *= 2) {
      workers.add(more);
    }
    if (cores > 1) {
      workers.add(cores);
    }
    workers.add(2 * cores);
    List<List<Run>> runs = new ArrayList<>();
    workers.forEach(count -> runs.add(new ArrayList<>()));
    for (int i = 0; i < (rounds + 1) / 2; i++) {
      for (int k = 0; k < workers.size(); k++) {
        List<String> heap =
            List.of("-Xms16m", "-Xmx" + 160 * workers.get(k) + "m", "-XX:+UseSerialGC");
        runs.get(k).add(jar.run(days, heap, workers.get(k), false, FOREGROUND));
      }
    }
    CommonOptions.progress("scaling");
    new WorkloadRows(table, column).addScaling(days.title(), cores, workers, runs);
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private Workload yardstick() {
    return only.contains(Workload.QUICK)
        ? Workload.quick(options.lakes())
        : Workload.ordinaryDay(options.lakes());
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
    known.addAll(List.of(Workload.REAL, WORKER, POLARS, SCALING));
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
