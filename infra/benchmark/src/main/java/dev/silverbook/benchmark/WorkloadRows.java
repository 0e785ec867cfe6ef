package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmResult;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.subject.SilverbookJar.Run;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;
import java.util.Locale;

/** Names, units and goals of what is measured on a workload. */
record WorkloadRows(ResultTable table, String column) {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final double SECONDS_PER_HOUR = 3_600;

  /** What a warm process does. */
  void addWarm(WarmResult warm) {
    table.put(
        column,
        "size",
        "partitions; rows; trades; columns out",
        "",
        String.format(
            Locale.ROOT,
            "%,d; %,d; %,d; %d",
            warm.partitions(),
            warm.rows(),
            warm.trades(),
            warm.columns()),
        List.of(warm.partitions(), warm.rows(), warm.trades(), warm.columns()));
    table.put(
        column,
        "volume_mb",
        "MB in, MB out",
        "",
        ResultTable.number(warm.bytesIn() / BYTES_PER_MEGABYTE, 1)
            + ", "
            + ResultTable.number(warm.bytesOut() / BYTES_PER_MEGABYTE, 1),
        List.of(warm.bytesIn() / BYTES_PER_MEGABYTE, warm.bytesOut() / BYTES_PER_MEGABYTE));
    Samples cpu = warm.cpu();
    put(
        "warm_rows_per_core_second",
        "warm: rows/s/core",
        ">= 120,000 at 86k x 20",
        cpu.map(seconds -> warm.rows() / seconds),
        0);
    put(
        "floor_rows_per_core_second",
        "floor: rows/s/core",
        "",
        warm.floor().map(seconds -> warm.rows() / seconds),
        0);
    put("times_floor", "warm / floor", "<= 2.3 at 86k x 20", cpu.per(warm.floor()), 2);
    put("warm_cpu_seconds", "warm: CPU s, all partitions", "", cpu, 3);
    put("warm_wall_seconds", "warm: wall s", "", warm.wall(), 3);
    put("read_cpu_seconds", "floor: reading, CPU s", "", warm.read(), 3);
    put("write_cpu_seconds", "floor: writing, CPU s", "", warm.write(), 3);
    put(
        "partitions_per_core_hour",
        "warm: partitions/h/core",
        ">= 4,000 (86k x 20), >= 400 (850k x 50)",
        cpu.map(seconds -> SECONDS_PER_HOUR * warm.partitions() / seconds),
        0);
  }

  /** What the command takes from its launch to its end. */
  void addFirst(List<Finished> first, WarmResult warm) {
    put(
        "launch_wall_seconds",
        "from the launch, one processor: wall s",
        "<= 2 at 86k x 20",
        Samples.of(first, Finished::wallSeconds),
        2);
    put(
        "launch_cpu_seconds",
        "from the launch, one processor: CPU s",
        "<= 2 at 86k x 20",
        Samples.of(first, Finished::cpuSeconds),
        2);
    put(
        "launch_peak_rss_mib",
        "peak RSS at -Xmx160m, MiB: command",
        "<= 256",
        Samples.of(first, run -> run.peakResidentBytes() / BYTES_PER_MEBIBYTE),
        0);
    put(
        "warm_peak_rss_mib",
        "peak RSS at -Xmx160m, MiB: warm process",
        "<= 256",
        Samples.of(warm.peakResidentBytes() / BYTES_PER_MEBIBYTE),
        0);
  }

  /** One worker on all processors, encoding on its own thread or on a second one. */
  void addBackground(List<Finished> foreground, List<Finished> background) {
    Samples off = Samples.of(foreground, Finished::wallSeconds);
    put("foreground_wall_seconds", "1 worker, all processors: wall s", "", off, 2);
    put(
        "background_wall_ratio",
        "the same, encoding in the background: wall ratio",
        "",
        Samples.of(background, Finished::wallSeconds).per(off),
        2);
    put(
        "background_cpu_ratio",
        "the same, encoding in the background: CPU ratio",
        "",
        Samples.of(background, Finished::cpuSeconds)
            .per(Samples.of(foreground, Finished::cpuSeconds)),
        2);
    put(
        "background_peak_rss_mib",
        "the same, encoding in the background: peak RSS, MiB",
        "",
        Samples.of(background, run -> run.peakResidentBytes() / BYTES_PER_MEBIBYTE),
        0);
  }

