package dev.silverbook.benchmark;

import dev.silverbook.benchmark.function.FunctionZip;
import dev.silverbook.benchmark.function.FunctionZip.Ready;
import dev.silverbook.benchmark.function.WorkerFunction;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.Quantities;
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
import picocli.CommandLine.Option;

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
  private static final String BUSY = "worker, 850k x 50";

  /** Messages of a process; the first is cold, the last ones are warm. */
  private static final int MESSAGES = 8;

  private static final int WARM = 3;

  @Mixin private CommonOptions options = new CommonOptions(3);

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      description = "worker or discovery. Default: both.")
  private String only;

  @Option(names = "--busy", description = "The worker on a day of 850,000 x 50 instead.")
  private boolean busy;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String worker = busy ? BUSY : WORKER;
    List<String> columns = List.of(worker, "ArrivalsFunction", "BackfillFunction");
    ResultTable table = new ResultTable(columns);
    if (!"discovery".equals(only)) {
      worker(table, worker);
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
      FunctionZip zip = new FunctionZip(CommonOptions.home(), "discovery", scratch);
      for (String function : functions) {
        List<Ready> taken = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
          taken.add(zip.start(function));
          options.progress(function, i);
        }
        Quantities<Ready> rows = new Quantities<>(table, function, "cold_ready_", taken);
        rows.add("cpu", "launch to ready: CPU s", "", 2, Ready::cpuSeconds);
        rows.add("wall", "launch to ready: wall s", "<= 1.0", 2, Ready::wallSeconds);
      }
    }
  }

  private void worker(ResultTable table, String column) throws IOException, InterruptedException {
    Workload lake =
        busy ? Workload.busyDay(options.lakes()) : Workload.ordinaryDay(options.lakes());
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
        for (int i = 0; i < options.rounds(); i++) {
          primed.add(function.measure(true, CommonOptions.workerJvm(), lake, MESSAGES));
          plain.add(function.measure(false, CommonOptions.workerJvm(), lake, MESSAGES));
          options.progress("worker", i);
        }
        add(table, column, "plain", "unprimed, from the launch: ", "", plain);
        add(table, column, "primed", "primed, from the restore: ", "<= 1.3", primed);
        new Quantities<>(table, column, "cold_worker_", primed)
            .add(
                "priming",
                "priming, JVM start included: CPU s",
                "",
                1,
                Lifetime::primingCpuSeconds);
      }
    }
  }

  private static void add(
      ResultTable table,
      String column,
      String key,
      String label,
      String goal,
      List<Lifetime> taken) {
    Quantities<Lifetime> rows = new Quantities<>(table, column, "cold_worker_" + key + "_", taken);
    rows.add("first", label + "first partition, CPU s", "", 2, Lifetime::firstCpuSeconds);
    rows.add("warm", label + "warm partition, CPU s", "", 2, ColdCommand::warm);
    rows.add(
        "ratio", label + "first / warm, CPU", goal, 2, life -> life.firstCpuSeconds() / warm(life));
    rows.add("wall", label + "first partition, wall s", "", 2, Lifetime::firstWallSeconds);
    rows.add(
        "peak_rss_mib",
        label + "peak RSS, MiB",
        "<= 256",
        0,
        life -> (double) life.peakResidentBytes() / (1 << 20));
  }

  private static double warm(Lifetime life) {
    List<Double> later = life.laterCpuSeconds();
    return new Samples(later.subList(later.size() - WARM, later.size())).median();
  }
}
