package dev.silverbook.benchmark;

import dev.silverbook.benchmark.ChildProcess.Finished;
import dev.silverbook.benchmark.SilverbookJar.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "On a quiet machine it takes about ten minutes."
    })
final class MeasureCommand implements Callable<Integer> {

  private static final String SCALING = "scaling";
  private static final String POLARS = "polars";
  private static final int SCALING_DAYS = 8;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description =
          "Measurements of each quantity; of the long ones half as many. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Some of 86k-x-20, 850k-x-50, real, scaling, polars, or the tiny lake quick. Default: all"
              + " but quick.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds is " + rounds + "; it must be at least 1");
    }
    List<Workload> workloads = workloads();
    Workload ordinary = yardstick();
    List<String> columns = new ArrayList<>(workloads.stream().map(Workload::title).toList());
    if (columns.isEmpty()) {
      columns.add(ordinary.title());
    }
    ResultTable table = new ResultTable(columns);
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jar = CommonOptions.jar(scratch);
      new ArtifactSizes(CommonOptions.home()).addTo(table, columns.get(0));
      for (Workload workload : workloads) {
        CommonOptions.prepare(workload);
        measure(workload, jar, scratch, table);
      }
      if (wanted(POLARS)) {
        comparePolars(ordinary, columns.get(0), jar, scratch, table);
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
    boolean busy = workload.name().equals(Workload.BUSY_DAY);
    int times = busy ? (rounds + 1) / 2 : rounds;
    WarmResult warm = WarmResult.measure(workload, scratch, busy ? 1 : 3, times);
    CommonOptions.progress("warm " + workload.title());
    List<Finished> first = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      first.add(jar.run(workload, JavaCommand.WORKER, 1, true).finished());
    }
    CommonOptions.progress("from the launch " + workload.title());
    WorkloadRows rows = new WorkloadRows(table, workload.title());
    rows.addWarm(warm);
    rows.addFirst(first, warm);
  }

  private void comparePolars(
      Workload workload, String column, SilverbookJar jar, Scratch scratch, ResultTable table)
      throws IOException, InterruptedException {
    Optional<PolarsBaseline> baseline = PolarsBaseline.find(CommonOptions.home(), scratch);
    if (baseline.isEmpty()) {
      CommonOptions.progress("skipped: polars needs python3 with polars (pip install polars)");
      return;
    }
    CommonOptions.prepare(workload);
    List<Finished> script = new ArrayList<>();
    List<Finished> command = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < (rounds + 1) / 2; i++) {
      script.add(baseline.get().run(workload));
      command.add(jar.run(workload, JavaCommand.WORKER, 1, false).finished());
      warm.add(WarmResult.measure(workload, scratch, 3, 3).cpu().median());
    }
    CommonOptions.progress("polars " + workload.title());
    new WorkloadRows(table, column).addPolars(script, command, new Samples(warm));
  }

  private void scale(String column, SilverbookJar jar, ResultTable table)
      throws IOException, InterruptedException {
    Workload days =
        only.contains(Workload.QUICK)
            ? Workload.quick(options.lakes())
            : Workload.ordinaryDays(options.lakes(), SCALING_DAYS);
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
        List<String> heap = List.of("-Xmx" + 160 * workers.get(k) + "m", "-XX:+UseSerialGC");
        runs.get(k).add(jar.run(days, heap, workers.get(k), false));
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
    List<String> known = new ArrayList<>(all.stream().map(Workload::name).toList());
    known.addAll(List.of(Workload.REAL, SCALING, POLARS));
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "--only " + name + " is none of " + String.join(", ", known));
      }
    }
    all.removeIf(workload -> !wanted(workload.name()));
    return all;
  }

  private static String note() {
    return "Median (min-max). Warm: in one process at "
        + String.join(" ", JavaCommand.WORKER)
        + " that has done the same before; whole job, reading alone and writing alone in turns."
        + " Per core: by CPU seconds, compiler and garbage collector included. Floor: reading and"
        + " writing the same rows without computing. From the launch: the silverbook command, "
        + (JavaCommand.canPin() ? "on one processor, " : "on all processors (no taskset here), ")
        + "with ledger and plan.";
  }
}
