package dev.silverbook.benchmark;

import dev.silverbook.benchmark.subject.LoadedObject;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SnapshotReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shapes}: what reading the same books takes in other shapes and encodings. */
@Command(
    name = "shapes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the processor time of one thread that reads the books of Parquet files from memory,"
          + " warm, file by file in turns.",
      "src/main/python/spell_books.py writes files to compare."
    })
final class ShapesCommand implements Callable<Integer> {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int WARM_UPS = 10;
  private static final String CPU = "CPU ms";
  private static final String RATIO = "to the first";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "15",
      description = "Readings of each file. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Parquet files of books.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    CommonOptions.requirePositive(spec, "--rounds", rounds);
    List<InputObject> objects = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    for (Path file : files) {
      objects.add(new LoadedObject(file.getFileName().toString(), Files.readAllBytes(file)));
      times.add(new ArrayList<>());
    }
    double check = 0;
    for (int round = -WARM_UPS; round < rounds; round++) {
      for (int i = 0; i < objects.size(); i++) {
        long before = cpuNanos();
        check += read(objects.get(i));
        if (round >= 0) {
          times.get(i).add((cpuNanos() - before) / NANOS_PER_MILLI);
        }
      }
    }
    ResultTable table = new ResultTable(List.of(CPU, RATIO));
    for (int i = 0; i < objects.size(); i++) {
      add(table, objects.get(i).key(), new Samples(times.get(i)), new Samples(times.get(0)));
    }
    options.print(
        table,
        "CPU: of one thread in a warm process, from bytes in memory to all levels of all rows,"
            + " decompression included; medians with ranges of "
            + rounds
            + " readings in turns. Sum of best prices and last sizes: "
            + check);
    return ExitCode.OK;
  }

  /** Adds a file's row: its times, and each by what the first file took in the same turn. */
  static void add(ResultTable table, String file, Samples cpu, Samples first) {
    table.put(CPU, file, file, "", cpu, 1);
    table.put(RATIO, file, file, "", cpu.per(first), 2);
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime();
  }

  private static double read(InputObject object) throws IOException {
    double sum = 0;
    try (SnapshotReader books = new ParquetFormat().openSnapshots(object)) {
      while (books.next()) {
        sum += ends(books.current().bids()) + ends(books.current().asks());
      }
    }
    return sum;
  }

  private static double ends(RawLevels side) {
    int last = side.length() - 1;
    return last < 0 ? 0 : side.price(0) + side.size(last);
  }
}
