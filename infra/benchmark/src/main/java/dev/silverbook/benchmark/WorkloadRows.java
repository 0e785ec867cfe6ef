package dev.silverbook.benchmark;

import dev.silverbook.benchmark.floor.WarmRun;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured on a workload, in a column of the table. */
record WorkloadRows(ResultTable table, String column) {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final String COLD = "<= 2 at 86k x 20";
  private static final String MEMORY = "<= 256";
  private static final String PER_HOUR = ">= 4,000 (86k x 20), >= 400 (850k x 50)";

  /** What a {@link WarmRun} has printed. */
  void addWarm(Finished warm) {
    List<Long> sizes =
        Stream.of(warm.lines(WarmRun.SIZES).get(0)).skip(1).map(Long::valueOf).toList();
    long partitions = sizes.get(0);
    long rows = sizes.get(1);
    table.put(
        column,
        "size",
        "partitions; rows; trades; columns out",
        "",
        String.format(
            Locale.ROOT, "%,d; %,d; %,d; %d", partitions, rows, sizes.get(2), sizes.get(5)),
        List.of(partitions, rows, sizes.get(2), sizes.get(5)));
    double in = sizes.get(3) / BYTES_PER_MEGABYTE;
    double out = sizes.get(4) / BYTES_PER_MEGABYTE;
    String volume = ResultTable.number(in, 1) + ", " + ResultTable.number(out, 1);
    table.put(column, "volume_mb", "MB in, MB out", "", volume, List.of(in, out));
    Samples cpu = rounds(warm, 1);
    Samples read = rounds(warm, 3);
    Samples write = rounds(warm, 4);
    Samples floor = read.plus(write);
    Samples speed = cpu.map(seconds -> rows / seconds);
    put("warm_rows_per_core_second", "warm: rows/s/core", ">= 120,000 at 86k x 20", 0, speed);
    Samples most = floor.map(seconds -> rows / seconds);
    put("floor_rows_per_core_second", "floor: rows/s/core", "", 0, most);
    put("times_floor", "warm / floor", "<= 2.3 at 86k x 20", 2, cpu.per(floor));
    put("warm_cpu_seconds", "warm: CPU s, all partitions", "", 3, cpu);
    put("warm_wall_seconds", "warm: wall s", "", 3, rounds(warm, 2));
    put("read_cpu_seconds", "floor: reading, CPU s", "", 3, read);
    put("write_cpu_seconds", "floor: writing, CPU s", "", 3, write);
    Samples hourly = cpu.map(seconds -> SECONDS_PER_HOUR * partitions / seconds);
    put("partitions_per_core_hour", "warm: partitions/h/core", PER_HOUR, 0, hourly);
    Cost.MEMORY.put(table, column, "at -Xmx160m, warm process: ", MEMORY, List.of(warm));
  }

  private static Samples rounds(Finished warm, int index) {
    return Samples.of(warm.lines(WarmRun.ROUND), round -> Double.parseDouble(round[index]));
  }

  /** What the command takes from its launch to its end. */
  void addFirst(List<Finished> first) {
    Cost.WALL.put(table, column, "from the launch, one processor: ", COLD, first);
    Cost.CPU.put(table, column, "from the launch, one processor: ", COLD, first);
    Cost.MEMORY.put(table, column, "at -Xmx160m, command: ", MEMORY, first);
  }

  /** What the command takes from its launch to the end of seven days. */
  void addDays(List<Finished> runs) {
    Cost.CPU.put(table, column, "from the launch, 7 days: ", "", runs);
    String label = "from the launch, 7 days: of it the JVM's compiler";
    put("days_compiler_seconds", label, "<= 3", 2, Samples.of(runs, Finished::compilerSeconds));
  }

  private void put(String key, String label, String goal, int decimals, Samples samples) {
    table.put(column, key, label, goal, samples, decimals);
  }
}
