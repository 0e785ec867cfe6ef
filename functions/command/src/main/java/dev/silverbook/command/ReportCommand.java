package dev.silverbook.command;

import dev.silverbook.command.files.DurableFiles;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.command.page.BarPlots;
import dev.silverbook.command.page.ReportData;
import dev.silverbook.command.page.ReportPage;
import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.place.SilverSource;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook report}: what the ledger knows, and plots of bars, as one page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Writes one page for a browser, which needs no network: totals, a calendar of all days,",
      "failures and what to do, quality of each day, and plots from bars."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook report --output out",
      "  silverbook report --output out --symbol BTC/USDT --from 2025-12-01 --html btc.html",
      "  silverbook report --stack silverbook",
      "  silverbook report --output s3://silver-bucket/prefix --table ledger"
    })
final class ReportCommand implements Callable<Integer> {

  /** Plots of a selection, when nobody says how many: each is a fifth of a megabyte. */
  private static final int MOST_SELECTED = 50;

  private static final int NEWEST = 5;

  private final Console console;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Where where = new Where();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      defaultValue = "silverbook-report.html",
      description = "The page to write; replaced if it exists. Default: ./${DEFAULT-VALUE}.")
  private Path html;

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--plots",
      paramLabel = "N",
      description =
          "How many partitions to draw, the newest. Default: 5; with a selection, all of it up to"
              + " 50.")
  private Integer plots;

  /** Where results are. */
  static final class Where {
    @Option(
        names = "--output",
        paramLabel = "PLACE",
        description = "The output of the runs: a directory, or s3://BUCKET/PREFIX.")
    private String output;

    @Option(
        names = "--state",
        paramLabel = "DIR",
        description = "Their state directory. Default: OUTPUT/_silverbook.")
    private Path state;

    @Option(
        names = "--table",
        paramLabel = "NAME",
        description = "The DynamoDB table that holds the ledger.")
    private String table;

    @Option(
        names = "--stack",
        paramLabel = "NAME",
        description = "The CloudFormation stack whose table and outputs they are.")
    private String stack;

    private SilverSource.Named named() {
      return new SilverSource.Named(
          Optional.ofNullable(output),
          Optional.ofNullable(state),
          Optional.ofNullable(table),
          Optional.ofNullable(stack));
    }
  }

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    PartitionFilter filter = selection.filter();
    if (plots != null && plots < 0) {
      throw new UsageException("--plots is " + plots + "; it must not be negative");
    }
    Path target = Places.absolute(console.directory(), html);
    requireWritable(target);
    SilverSource source = SilverSource.of(console.directory(), where.named(), aws.selection());
    LedgerSource ledger = source.ledger();
    List<LedgerEntry> entries = ledger.entries(filter);
    ReportData data =
        new ReportData(
            ledger.description(),
            ledger.howToRetry(),
            described(filter),
            ProductVersion.text(),
            console.clock().instant(),
            entries,
            plots != null ? plots : filter.equals(PartitionFilter.ALL) ? NEWEST : MOST_SELECTED);
    long size = write(data, source, target);
    console
        .out()
        .println(
            "Report of "
                + Quantities.counted(entries.size(), "partition")
                + " ("
                + Quantities.bytes(size)
                + "): "
                + target);
    return ExitCodes.OK;
  }

  private static long write(ReportData data, SilverSource source, Path target) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try (SilverSource.Opened silver = source.open();
        Writer out = new OutputStreamWriter(page, StandardCharsets.UTF_8)) {
      new ReportPage(data, new BarPlots(silver.store())).write(out);
    }
    try {
      DurableFiles.replace(target, page.toByteArray());
    } catch (IOException e) {
      throw new UsageException(
          "--html "
              + target
              + " cannot be written: "
              + FileProblem.of(target, e)
              + "; grant write permission or free space, or give another file",
          e);
    }
    return page.size();
  }

  /** Before anything is read: what is found out late costs the time of reading a ledger. */
  private static void requireWritable(Path target) {
    if (Files.isDirectory(target)) {
      throw new UsageException(
          "--html " + target + " is a directory; give a file in it, such as report.html");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new UsageException(
          "--html " + target + ": there is no directory " + target.getParent() + "; create it");
    }
  }

  private static String described(PartitionFilter filter) {
    List<String> parts = new ArrayList<>();
    parts.addAll(new TreeSet<>(filter.exchanges()));
    new TreeSet<>(filter.symbols()).forEach(symbol -> parts.add(symbol.replace('~', '/')));
    filter.from().ifPresent(day -> parts.add("from " + day));
    filter.to().ifPresent(day -> parts.add("to " + day));
    return String.join(", ", parts);
  }
}
