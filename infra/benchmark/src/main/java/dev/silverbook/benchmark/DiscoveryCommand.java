package dev.silverbook.benchmark;

import dev.silverbook.benchmark.function.DiscoveryRun;
import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.table.Quantities;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code discovery}: how long the backfill function takes for a whole lake. */
@Command(
    name = "discovery",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the partitions of a lake, checks them against an empty ledger and queues them all, with"
          + " the backfill function's own code.",
      "S3, DynamoDB and SQS are in the same process; how long their calls take is assumed."
    })
final class DiscoveryCommand implements Callable<Integer> {

  private static final String RESOURCE = "BackfillFunction";
  private static final int EXCHANGES = 10;
  private static final int DAYS = 100;
  private static final String GOAL = "<= 60 for 100,000";
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  @Mixin private CommonOptions options = new CommonOptions(3);

  @Option(
      names = "--symbols",
      paramLabel = "N",
      defaultValue = "100",
      description = "Of each of 10 EXCHANGES, for 100 days. Default: ${DEFAULT-VALUE}.")
  private int symbols;

  @Option(
      names = "--list-ms",
      paramLabel = "MS",
      defaultValue = "40",
      description = "Time of an S3 ListObjectsV2. Default: ${DEFAULT-VALUE}.")
  private int listMillis;

  @Option(
      names = "--ledger-ms",
      paramLabel = "MS",
      defaultValue = "15",
      description = "Time of a DynamoDB BatchGetItem. Default: ${DEFAULT-VALUE}.")
  private int ledgerMillis;

  @Option(
      names = "--send-ms",
      paramLabel = "MS",
      defaultValue = "15",
      description = "Time of an SQS SendMessageBatch. Default: ${DEFAULT-VALUE}.")
  private int sendMillis;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.requirePositive("--symbols", symbols);
    for (int millis : new int[] {listMillis, ledgerMillis, sendMillis}) {
      if (millis < 0) {
        throw options.refused("a call takes " + millis + " ms; that must not be negative");
      }
    }
    Processors processors = Processors.read();
    List<String> jvm = jvmOptions(TemplateFile.of(CommonOptions.home()));
    List<Finished> runs = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      for (int i = 0; i < options.rounds(); i++) {
        runs.add(new ChildProcess(scratch.path()).run(processors.onOne(command(jvm)), Map.of()));
        options.progress("round", i);
      }
    }
    String column = String.format(Locale.ROOT, "%,d partitions", (long) EXCHANGES * symbols * DAYS);
    ResultTable table = new ResultTable(List.of(column));
    fill(table, column, runs);
    options.print(table, note(jvm, processors));
    return ExitCode.OK;
  }

  /** The template's JVM options with the heap that its memory size leaves. */
  static List<String> jvmOptions(TemplateFile template) throws IOException {
    int mebibytes = Integer.parseInt(template.value(RESOURCE, "MemorySize"));
    return template.jvmOptions(RESOURCE, TemplateFile.heapMebibytes(mebibytes));
  }

  private List<String> command(List<String> jvm) {
    return JavaCommand.ofClass(
        jvm, DiscoveryRun.class, EXCHANGES, symbols, DAYS, listMillis, ledgerMillis, sendMillis);
  }

  /** What {@link DiscoveryRun} printed and what was seen of it from outside. */
  static void fill(ResultTable table, String column, List<Finished> runs) {
    Quantities<Finished> rows = new Quantities<>(table, column, "discovery_", runs);
    rows.add("wall_seconds", "listed, checked and queued: wall s", GOAL, 2, run -> run.printed(0));
    rows.add(
        "launch_wall_seconds",
        "the same from the launch of the JVM: wall s",
        "",
        2,
        Finished::wallSeconds);
    rows.add("cpu_seconds", "from the launch of the JVM: CPU s", "", 2, Finished::cpuSeconds);
    rows.add("lists", "calls of ListObjectsV2", "", 0, run -> run.printed(1));
    rows.add("reads", "calls of BatchGetItem", "", 0, run -> run.printed(2));
    rows.add("sends", "calls of SendMessageBatch", "", 0, run -> run.printed(3));
    rows.add("peak_heap_mib", "peak heap, MiB", "", 0, run -> run.printed(4) / BYTES_PER_MEBIBYTE);
    rows.add("peak_rss_mib", "peak RSS, MiB", "", 0, Finished::peakResidentMebibytes);
  }

  private String note(List<String> jvm, Processors processors) {
    return String.format(
        Locale.ROOT,
        "%d exchanges x %d symbols x %d days, all new. Assumed, not measured: a ListObjectsV2 takes"
            + " %d ms, a BatchGetItem %d ms, a SendMessageBatch %d ms, none is throttled; what the"
            + " SDK computes for a call (signing, TLS, parsing) is missing from CPU. JVM: %s, %s.",
        EXCHANGES,
        symbols,
        DAYS,
        listMillis,
        ledgerMillis,
        sendMillis,
        String.join(" ", jvm),
        processors.canPin() ? "on one processor" : "on all processors (no taskset here)");
  }
}
