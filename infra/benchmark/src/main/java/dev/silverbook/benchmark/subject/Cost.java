package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a process takes. */
public enum Cost {
  WALL("wall s", 2, Finished::wallSeconds),
  CPU("CPU s", 2, Finished::cpuSeconds),
  MEMORY("peak RSS, MiB", 0, run -> run.peakResidentBytes() / (double) (1 << 20));

  private final String unit;
  private final int decimals;
  private final ToDoubleFunction<Finished> quantity;

  Cost(String unit, int decimals, ToDoubleFunction<Finished> quantity) {
    this.unit = unit;
    this.decimals = decimals;
    this.quantity = quantity;
  }

  /** For labels. */
  public String unit() {
    return unit;
  }

  /** Of each process. */
  public Samples of(List<Finished> processes) {
    return Samples.of(processes, quantity);
  }

  /** The middle one of a tool's runs, of which there are some. */
  public double median(ToolRuns runs) {
    return of(runs.finished()).median();
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
