package dev.silverbook.benchmark;

import dev.silverbook.aws.standin.DelayedBucket;
import dev.silverbook.aws.standin.SmallObjects;
import dev.silverbook.benchmark.function.ReadingRun;
import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.table.Quantities;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reading}: a partition of many small objects over HTTP whose every request waits. */
@Command(
    name = "reading",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes a partition of many small objects with the worker's own parts and S3 client.",
      "S3 is a server on this machine whose every answer takes a fixed time more; how long is"
          + " assumed. Outputs go nowhere."
    })
final class ReadingCommand implements Callable<Integer> {

  private static final String GOAL_WALL = "<= 120 for 10,000 of 100 KB at 25 ms";
  private static final String GOAL_GETS = "<= 1.1";
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final double BYTES_PER_KILOBYTE = 1_000;

  /** Of an object; with so many levels a side it has about 100 KB. */
  private static final int ROWS = 110;

  private static final int LEVELS = 50;

  @Mixin private CommonOptions options = new CommonOptions(1);

  @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Of books and trades together. Default: ${DEFAULT-VALUE}.")
  private int objects;

  @Option(
      names = "--overlap",
      paramLabel = "N",
      defaultValue = "1",
      description = "So many objects share their time; above 16 they are sorted. Default: 1.")
  private int overlap;

  @Option(
      names = "--get-ms",
      paramLabel = "MS",
      defaultValue = "25",
      description = "Time of a request. Default: ${DEFAULT-VALUE}.")
  private int millis;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      description = "Heap of the process. Default: what the template's WorkerMemory leaves.")
  private Integer heap;

  @Option(
      names = "--scratch",
      paramLabel = "MIB",
      defaultValue = "512",
      description = "Of the scratch disk. Default: ${DEFAULT-VALUE}.")
  private int disk;

  /** What one process took, seen from outside. */
  private record Round(Finished run, long gets, long lists, long bytes) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.requirePositive("--objects", objects);
    options.requirePositive("--overlap", overlap);
    SmallObjects lake = new SmallObjects(objects, ROWS, LEVELS, overlap);
    Path directory = options.lakes().resolve("small-%d-%d-%d".formatted(objects, ROWS, overlap));
    if (!Files.isDirectory(directory)) {
      CommonOptions.progress("writing " + objects + " objects");
      lake.write(directory);
    }
    Processors processors = Processors.read();
    List<String> jvm = jvmOptions();
    List<Round> taken = new ArrayList<>();
    long size = 0;
    for (int i = 0; i < options.rounds(); i++) {
      try (Scratch scratch = Scratch.create();
          DelayedBucket bucket = new DelayedBucket(directory, millis)) {
        Finished run =
            new ChildProcess(scratch.path())
                .run(
                    processors.onOne(
                        JavaCommand.ofClass(
                            jvm,
                            ReadingRun.class,
                            bucket.endpoint(),
                            scratch.path(),
                            (long) disk << 20)),
                    Map.of());
        size = bucket.size();
        taken.add(new Round(run, bucket.gets(), bucket.lists(), bucket.bytes()));
      }
      options.progress("round", i);
    }
    String column =
        String.format(
            Locale.ROOT, "%,d objects of %.0f KB", objects, size / BYTES_PER_KILOBYTE / objects);
    ResultTable table = new ResultTable(List.of(column));
    fill(table, column, taken);
    options.print(table, note(jvm));
    return ExitCode.OK;
  }

  private List<String> jvmOptions() throws IOException {
    TemplateFile template = TemplateFile.of(CommonOptions.home());
    int memory = Integer.parseInt(template.value("WorkerMemory", "Default"));
    return template.jvmOptions(
        "WorkerFunction", heap == null ? TemplateFile.heapMebibytes(memory) : heap);
  }

  private void fill(ResultTable table, String column, List<Round> taken) {
    Quantities<Round> rows = new Quantities<>(table, column, "reading_", taken);
    rows.add(
        "wall_seconds",
        "listed, read and computed: wall s",
        GOAL_WALL,
        1,
        each -> each.run().printed(0));
    rows.add(
        "cpu_seconds", "from the launch of the JVM: CPU s", "", 1, each -> each.run().cpuSeconds());
    rows.add("gets", "GETs an object", GOAL_GETS, 2, each -> (double) each.gets() / objects);
    rows.add("lists", "listings", "", 0, Round::lists);
    rows.add("bytes_mib", "fetched, MiB", "", 0, each -> each.bytes() / BYTES_PER_MEBIBYTE);
    rows.add(
        "scratch_mib",
        "most on the scratch disk at once, MiB",
        "",
        0,
        each -> each.run().printed(1) / BYTES_PER_MEBIBYTE);
    rows.add("peak_rss_mib", "peak RSS, MiB", "", 0, each -> each.run().peakResidentMebibytes());
    rows.add("rows", "rows written", "", 0, each -> each.run().printed(2));
  }

  private String note(List<String> jvm) {
    return String.format(
        Locale.ROOT,
        "Assumed, not measured: a request takes %d ms; encryption is missing from CPU. Books of %d"
            + " levels a side, %d objects share their time. JVM: %s; the server has the other"
            + " processors.",
        millis,
        LEVELS,
        overlap,
        String.join(" ", jvm));
  }
}
