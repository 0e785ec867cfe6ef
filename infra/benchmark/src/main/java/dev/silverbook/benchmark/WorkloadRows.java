package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmResult;
import dev.silverbook.benchmark.function.WorkerFunction.Lifetime;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;
import java.util.Locale;

/** What is measured on a workload, in a column of the table. */
record WorkloadRows(ResultTable table, String column) {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final String COLD = "<= 2 at 86k x 20";
  private static final String PER_HOUR = ">= 4,000 (86k x 20), >= 400 (850k x 50)";

  /** A row: its label with the unit, its goal, and with how many decimals it is shown. */
  private enum Quantity {
    WARM_ROWS_PER_CORE_SECOND("warm: rows/s/core", ">= 120,000 at 86k x 20", 0),
    FLOOR_ROWS_PER_CORE_SECOND("floor: rows/s/core", "", 0),
    TIMES_FLOOR("warm / floor", "<= 2.3 at 86k x 20", 2),
    WARM_CPU_SECONDS("warm: CPU s, all partitions", "", 3),
    WARM_WALL_SECONDS("warm: wall s", "", 3),
    READ_CPU_SECONDS("floor: reading, CPU s", "", 3),
    WRITE_CPU_SECONDS("floor: writing, CPU s", "", 3),
    PARTITIONS_PER_CORE_HOUR("warm: partitions/h/core", PER_HOUR, 0),
    LAUNCH_WALL_SECONDS("from the launch, one processor: wall s", COLD, 2),
    LAUNCH_CPU_SECONDS("from the launch, one processor: CPU s", COLD, 2),
    LAUNCH_PEAK_RSS_MIB("peak RSS at -Xmx160m, MiB: command", "<= 256", 0),
    WARM_PEAK_RSS_MIB("peak RSS at -Xmx160m, MiB: warm process", "<= 256", 0),
    WORKER_FIRST_WALL_SECONDS(
        "worker function, JVM launch to first partition done: wall s", COLD, 2),
    WORKER_FIRST_CPU_SECONDS("worker function, JVM launch to first partition done: CPU s", COLD, 2),
    WORKER_LATER_CPU_SECONDS("worker function, second and later partitions: CPU s", "", 2),
    WORKER_PEAK_RSS_MIB(
        "peak RSS at -Xmx160m, MiB: worker function, AWS SDK included", "<= 256", 0);

    private final String label;
    private final String goal;
    private final int decimals;

    Quantity(String label, String goal, int decimals) {
      this.label = label;
      this.goal = goal;
      this.decimals = decimals;
    }
  }

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
    double in = warm.bytesIn() / BYTES_PER_MEGABYTE;
    double out = warm.bytesOut() / BYTES_PER_MEGABYTE;
    String volume = ResultTable.number(in, 1) + ", " + ResultTable.number(out, 1);
    table.put(column, "volume_mb", "MB in, MB out", "", volume, List.of(in, out));
    Samples cpu = warm.cpu();
    put(Quantity.WARM_ROWS_PER_CORE_SECOND, cpu.map(seconds -> warm.rows() / seconds));
    put(Quantity.FLOOR_ROWS_PER_CORE_SECOND, warm.floor().map(s -> warm.rows() / s));
    put(Quantity.TIMES_FLOOR, cpu.per(warm.floor()));
    put(Quantity.WARM_CPU_SECONDS, cpu);
    put(Quantity.WARM_WALL_SECONDS, warm.wall());
    put(Quantity.READ_CPU_SECONDS, warm.read());
    put(Quantity.WRITE_CPU_SECONDS, warm.write());
    put(
        Quantity.PARTITIONS_PER_CORE_HOUR,
        cpu.map(seconds -> SECONDS_PER_HOUR * warm.partitions() / seconds));
  }

  /** What the command takes from its launch to its end. */
  void addFirst(List<Finished> first, WarmResult warm) {
    put(Quantity.LAUNCH_WALL_SECONDS, Cost.WALL.of(first));
    put(Quantity.LAUNCH_CPU_SECONDS, Cost.CPU.of(first));
    put(Quantity.LAUNCH_PEAK_RSS_MIB, Cost.MEMORY.of(first));
    put(Quantity.WARM_PEAK_RSS_MIB, Samples.of(warm.peakResidentBytes() / BYTES_PER_MEBIBYTE));
  }

  /** The deployed function in processes of its own. */
  void addWorker(List<Lifetime> lifetimes) {
    put(Quantity.WORKER_FIRST_WALL_SECONDS, Samples.of(lifetimes, Lifetime::firstWallSeconds));
    put(Quantity.WORKER_FIRST_CPU_SECONDS, Samples.of(lifetimes, Lifetime::firstCpuSeconds));
    put(
        Quantity.WORKER_LATER_CPU_SECONDS,
        new Samples(lifetimes.stream().flatMap(life -> life.laterCpuSeconds().stream()).toList()));
    put(
        Quantity.WORKER_PEAK_RSS_MIB,
        Samples.of(lifetimes, life -> life.peakResidentBytes() / BYTES_PER_MEBIBYTE));
  }

  private void put(Quantity what, Samples samples) {
    String key = what.name().toLowerCase(Locale.ROOT);
    table.put(column, key, what.label, what.goal, samples, what.decimals);
  }
}
