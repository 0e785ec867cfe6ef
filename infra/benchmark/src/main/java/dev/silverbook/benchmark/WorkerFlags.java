package dev.silverbook.benchmark;

import dev.silverbook.benchmark.CommonOptions.Result;
import dev.silverbook.benchmark.WorkerFunction.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JVM options of the worker function: what the template could say.
 *
 * @param ordinary where start-up counts
 * @param several the same with several partitions
 * @param busy where the code counts
 * @param jar the command
 * @param scratch for outputs and archives
 */
record WorkerFlags(
    Workload ordinary, Workload several, Workload busy, SilverbookJar jar, Scratch scratch) {

  /** What all others are compared with. */
  static final String DEPLOYED = "as deployed";

  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final int WARM_UPS = 5;
  private static final int MESSAGES = 8;
  private static final String BUSY_CPU = "850k x 50, one processor: CPU s";
  private static final String BUSY_RATIO = "850k x 50: CPU ratio";
  private static final String BUSY_MEMORY = "850k x 50: RSS MiB";
  private static final String WARM_CPU = "warm: CPU s";
  private static final String WARM_RATIO = "warm: CPU ratio";
  private static final String FIRST_CPU = "function, first: CPU s";
  private static final String LATER_CPU = "function, later: CPU s";
  private static final String FUNCTION_MEMORY = "function: RSS MiB";

  /**
   * A set of options.
   *
   * @param name for the table
   * @param options added to those of the template; the later of two that contradict wins
   * @param archived whether an archive of classes is used too
   */
  record Variant(String name, List<String> options, boolean archived) {}

  static List<Variant> variants() {
    return List.of(
        new Variant(DEPLOYED, List.of(), false),
        new Variant("C1 only", List.of("-XX:TieredStopAtLevel=1"), false),
        new Variant(
            "C2 thirty times later",
            List.of(
                "-XX:Tier4InvocationThreshold=150000",
                "-XX:Tier4MinInvocationThreshold=18000",
                "-XX:Tier4CompileThreshold=450000",
                "-XX:Tier4BackEdgeThreshold=1200000"),
            false),
        new Variant("with an archive of classes", List.of(), true),
        new Variant("C1 only, with an archive", List.of("-XX:TieredStopAtLevel=1"), true));
  }

  /** Measures all variants in turns, the function too where there are APIs for it. */
  Result measure(int rounds) throws IOException, InterruptedException {
    ResultTable table =
        new ResultTable(
            List.of(
                BUSY_CPU,
                BUSY_RATIO,
                BUSY_MEMORY,
                WARM_CPU,
                WARM_RATIO,
                FIRST_CPU,
                LATER_CPU,
                FUNCTION_MEMORY));
    // The rows in their order, whatever is measured first.
    variants().forEach(variant -> table.row(variant.name(), variant.name(), ""));
    measureBusy((rounds + 3) / 4, table);
    measureWarm(3 * rounds, table);
    measureFunction((rounds + 1) / 2, table);
    return new Result(
        table,
        "As deployed: "
            + String.join(" ", CommonOptions.workerJvm())
            + ". 850k x 50: the command on one processor, from its launch. Warm: 86k x 20 in a"
            + " process that has done it several times, where an archive makes no difference."
            + " Function: from the launch to the first of "
            + MESSAGES
            + " partitions 86k x 20, and each later one.");
  }

  private void measureBusy(int times, ResultTable table) throws IOException, InterruptedException {
    Path archive = scratch.path().resolve("command.jsa");
    jar.run(ordinary, with(List.of("-XX:ArchiveClassesAtExit=" + archive)), 1, false);
    requireArchive(archive);
    Map<String, List<ChildProcess.Finished>> taken = new LinkedHashMap<>();
    for (int i = 0; i < times; i++) {
      for (Variant variant : variants()) {
        taken
            .computeIfAbsent(variant.name(), none -> new ArrayList<>())
            .add(jar.run(busy, jvm(variant, archive), 1, true).finished());
      }
      CommonOptions.progress("worker options, busy day: round " + (i + 1) + " of " + times);
    }
    Samples deployed = Samples.of(taken.get(DEPLOYED), ChildProcess.Finished::cpuSeconds);
    taken.forEach(
        (name, runs) -> {
          Samples cpu = Samples.of(runs, ChildProcess.Finished::cpuSeconds);
          table.put(BUSY_CPU, name, name, "", cpu, 2);
          table.put(BUSY_RATIO, name, name, "", cpu.per(deployed), 2);
          Samples memory = Samples.of(runs, run -> run.peakResidentBytes() / BYTES_PER_MEBIBYTE);
          table.put(BUSY_MEMORY, name, name, "", memory, 0);
        });
  }

  private void measureWarm(int times, ResultTable table) throws IOException, InterruptedException {
    double deployed = 0;
    for (Variant variant : variants()) {
      if (!variant.archived()) {
        Samples cpu =
            WarmResult.measure(ordinary, with(variant.options()), scratch, WARM_UPS, times).cpu();
        deployed = variant.name().equals(DEPLOYED) ? cpu.median() : deployed;
        double ratio = cpu.median() / deployed;
        table.put(WARM_CPU, variant.name(), variant.name(), "", cpu, 3);
        table.put(WARM_RATIO, variant.name(), variant.name(), "", Samples.of(ratio), 2);
        CommonOptions.progress("worker options, warm: " + variant.name());
      }
    }
  }

  private void measureFunction(int times, ResultTable table)
      throws IOException, InterruptedException {
    Optional<WorkerMeasurement> worker = WorkerMeasurement.start(scratch);
    if (worker.isEmpty()) {
      return;
    }
    try (WorkerMeasurement measurement = worker.get()) {
      measurement.upload(several);
      Path archive = scratch.path().resolve("function.jsa");
      measurement.measure(with(List.of("-XX:ArchiveClassesAtExit=" + archive)), several, 1);
      requireArchive(archive);
      Map<String, List<Lifetime>> taken = new LinkedHashMap<>();
      for (int i = 0; i < times; i++) {
        for (Variant variant : variants()) {
          taken
              .computeIfAbsent(variant.name(), none -> new ArrayList<>())
              .add(measurement.measure(jvm(variant, archive), several, MESSAGES));
        }
        CommonOptions.progress("worker options, function: round " + (i + 1) + " of " + times);
      }
      taken.forEach(
          (name, lives) -> {
            table.put(FIRST_CPU, name, name, "", Samples.of(lives, Lifetime::firstCpuSeconds), 2);
            List<Double> later =
                lives.stream().flatMap(life -> life.laterCpuSeconds().stream()).toList();
            table.put(LATER_CPU, name, name, "", new Samples(later), 2);
            Samples memory =
                Samples.of(lives, life -> life.peakResidentBytes() / BYTES_PER_MEBIBYTE);
            table.put(FUNCTION_MEMORY, name, name, "", memory, 0);
          });
    }
  }

  private static List<String> jvm(Variant variant, Path archive) throws IOException {
    return with(
        variant.archived()
            ? Stream.concat(
                    variant.options().stream(), Stream.of("-XX:SharedArchiveFile=" + archive))
                .toList()
            : variant.options());
  }

  private static List<String> with(List<String> more) throws IOException {
    List<String> options = new ArrayList<>(CommonOptions.workerJvm());
    options.addAll(more);
    return options;
  }

  private static void requireArchive(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      throw new IOException("the JVM has not written the archive of classes " + archive);
    }
  }
}
