package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Cost;
import dev.silverbook.benchmark.subject.Tool;
import dev.silverbook.benchmark.subject.ToolRuns;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code start}: how long it takes from a launcher's call to the end of a first day. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures launchers on one processor: what --version takes, and a first day.",
      "JAVA_HOME decides which Java the checkout's launcher takes; a distribution has its own."
    })
final class StartCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Measurements of each launcher, in turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      description = "Repeat it to compare. Default: that of this checkout.")
  private List<Path> launchers = new ArrayList<>();

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    List<Path> measured =
        launchers.isEmpty() ? List.of(CommonOptions.home().resolve("silverbook")) : launchers;
    Workload day = quick ? Workload.quick(options.lakes()) : Workload.ordinaryDay(options.lakes());
    CommonOptions.prepare(day);
    ResultTable table = new ResultTable(measured.stream().map(Path::toString).toList());
    List<List<Finished>> versions = new ArrayList<>();
    List<ToolRuns> days = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      ChildProcess child = new ChildProcess(scratch.path());
      for (Path launcher : measured) {
        List<String> program = List.of(launcher.toAbsolutePath().toString());
        versions.add(new ArrayList<>());
        days.add(
            new ToolRuns(
                Tool.silverbook("silverbook", CommonOptions.home(), program, 1), day, scratch));
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < measured.size(); i++) {
          String launcher = measured.get(i).toAbsolutePath().toString();
          List<String> version = Processors.read().onOne(List.of(launcher, "--version"));
          versions.get(i).add(child.run(version, Map.of()));
          days.get(i).run(true, Map.of());
        }
        CommonOptions.progress("round " + (round + 1) + " of " + rounds);
      }
    }
    for (int i = 0; i < measured.size(); i++) {
      String column = measured.get(i).toString();
      for (Cost cost : List.of(Cost.CPU, Cost.WALL)) {
        String goal = cost == Cost.CPU ? "<= 0.25" : "";
        cost.put(table, column, "--version: ", goal, versions.get(i));
        cost.put(table, column, day.title() + ": ", "", days.get(i).finished());
      }
    }
    options.print(
        table,
        "On one processor, launcher included; median and range of rounds that took turns. CPU:"
            + " user and system time of all processes.");
    return ExitCode.OK;
  }
}
