package dev.silverbook.benchmark;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.benchmark.function.WorkerFunction;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.Machine;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that several subcommands share, and the frame around their tables. */
final class CommonOptions {

  /** Where the checkout is; set by the script that starts this. */
  private static final String HOME = "silverbook.home";

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean markdown;

  @Option(
      names = "--lakes",
      paramLabel = "DIR",
      description = "Keeps generated lakes. Default: infra/benchmark/target/lakes.")
  private Path lakes;

  private final Machine machine = Machine.read();

  /** The checkout. */
  static Path home() {
    return Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize();
  }

  /** Where generated lakes are kept. */
  Path lakes() {
    return (lakes == null ? home().resolve("infra/benchmark/target/lakes") : lakes)
        .toAbsolutePath()
        .normalize();
  }

  /** What sizes are measured on: an ordinary day and, where they are, the recorded days. */
  List<Workload> sized(boolean quick) {
    if (quick) {
      return List.of(Workload.quick(lakes()));
    }
    List<Workload> workloads = new ArrayList<>();
    workloads.add(Workload.ordinaryDay(lakes()));
    Workload.recorded(home())
        .ifPresentOrElse(
            workloads::add, () -> progress("skipped: no recorded days in ../shared/data/lake"));
    return workloads;
  }

  /** Refuses to measure nothing. */
  static void requirePositive(CommandSpec spec, String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + "; it must be at least 1");
    }
  }

  /** How the worker function's JVM is started, with the heap that its smallest memory leaves. */
  static List<String> workerJvm() throws IOException {
    return WorkerFunction.jvmOptions(TemplateFile.of(home()));
  }

  /** Generates what is not there yet. */
  static void prepare(Workload workload) throws IOException {
    workload.prepare(
        (partition, done, total, lake) ->
            progress("generated " + workload.name() + " " + done + "/" + total));
  }

  /** Tells the waiting user what is done. */
  static void progress(String text) {
    System.err.println("benchmark: " + text);
  }

  /**
   * Prints a table as the user wants it, with the machine above it.
   *
   * @param note how to read it, one paragraph
   */
  void print(ResultTable table, String note) throws IOException {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("machine", machine.json());
      document.put("note", note);
      document.put("results", table.json());
      System.out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document));
      return;
    }
    System.out.println(machine.text());
    if (machine.busy()) {
      System.out.println();
      System.out.println((markdown ? "**" : "") + machine.warning() + (markdown ? "**" : ""));
    }
    System.out.println();
    System.out.print(markdown ? table.markdown() : table.plain());
    System.out.println();
    System.out.println(note);
  }
}
