package dev.silverbook.benchmark;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.size.CompressionRun;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compression}: what each level of zstd costs, in time and in bytes. */
@Command(
    name = "compression",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compresses the output's pages of doubles at several levels of zstd, those of an ordinary"
            + " day and of the recorded days; about two minutes.")
final class CompressionCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final int WARM_UPS = 1;

  /** All pages of a workload at once, uncompressed. */
  private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

  private static final String MEGABYTES = "MB";
  private static final String SIZE = "size";
  private static final String CPU = "CPU s";
  private static final String TIME = "time";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measurements of processor time. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    ResultTable table = new ResultTable(List.of(MEGABYTES, SIZE, CPU, TIME));
    try (Scratch scratch = Scratch.create()) {
      for (Workload workload : options.sized(quick)) {
        CommonOptions.prepare(workload);
        add(table, workload, run(workload, scratch));
        CommonOptions.progress(workload.title());
      }
    }
    options.print(table, "Size and time: ratios to level 1, the writer's. Time: of zstd alone.");
    return ExitCode.OK;
  }

  /** Forks a {@link CompressionRun}; its lines. */
  private List<String[]> run(Workload workload, Scratch scratch)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(scratch.path().resolve("compression"));
    String out =
        new ChildProcess(scratch.path())
            .run(
                JavaCommand.ofClass(
                    JVM,
                    CompressionRun.class,
                    workload.orderBook(),
                    workload.trades(),
                    directory,
                    WARM_UPS,
                    rounds),
                Map.of())
            .out();
    scratch.delete(directory);
    return out.lines().map(line -> line.split("\t", -1)).toList();
  }

  /** Adds a row for each level, the writer's first. */
  static void add(ResultTable table, Workload workload, List<String[]> lines) {
    List<String[]> levels =
        lines.stream().filter(line -> line[0].equals(CompressionRun.LEVEL)).toList();
    double size = Double.parseDouble(levels.get(0)[3]);
    Samples seconds = seconds(lines, levels.get(0)[1]);
    String plain = workload.title() + ", not compressed";
    double plainSize = Double.parseDouble(levels.get(0)[2]);
    put(table, plain, MEGABYTES, plainSize / BYTES_PER_MEGABYTE, 1);
    put(table, plain, SIZE, plainSize / size, 3);
    for (String[] line : levels) {
      String row = workload.title() + ", level " + line[1];
      double bytes = Double.parseDouble(line[3]);
      put(table, row, MEGABYTES, bytes / BYTES_PER_MEGABYTE, 1);
      put(table, row, SIZE, bytes / size, 3);
      Samples cpu = seconds(lines, line[1]);
      table.put(CPU, row, row, "", cpu, 2);
      table.put(TIME, row, row, "", cpu.per(seconds), 2);
    }
  }

  private static void put(
      ResultTable table, String row, String column, double value, int decimals) {
    table.put(column, row, row, "", ResultTable.number(value, decimals), value);
  }

  private static Samples seconds(List<String[]> lines, String level) {
    return new Samples(
        lines.stream()
            .filter(line -> line[0].equals(CompressionRun.ROUND) && line[1].equals(level))
            .map(line -> Double.valueOf(line[2]))
            .toList());
  }
}
