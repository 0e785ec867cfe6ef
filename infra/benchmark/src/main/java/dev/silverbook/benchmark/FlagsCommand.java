package dev.silverbook.benchmark;

import dev.silverbook.benchmark.CommonOptions.Result;
import dev.silverbook.benchmark.SilverbookJar.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flags}: which JVM options pay, for a first partition and for a run of several. */
@Command(
    name = "flags",
    mixinStandardHelpOptions = true,
    description = {
      "Measures JVM options: garbage collectors, compilation levels, an archive of classes.",
      "For the command: one partition on one processor, where start-up counts, and a run with a"
          + " worker per core, where code and memory count.",
      "For the worker function, starting from the template's options: a busy day, a process that"
          + " lives long, and the function itself where python3 has moto.",
      "On a quiet machine it takes a quarter of an hour."
    })
final class FlagsCommand implements Callable<Integer> {

  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String LEVEL_1 = "-XX:TieredStopAtLevel=1";
  private static final String BASE = "none";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--quick", description = "On a tiny lake, to see whether it works.")
  private boolean quick;

  /** What one set of options took. */
  private record Taken(List<Run> first, List<Run> several) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommonOptions.requireRounds(spec, rounds);
    Workload one = quick ? Workload.quick(options.lakes()) : Workload.ordinaryDay(options.lakes());
    Workload busy = quick ? one : Workload.busyDay(options.lakes());
    Workload several =
        quick ? Workload.quick(options.lakes()) : Workload.ordinaryDays(options.lakes(), 8);
    CommonOptions.prepare(one);
    CommonOptions.prepare(several);
    CommonOptions.prepare(busy);
    try (Scratch scratch = Scratch.create()) {
      SilverbookJar jar = CommonOptions.jar(scratch);
      options.print(
          List.of(
              command(one, several, jar, scratch),
              new WorkerFlags(one, several, busy, jar, scratch).measure(rounds)));
    }
    return ExitCode.OK;
  }

  /** What the launcher of the command could say. */
  private Result command(Workload one, Workload several, SilverbookJar jar, Scratch scratch)
      throws IOException, InterruptedException {
    int workers = Runtime.getRuntime().availableProcessors();
    Map<String, Taken> taken = new LinkedHashMap<>();
    Map<String, List<String>> variants = variants(archive(jar, one, scratch));
    variants
        .keySet()
        .forEach(name -> taken.put(name, new Taken(new ArrayList<>(), new ArrayList<>())));
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        Taken of = taken.get(variant.getKey());
        of.first().add(jar.run(one, variant.getValue(), 1, true));
        of.several().add(jar.run(several, variant.getValue(), workers, false));
      }
      CommonOptions.progress("command options: round " + (round + 1) + " of " + rounds);
    }
    return new Result(
        table(taken),
        String.format(
            "first: one partition 86k x 20, %s. run: 8 partitions, %d workers, default heap."
                + " Median (min-max) of %d interleaved runs; the ratios are to no options, run by"
                + " run.",
            Processors.read().canPin() ? "on one processor" : "on all processors (no taskset here)",
            workers,
            rounds));
  }

  private static Map<String, List<String>> variants(Path archive) {
    String shared = "-XX:SharedArchiveFile=" + archive;
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put(BASE, List.of());
    variants.put("G1", List.of("-XX:+UseG1GC"));
    variants.put("Parallel", List.of("-XX:+UseParallelGC"));
    variants.put("Serial", List.of(SERIAL));
    variants.put("Serial, C1 only", List.of(SERIAL, LEVEL_1));
    variants.put("Serial, archive", List.of(SERIAL, shared));
    variants.put("Serial, C1 only, archive", List.of(SERIAL, LEVEL_1, shared));
    return variants;
  }

  /** Dumps the classes that a run loads. */
  private static Path archive(SilverbookJar jar, Workload workload, Scratch scratch)
      throws IOException, InterruptedException {
    Path archive = scratch.path().resolve("classes.jsa");
    jar.run(workload, List.of(SERIAL, "-XX:ArchiveClassesAtExit=" + archive), 1, false);
    return archive;
  }

  private static ResultTable table(Map<String, Taken> taken) {
    ResultTable table =
        new ResultTable(
            List.of(
                "first: wall s",
                "first: CPU s",
                "first: CPU ratio",
                "first: RSS MB",
                "run: wall s",
                "run: CPU s",
                "run: CPU ratio",
                "run: RSS MB"));
    Taken base = taken.get(BASE);
    taken.forEach(
        (name, of) -> {
          put(table, name, "first: wall s", 2, of.first(), FlagsCommand::wall);
          put(table, name, "first: CPU s", 2, of.first(), FlagsCommand::cpu);
          put(table, name, "first: RSS MB", 0, of.first(), FlagsCommand::memory);
          put(table, name, "run: wall s", 2, of.several(), FlagsCommand::wall);
          put(table, name, "run: CPU s", 2, of.several(), FlagsCommand::cpu);
          put(table, name, "run: RSS MB", 0, of.several(), FlagsCommand::memory);
          ratio(table, name, "first: CPU ratio", of.first(), base.first());
          ratio(table, name, "run: CPU ratio", of.several(), base.several());
        });
    return table;
  }

  private static void ratio(
      ResultTable table, String name, String column, List<Run> runs, List<Run> base) {
    Samples ratios = Samples.of(runs, FlagsCommand::cpu).per(Samples.of(base, FlagsCommand::cpu));
    table.put(column, name, name, "", ratios, 2);
  }

  private static double wall(Run run) {
    return run.finished().wallSeconds();
  }

  private static double cpu(Run run) {
    return run.finished().cpuSeconds();
  }

  private static double memory(Run run) {
    return run.finished().peakResidentBytes() / BYTES_PER_MEGABYTE;
  }

  private static void put(
      ResultTable table,
      String name,
      String column,
      int decimals,
      List<Run> runs,
      ToDoubleFunction<Run> quantity) {
    table.put(column, name, name, "", Samples.of(runs, quantity), decimals);
  }
}