  /** The deployed function in processes of its own. */
  void addWorker(List<Lifetime> lifetimes) {
    put(
        "worker_first_wall_seconds",
        "worker function, JVM launch to first partition done: wall s",
        "<= 2 at 86k x 20",
        Samples.of(lifetimes, Lifetime::firstWallSeconds),
        2);
    put(
        "worker_first_cpu_seconds",
        "worker function, JVM launch to first partition done: CPU s",
        "<= 2 at 86k x 20",
        Samples.of(lifetimes, Lifetime::firstCpuSeconds),
        2);
    put(
        "worker_later_cpu_seconds",
        "worker function, second and later partitions: CPU s",
        "",
        new Samples(lifetimes.stream().flatMap(life -> life.laterCpuSeconds().stream()).toList()),
        2);
    put(
        "worker_peak_rss_mib",
        "peak RSS at -Xmx160m, MiB: worker function, AWS SDK included",
        "<= 256",
        Samples.of(lifetimes, life -> life.peakResidentBytes() / BYTES_PER_MEBIBYTE),
        0);
  }

  /** The data frame script beside the command. */
  void addPolars(List<Finished> script, List<Finished> command, Samples warmCpu) {
    String size = script.get(0).out().strip();
    putPolarsOutput(size);
    Samples scriptCpu = Samples.of(script, Finished::cpuSeconds);
    put("polars_cpu_seconds", "Polars script: CPU s", "", scriptCpu, 2);
    put(
        "polars_wall_seconds",
        "Polars script: wall s",
        "",
        Samples.of(script, Finished::wallSeconds),
        2);
    put(
        "polars_peak_rss_mib",
        "Polars script: peak RSS, MiB",
        "",
        Samples.of(script, run -> run.peakResidentBytes() / BYTES_PER_MEBIBYTE),
        0);
    put("polars_times_warm_cpu", "Polars script / warm: CPU", ">= 30", scriptCpu.per(warmCpu), 1);
    put(
        "polars_times_launch_cpu",
        "Polars script / silverbook from the launch: CPU",
        "",
        scriptCpu.per(Samples.of(command, Finished::cpuSeconds)),
        1);
    put(
        "polars_times_rss",
        "Polars script / silverbook from the launch: peak RSS",
        "",
        Samples.of(script, run -> (double) run.peakResidentBytes())
            .per(Samples.of(command, run -> (double) run.peakResidentBytes())),
        1);
  }

  /** The data frame script could not do it. */
  void addPolarsFailure(String reason) {
    putPolarsOutput("none: " + reason);
  }

  private void putPolarsOutput(String text) {
    table.put(column, "polars_size", "Polars script: output", "", text, text);
  }

  /** What more workers bring. */
  void addScaling(String lake, int cores, List<Integer> workers, List<List<Run>> runs) {
    Samples alone = Samples.of(runs.get(0), run -> run.finished().wallSeconds());
    Samples aloneCpu = Samples.of(runs.get(0), run -> run.finished().cpuSeconds());
    for (int k = 0; k < workers.size(); k++) {
      int count = workers.get(k);
      String prefix = "workers_" + count + "_";
      String label = count + (count == 1 ? " worker, " : " workers, ") + lake + ": ";
      List<Run> of = runs.get(k);
      Samples wall = Samples.of(of, run -> run.finished().wallSeconds());
      Samples cpu = Samples.of(of, run -> run.finished().cpuSeconds());
      put(prefix + "wall_seconds", label + "wall s", "", wall, 2);
      put(prefix + "cpu_seconds", label + "CPU s", "", cpu, 2);
      put(
          prefix + "peak_rss_mib",
          label + "peak RSS, MiB",
          "<= " + 256 * count,
          Samples.of(of, run -> run.finished().peakResidentBytes() / BYTES_PER_MEBIBYTE),
          0);
      if (count > 1) {
        put(
            prefix + "speed_up",
            label + "throughput / 1 worker",
            ">= " + ResultTable.number(0.9 * Math.min(count, cores), 1),
            alone.per(wall),
            2);
        put(prefix + "cpu_ratio", label + "CPU / 1 worker", "", cpu.per(aloneCpu), 2);
      }
    }
  }

  private void put(String key, String label, String goal, Samples samples, int decimals) {
    table.put(column, key, label, goal, samples, decimals);
  }
}
