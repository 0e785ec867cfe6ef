package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A tool's runs over a workload, each into a fresh output, and what came of them. */
public final class ToolRuns {

  private final Tool tool;
  private final Workload workload;
  private final Scratch scratch;
  private final Path output;
  private final List<Finished> finished = new ArrayList<>();
  private long bytes;
  private String columns = "";
  private String remark = "";

  /** Nothing runs yet. */
  public ToolRuns(Tool tool, Workload workload, Scratch scratch) {
    this.tool = tool;
    this.workload = workload;
    this.scratch = scratch;
    this.output = scratch.path().resolve(tool.name());
  }

  /**
   * Runs it once more.
   *
   * @param limit after that, or beyond the memory it may take, it is stopped, and never ran
   * @param oneProcessor whether it is kept on one
   * @param environment added to this process's own
   */
  public void run(Duration limit, boolean oneProcessor, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = tool.command(workload, output);
    if (command.isEmpty()) {
      remark = "cannot: each book depends on all before";
      return;
    }
    scratch.delete(output);
    try {
      finished.add(
          new ChildProcess(scratch.path())
              .run(oneProcessor ? Processors.read().onOne(command) : command, environment, limit));
      bytes = Scratch.size(output.resolve("silver"));
    } catch (InterruptedIOException e) {
      finished.clear();
      remark = e.getMessage();
    }
  }

  /** Runs it once more without limits. */
  public void run(boolean oneProcessor, Map<String, String> environment)
      throws IOException, InterruptedException {
    run(ChildProcess.UNLIMITED, oneProcessor, environment);
    if (finished.isEmpty()) {
      throw new IOException(tool.title() + ": " + remark);
    }
  }

  /**
   * Compares the last output of a script with Silverbook's.
   *
   * @throws IOException when they have not the same rows, or Silverbook lacks one of the columns
   */
  public void compare(Path home, ToolRuns silverbook) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Tool.script(home, "compare_columns.py"));
    command.add(silverbook.output.resolve("silver/orderbook").toString());
    command.add(output.resolve("silver/orderbook").toString());
    String out = new ChildProcess(scratch.path()).run(command, Map.of()).out();
    String[] fields = out.strip().split("\t", -1);
    silverbook.columns = fields[0] + ", and bars";
    columns = fields[1];
    remark = fields[2];
  }

  /** Deletes the last output. */
  public void deleteOutput() throws IOException {
    scratch.delete(output);
  }

  /** What runs. */
  public Tool tool() {
    return tool;
  }

  /** What ran to its end. */
  public List<Finished> finished() {
    return List.copyOf(finished);
  }

  /** How much the last run wrote. */
  public long bytes() {
    return bytes;
  }

  /** How many columns its rows have; empty when nothing was compared. */
  public String columns() {
    return columns;
  }

  /** How far its values are Silverbook's, or why there are no runs; empty otherwise. */
  public String remark() {
    return remark;
  }

  /** What came of the last run, for those who wait. */
  @Override
  public String toString() {
    return tool.title()
        + ": "
        + (finished.isEmpty()
            ? remark
            : String.format(
                Locale.ROOT,
                "%.1f s, %.1f CPU s",
                finished.get(finished.size() - 1).wallSeconds(),
                finished.get(finished.size() - 1).cpuSeconds()));
  }
}
