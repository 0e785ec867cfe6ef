package dev.silverbook.benchmark;

import dev.silverbook.benchmark.function.FunctionStart;
import dev.silverbook.benchmark.function.FunctionStart.Ready;
import dev.silverbook.benchmark.function.WorkerFunction;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
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
import picocli.CommandLine.Spec;

/** {@code cold}: what functions take from their start. */
@Command(
    name = "cold",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts the functions from their zips below Lambda's own runtime interface client, each on one"
          + " processor with the template's options.",
      "The worker is measured as it starts, and as it goes on after the runtime has primed it for a"
          + " snapshot; the discovery functions until they ask for their first event."
    })
final class ColdCommand implements Callable<Integer> {

  private static final String WORKER = "worker, 86k x 20";
  private static final String GOAL_READY = "<= 1.0";
  private static final String GOAL_FIRST = "<= 1.3";

  /** Messages of a process; the first is cold, the last ones are warm. */
  private static final int MESSAGES = 8;

  private static final int WARM = 3;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Processes of each kind. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      description = "worker or discovery. Default: both.")
  private String only;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    List<String> columns = List.of(WORKER, "ArrivalsFunction", "BackfillFunction");
    ResultTable table = new ResultTable(columns);
    if (!"discovery".equals(only)) {
      worker(table);
    }
    if (!"worker".equals(only)) {
      discovery(table, columns.subList(1, columns.size()));
    }
    options.print(
        table,
        "CPU s are of the whole process, user and system, JVM "
            + Runtime.version()
            + " on one processor"
            + (Processors.read().canPin() ? "" : " (no taskset here: on all)")
            + ". Primed: the runtime interface client ran the hook before a snapshot; the first"
            + " message counts from there. Reading a snapshot's memory is missing. Warm: median of"
            + " the last three of eight messages.");
    return ExitCode.OK;
  }

  private void discovery(ResultTable table, List<String> functions)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      FunctionStart start = new FunctionStart(CommonOptions.home(), scratch);
      for (String function : functions) {
        List<Ready> taken = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          taken.add(start.start(function));
          CommonOptions.progress(function + " " + (i + 1) + " of " + rounds);
        }
        table.put(
            function,
            "cold_ready_cpu",
            "launch to ready: CPU s",
            "",
            Samples.of(taken, Ready::cpuSeconds),
            2);
        table.put(
            function,
            "cold_ready_wall",
            "launch to ready: wall s",
            GOAL_READY,
            Samples.of(taken, Ready::wallSeconds),
            2);
      }
    }
  }

  private void worker(ResultTable table) throws IOException, InterruptedException {
    Workload lake = Workload.ordinaryDay(options.lakes());
    CommonOptions.prepare(lake);
    try (Scratch scratch = Scratch.create()) {
      Optional<WorkerFunction> started =
          WorkerFunction.start(CommonOptions.home(), scratch, CommonOptions::progress);
      if (started.isEmpty()) {
        return;
      }
      try (WorkerFunction function = started.get()) {
        function.upload(lake);
        List<Lifetime> primed = new ArrayList<>();
        List<Lifetime> plain = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          primed.add(function.measurePrimed(CommonOptions.workerJvm(), lake, MESSAGES));
          plain.add(function.measure(CommonOptions.workerJvm(), lake, MESSAGES));
          CommonOptions.progress("worker " + (i + 1) + " of " + rounds);
        }
        put(table, "cold_worker_plain", "unprimed, from the launch", "", plain);
        put(table, "cold_worker_primed", "primed, from the restore", GOAL_FIRST, primed);
      }
    }
  }

  private static void put(
      ResultTable table, String key, String label, String goal, List<Lifetime> taken) {
    table.put(
        WORKER,
        key + "_first",
        label + ": first partition, CPU s",
        "",
        Samples.of(taken, Lifetime::firstCpuSeconds),
        2);
    table.put(
        WORKER,
        key + "_warm",
        label + ": warm partition, CPU s",
        "",
        Samples.of(taken, ColdCommand::warm),
        2);
    table.put(
        WORKER,
        key + "_ratio",
        label + ": first / warm, CPU",
        goal,
        Samples.of(taken, life -> life.firstCpuSeconds() / warm(life)),
        2);
    table.put(
        WORKER,
        key + "_wall",
        label + ": first partition, wall s",
        "",
        Samples.of(taken, Lifetime::firstWallSeconds),
        2);
  }

  private static double warm(Lifetime life) {
    List<Double> later = life.laterCpuSeconds();
    List<Double> last = later.subList(later.size() - WARM, later.size()).stream().sorted().toList();
    return last.get(WARM / 2);
  }
}
