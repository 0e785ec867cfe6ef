package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.CommandRuns;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: builds of the command, run in turns on the same lake, from their launch. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs builds of the command in turns, --version and whole days, and prints what they take and"
          + " the ratios to the first of each turn.",
      "infra/benchmark/compare builds two commits and calls this. JAVA_HOME decides which Java a"
          + " checkout's launcher takes; a distribution has its own."
    })
final class CompareCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEGABYTE = 1e6;

  @Mixin private CommonOptions options = new CommonOptions(7);

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Days of 86k x 20 that each run processes: more of them make start-up count less."
              + " Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--one-processor", description = "Keeps each on one.")
  private boolean oneProcessor;

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROGRAM",
      description = "Launchers and jars. Default: the launcher of this checkout.")
  private List<Path> files = new ArrayList<>();

  /** A build and what it took. */
  private record Build(
      String letter, List<String> program, List<Finished> versions, CommandRuns runs) {

    void run(Scratch scratch, boolean oneProcessor) throws IOException, InterruptedException {
      List<String> version = new ArrayList<>(program);
      version.add("--version");
      versions.add(
          new ChildProcess(scratch.path())
              .run(oneProcessor ? Processors.read().onOne(version) : version, Map.of()));
      runs.run(oneProcessor, Map.of());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.requirePositive("--days", days);
    Workload workload =
        quick ? Workload.quick(options.lakes()) : Workload.ordinaryDays(options.lakes(), days);
    CommonOptions.prepare(workload);
    List<Build> builds = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      for (List<String> program : programs()) {
        String letter = String.valueOf((char) ('A' + builds.size()));
        CommandRuns runs = new CommandRuns(program, workload, scratch);
        builds.add(new Build(letter, program, new ArrayList<>(), runs));
      }
      for (int round = 0; round < options.rounds(); round++) {
        for (int i = 0; i < builds.size(); i++) {
          // Who goes first changes, so that a drift of the machine favours nobody.
          builds.get((i + round) % builds.size()).run(scratch, oneProcessor);
        }
        options.progress("round", round);
      }
    }
    List<String> columns = new ArrayList<>(builds.stream().map(Build::letter).toList());
    builds.stream().skip(1).forEach(build -> columns.add(build.letter() + "/A"));
    ResultTable table = new ResultTable(columns);
    for (Cost cost : List.of(Cost.CPU, Cost.WALL)) {
      add(table, "--version: ", cost, builds, Build::versions);
    }
    for (Cost cost : Cost.values()) {
      add(table, "", cost, builds, build -> build.runs().finished());
    }
    for (Build build : builds) {
      double megabytes = build.runs().bytes() / BYTES_PER_MEGABYTE;
      table.put(build.letter(), "MB out", "MB out", "", Samples.of(megabytes), 2);
    }
    options.print(table, note(workload, builds));
    return ExitCode.OK;
  }

  private List<List<String>> programs() throws IOException {
    List<List<String>> programs = new ArrayList<>();
    for (Path file : files) {
      String path = file.toAbsolutePath().toString();
      programs.add(
          path.endsWith(".jar")
              ? JavaCommand.of(CommonOptions.workerJvm(), "-jar", path)
              : List.of(path));
    }
    return programs.isEmpty() ? List.of(CommonOptions.launcher()) : programs;
  }

  private static void add(
      ResultTable table,
      String label,
      Cost cost,
      List<Build> builds,
      Function<Build, List<Finished>> taken) {
    Samples first = cost.of(taken.apply(builds.get(0)));
    for (Build build : builds) {
      cost.put(table, build.letter(), label, "", taken.apply(build));
    }
    for (Build build : builds.subList(1, builds.size())) {
      Samples ratio = cost.of(taken.apply(build)).per(first);
      String row = label + cost.unit();
      table.put(build.letter() + "/A", row, row, "", ratio, 3);
    }
  }

  private String note(Workload workload, List<Build> builds) {
    StringBuilder note = new StringBuilder("Whole processes, one worker, on ");
    note.append(workload.title()).append(oneProcessor ? ", one processor" : "");
    note.append("; median (min-max) of ").append(options.rounds()).append(" rounds in turns.");
    for (Build build : builds) {
      String program = String.join(" ", build.program());
      note.append(' ').append(build.letter()).append(" is ").append(program).append('.');
    }
    return note.toString();
  }
}
