package dev.silverbook.command;

import dev.silverbook.command.place.OpenedPlaces;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.place.SilverSource;
import dev.silverbook.command.report.VerifyReport;
import dev.silverbook.command.run.Verification;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.verify.Verdict;
import dev.silverbook.pipeline.work.PartitionFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook verify}: proves outputs on the user's own data. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Proves some partitions, chosen at random: outputs and inputs are those of the ledger;",
      "computed again, the outputs are the same byte for byte; and computed without what came after",
      "random times, whatever was known by then is the same to the bit. Changes nothing.",
      "Exit code 1 when something differs, with the first difference, or when there is nothing to",
      "verify."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook verify --output out",
      "      Three partitions, from the inputs of their runs.",
      "  silverbook verify --output out --partitions 20 --cuts 5 --symbol BTC/USDT",
      "  silverbook verify --output out --input lake/orderbook --trades lake/trades --json",
      "  silverbook verify --output s3://bucket/prefix --table ledger",
      "  silverbook verify --stack silverbook"
    })
final class VerifyCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "PLACE",
      description = "The output of the runs: a directory, or s3://BUCKET/PREFIX.")
  private String output;

  @Option(
      names = "--input",
      paramLabel = "PLACE",
      description = "Where the order books are. Default: where the ledger says they were.")
  private String input;

  @Option(
      names = "--trades",
      paramLabel = "PLACE",
      description = "Where the trades are. Default: where the ledger says they were.")
  private String trades;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state directory of the runs. Default: OUTPUT/_silverbook.")
  private Path state;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The DynamoDB table that holds the ledger.")
  private String table;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description =
          "The CloudFormation stack whose outputs they are: it says where everything is, so of the"
              + " options about places only --table may be beside it.")
  private String stack;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration of the runs, where it says how inputs are laid out; what is computed"
              + " is taken from each output's metadata.")
  private Path config;

  @Option(
      names = "--layout",
      paramLabel = "PATTERN",
      description = "As in the run, if it was given there.")
  private String layout;

  @Option(
      names = "--trades-layout",
      paramLabel = "PATTERN",
      description = "As in the run, if it was given there.")
  private String tradesLayout;

  @Option(
      names = "--exchange-name",
      paramLabel = "NAME",
      description = "As in the run, if it was given there.")
  private String exchangeName;

  @Option(
      names = "--symbol-name",
      paramLabel = "NAME",
      description = "As in the run, if it was given there.")
  private String symbolName;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many partitions. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--cuts",
      paramLabel = "K",
      defaultValue = "3",
      description = "At how many times each one's inputs are cut. Default: ${DEFAULT-VALUE}.")
  private int cuts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Chooses the same partitions and times as the run that told it. Default: new.")
  private Long seed;

  @Mixin private OutputOptions format = new OutputOptions();

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    PartitionFilter filter = selection.filter();
    requireAtLeast("--partitions", partitions, 1);
    requireAtLeast("--cuts", cuts, 0);
    requireOnePlace();
    SilverSource source =
        SilverSource.of(
            console.directory(),
            new SilverSource.Named(
                Optional.ofNullable(output),
                Optional.ofNullable(state),
                Optional.ofNullable(table),
                Optional.ofNullable(stack)),
            aws.selection());
    Optional<Places> ofStack = source.ofStack();
    List<LedgerEntry> processed =
        source.ledger().entries(filter).stream()
            .filter(entry -> entry.is(LedgerStatus.PROCESSED) && entry.result().isPresent())
            .toList();
    long chosenBy = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    List<Verdict> verdicts = new ArrayList<>();
    try (Interruption interruption = Interruption.watch();
        Verification verification =
            Verification.open(
                new ParquetFormat(),
                ProductVersion.text(),
                console.clock(),
                interruption::happened)) {
      for (LedgerEntry entry : chosen(processed, chosenBy)) {
        try (OpenedPlaces opened = OpenedPlaces.look(ofStack.orElseGet(() -> places(entry)))) {
          verdicts.add(verification.verify(opened.lakes(), entry, cuts, chosenBy));
        }
      }
    } catch (PartitionFailedException e) {
      if (e.failure().reason() != FailureReason.INTERRUPTED) {
        throw e;
      }
      console.err().println("silverbook verify: interrupted; nothing was changed");
      return ExitCodes.INTERRUPTED;
    }
    VerifyReport report =
        new VerifyReport(source.ledger().description(), processed.size(), chosenBy, verdicts);
    if (format.json()) {
      console.out().println(JsonText.of(report.json()));
    } else {
      console.out().print(report.text());
    }
    return report.proved() ? ExitCodes.OK : ExitCodes.INCOMPLETE;
  }

  private void requireOnePlace() {
    if (stack == null && output == null) {
      throw new UsageException("give --output PLACE or --stack NAME");
    }
    if (stack != null
        && Stream.of(
                output,
                input,
                trades,
                state,
                config,
                layout,
                tradesLayout,
                exchangeName,
                symbolName)
            .anyMatch(Objects::nonNull)) {
      throw new UsageException(
          "--stack says where everything is; leave out --output, --input, --trades, --state,"
              + " --config and what is about layouts");
    }
  }

  private static void requireAtLeast(String option, int given, int least) {
    if (given < least) {
      throw new UsageException(option + " is " + given + "; it must be at least " + least);
    }
  }

  private List<LedgerEntry> chosen(List<LedgerEntry> processed, long by) {
    List<LedgerEntry> shuffled = new ArrayList<>(processed);
    Collections.shuffle(shuffled, new Random(by));
    return shuffled.stream()
        .limit(partitions)
        .sorted(Comparator.comparing(LedgerEntry::partition))
        .toList();
  }

  private Places places(LedgerEntry entry) {
    String below = HivePath.canonical(entry.partition());
    String books = root(entry.inputs().orderBookPrefix(), below);
    String tradesOfRun = root(entry.inputs().tradesPrefix(), below);
    return Places.check(
        console.directory(),
        new Places.Named(
            input != null ? input : books,
            trades != null
                ? Optional.of(trades)
                : Optional.of(tradesOfRun).filter(place -> !place.isEmpty()),
            output,
            Optional.ofNullable(state),
            Optional.ofNullable(table),
            Optional.ofNullable(config),
            new LayoutSettings(
                Optional.ofNullable(layout),
                Optional.ofNullable(tradesLayout),
                Optional.ofNullable(exchangeName),
                Optional.ofNullable(symbolName))),
        aws.selection());
  }

  /** A lake's root, from the address of a partition in it. */
  private static String root(String address, String below) {
    return address.endsWith("/" + below)
        ? address.substring(0, address.length() - below.length() - 1)
        : address;
  }
}
