package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.SilverbookJar;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
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
    List<Path> measured = launchers.isEmpty() ? List.of(CommonOptions.launcher()) : launchers;
    Workload day = quick ? Workload.quick(options.lakes()) : Workload.ordinaryDay(options.lakes());
    CommonOptions.prepare(day);
    List<List<Finished>> versions = new ArrayList<>();
    List<List<Finished>> days = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jar = CommonOptions.jar(scratch);
      ChildProcess child = new ChildProcess(scratch.path());
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < measured.size(); i++) {
          if (round == 0) {
            versions.add(new ArrayList<>());
            days.add(new ArrayList<>());
          }
          String launcher = measured.get(i).toAbsolutePath().toString();
          versions
              .get(i)
              .add(child.run(Processors.read().onOne(List.of(launcher, "--version")), Map.of()));
          days.get(i)
              .add(jar.launch(measured.get(i).toAbsolutePath(), day, List.of(), true).finished());
        }
        CommonOptions.progress("round " + (round + 1) + " of " + rounds);
      }
    }
    ResultTable table = new ResultTable(measured.stream().map(Path::toString).toList());
    for (int i = 0; i < measured.size(); i++) {
      String column = measured.get(i).toString();
      put(table, column, "version", "--version", versions.get(i), "<= 0.25");
      put(table, column, "first_day", day.title(), days.get(i), "");
    }
    options.print(
        table,
        "On one processor, launcher included; median and range of rounds that took turns. CPU:"
            + " user and system time of all processes.");
    return ExitCode.OK;
  }

  private static void put(
      ResultTable table,
      String column,
      String key,
      String label,
      List<Finished> measured,
      String goal) {
    table.put(
        column,
        key + "_cpu",
        label + ": CPU s",
        goal,
        Samples.of(measured, Finished::cpuSeconds),
        2);
    table.put(
        column,
        key + "_wall",
        label + ": wall s",
        "",
        Samples.of(measured, Finished::wallSeconds),
        2);
  }
}
