package dev.silverbook.benchmark;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.Machine;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that several subcommands share, and the frame around their tables. */
final class CommonOptions {

  /** Where the checkout is; set by the script that starts this. */
  private static final String HOME = "silverbook.home";

  /** What the smallest memory of the worker function leaves. */
  private static final int SMALLEST_HEAP_MEBIBYTES = 160;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean markdown;

  @Option(
      names = "--lakes",
      paramLabel = "DIR",
      description = "Keeps generated lakes. Default: infra/benchmark/target/lakes.")
  private Path lakes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each thing is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  /** The subcommand that has these. */
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private final Machine machine = Machine.read();

  /** With a default for how often each thing is measured. */
  CommonOptions(int rounds) {
    this.rounds = rounds;
  }

  /** How often each thing is measured; at least once. */
  int rounds() {
    return requirePositive("--rounds", rounds);
  }

  /** The checkout. */
  static Path home() {
    return Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize();
  }

  /** The command as its users call it. */
  static List<String> launcher() {
    return List.of(home().resolve("silverbook").toString());
  }

  /** Where generated lakes are kept. */
  Path lakes() {
    return (lakes == null ? home().resolve("infra/benchmark/target/lakes") : lakes)
        .toAbsolutePath()
        .normalize();
  }

  /** The recorded days, where they are. */
  Optional<Workload> recorded() {
    Optional<Workload> recorded = Workload.recorded(home());
    if (recorded.isEmpty()) {
      progress("skipped: no recorded days in ../shared/data/lake");
    }
    return recorded;
  }

  /** Refuses to measure nothing. */
  int requirePositive(String option, int value) {
    if (value < 1) {
      throw refused(option + " is " + value + "; it must be at least 1");
    }
    return value;
  }

  /** What an option that cannot be ends with. */
  ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  /** Tells how far the rounds are. */
  void progress(String what, int round) {
    progress(what + " " + (round + 1) + " of " + rounds);
  }

  /** How the worker function's JVM is started, with the heap that its smallest memory leaves. */
  static List<String> workerJvm() throws IOException {
    return TemplateFile.of(home()).jvmOptions("WorkerFunction", SMALLEST_HEAP_MEBIBYTES);
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
