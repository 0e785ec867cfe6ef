package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;

/** What a process takes. */
public enum Cost {
  WALL("wall s", 2),
  CPU("CPU s", 2),
  MEMORY("peak RSS, MiB", 0);

  private final String unit;
  private final int decimals;

  Cost(String unit, int decimals) {
    this.unit = unit;
    this.decimals = decimals;
  }

  /** For labels. */
  public String unit() {
    return unit;
  }

  /** Of each process. */
  public Samples of(List<Finished> processes) {
    return Samples.of(processes, this::of);
  }

  private double of(Finished process) {
    return switch (this) {
      case WALL -> process.wallSeconds();
      case CPU -> process.cpuSeconds();
      case MEMORY -> process.peakResidentMebibytes();
    };
  }

  /**
   * Puts it into a table.
   *
   * @param label of the row, without the unit
   */
  public void put(
      ResultTable table, String column, String label, String goal, List<Finished> processes) {
    table.put(column, label + unit, label + unit, goal, of(processes), decimals);
  }
}
