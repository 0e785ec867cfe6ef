package dev.silverbook.command;

import dev.silverbook.command.files.FileTree;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.ExcerptFormat;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.generator.BlemishRates;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GeneratedLake;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code silverbook demo}: everything once, on generated data. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Generates a small lake, processes it and shows the result: three good days and one with an",
      "outage, which is degraded.",
      "A second call runs on the same lake and finds nothing to do; --force starts afresh."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  silverbook demo", "  silverbook demo --output /tmp/demo --force"})
final class DemoCommand implements Callable<Integer> {

  private static final int ROWS = 17_280;
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 6);

  /** Three good days, and one with an outage: what a degraded day looks like. */
  private static final List<GeneratorOptions> LAKE =
      List.of(
          days("BTC/USDT", FIRST_DAY, 2, 0),
          days("ETH/USDT", FIRST_DAY, 1, 0),
          days("ETH/USDT", FIRST_DAY.plusDays(1), 1, 1));

  private static final List<String> SHOWN =
      List.of(
          "capture_ts",
          "mid_price",
          "relative_spread",
          "imbalance_5",
          "ofi_sum_60s",
          "tfi_60s",
          "realized_vol_300s",
          "kyle_lambda",
          "vpin",
          "spread_regime");

  private static final List<Long> POSITIONS =
      List.of(ROWS / 6L, ROWS / 3L, ROWS / 2L, ROWS * 2L / 3, ROWS * 5L / 6);

  private static final String BRONZE = "bronze";
  private static final String UNFINISHED = "bronze-unfinished";

  /** All that {@code --force} removes: what else is beside it, somebody else put there. */
  private static final List<String> MADE = List.of(BRONZE, UNFINISHED, "silver", Places.STATE);

  /** Marks a directory as made here, so that {@code --force} never touches another. */
  private static final String MARKER = "made-by-silverbook-demo";

  private static GeneratorOptions days(String symbol, LocalDate from, int days, int outages) {
    return GeneratorOptions.builder()
        .symbols(List.of(symbol))
        .startDate(from)
        .days(days)
        .rowsPerDay(ROWS)
        .levels(20)
        .tradesPerDay(20_000)
        .segmentsPerDay(4)
        .clockJitterMillis(10)
        .blemishes(BlemishRates.REALISTIC.withGapsPerDay(outages))
        .build();
  }

  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "silverbook-demo",
      description = "Where everything goes. Default: ./${DEFAULT-VALUE}.")
  private Path output;

  @Option(names = "--force", description = "Remove what an earlier demo made and start afresh.")
  private boolean force;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Places.absolute(console.directory(), output);
    Path bronze = root.resolve(BRONZE);
    Places.requireDirectoryOrNothing("--output", root);
    try {
      prepare(root, bronze);
    } catch (IOException e) {
      throw GenerateCommand.unwritable(root, e);
    }
    console.out().println();
    console.out().flush();
    String books = bronze.resolve(BronzeLakeGenerator.ORDER_BOOK).toString();
    String trades = bronze.resolve(BronzeLakeGenerator.TRADES).toString();
    ExcerptFormat format = new ExcerptFormat(new ParquetFormat(), SHOWN, POSITIONS);
    int exitCode =
        new PartitionRun(
                console,
                false,
                inWork -> format,
                Places.check(
                    console.directory(),
                    new Places.Named(
                        books,
                        Optional.of(trades),
                        root.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        LayoutSettings.NONE),
                    AwsSelection.STANDARD),
                PartitionFilter.ALL,
                PlanRequest.DUE,
                Optional.empty(),
                Runtime.getRuntime().availableProcessors(),
                ShellCommand.silverbook(
                    "plan",
                    "--input",
                    books,
                    "--trades",
                    trades,
                    "--output",
                    root.toString(),
                    "--json"))
            .execute()
            .exitCode();
    printExcerpt(format.rows());
    printNext(root);
    return exitCode;
  }

  private void prepare(Path root, Path bronze) throws IOException {
    if (Files.exists(root)) {
      requireDemo(root);
    }
    if (force) {
      for (String made : MADE) {
        FileTree.delete(root.resolve(made));
      }
    }
    if (Files.exists(bronze)) {
      console.out().println("The demo lake exists: " + bronze + " (--force starts afresh)");
    } else {
      generate(root, bronze);
    }
  }

  private void generate(Path root, Path bronze) throws IOException {
    Files.createDirectories(root);
    Files.writeString(
        root.resolve(MARKER),
        "silverbook demo made bronze, silver and _silverbook here; demo --force replaces them.\n");
    // Under another name first: what an interrupted generation leaves is no lake.
    Path unfinished = root.resolve(UNFINISHED);
    FileTree.delete(unfinished);
    GeneratedLake lake = GeneratedLake.EMPTY;
    for (GeneratorOptions options : LAKE) {
      lake = lake.plus(GenerateCommand.generate(console, options, unfinished));
    }
    Files.move(unfinished, bronze);
    console
        .out()
        .println(
            "Generated "
                + Quantities.counted(lake.rows(), "snapshot")
                + " and "
                + Quantities.counted(lake.trades(), "trade")
                + " into "
                + bronze);
  }

  private void printExcerpt(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(SHOWN.toArray(String[]::new));
    rows.forEach(row -> table.row(row.toArray(String[]::new)));
    console.out().print("\nA few rows and columns of one partition:\n\n" + table.plain());
    console.out().println("\nAll columns: " + ShellCommand.silverbook("features"));
  }

  private void printNext(Path root) {
    console
        .out()
        .print(
            "\nNext\n  "
                + ShellCommand.silverbook("report", "--output", root.toString())
                + "    days and plots, as a page\n  "
                + ShellCommand.silverbook("status", "--output", root.toString())
                + "    what was measured, and why a day is degraded\n  "
                + ShellCommand.silverbook("inspect")
                + " LAKE    what your own lake is, and how to run it\n");
  }

  private static void requireDemo(Path root) throws IOException {
    if (Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (Stream<Path> content = Files.list(root)) {
      if (content.findAny().isPresent()) {
        throw new UsageException(
            root + " exists and was not made by silverbook demo; choose another --output");
      }
    }
  }
}
