package dev.silverbook.command;

import dev.silverbook.command.files.FileProblem;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.DateConverter;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.generator.BlemishRates;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GeneratedLake;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptionException;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code silverbook generate}: a simulated bronze lake. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    description = {
      "Generates a bronze lake of simulated markets: DIR/orderbook and DIR/trades.",
      "The price moves with the flow, sizes persist and trades hit the book; same seed, same bytes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook generate --output lake --symbol BTC/USDT,ETH/USDT --days 3",
      "  silverbook generate --output big --rows 850000 --levels 50 --trades 500000"
    })
final class GenerateCommand implements Callable<Integer> {

  /** How the command names what {@link GeneratorOptions} names otherwise. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("exchange", "--exchange"),
          Map.entry("symbol", "--symbol"),
          Map.entry("startDate", "--from"),
          Map.entry("days", "--days"),
          Map.entry("rowsPerDay", "--rows"),
          Map.entry("levels", "--levels"),
          Map.entry("tradesPerDay", "--trades"),
          Map.entry("segmentsPerDay", "--segments"),
          Map.entry("intervalJitter", "--jitter"),
          Map.entry("unsidedTrades", "--unsided"));

  private final Console console;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the lake goes.")
  private Path output;

  @Option(
      names = "--exchange",
      split = ",",
      paramLabel = "E",
      defaultValue = GeneratorOptions.Builder.EXCHANGE,
      description = "Exchanges. Default: ${DEFAULT-VALUE}.")
  private List<String> exchanges;

  @Option(
      names = "--symbol",
      split = ",",
      paramLabel = "S",
      defaultValue = GeneratorOptions.Builder.SYMBOL,
      description = "Symbols. Default: ${DEFAULT-VALUE}.")
  private List<String> symbols;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = DateConverter.class,
      defaultValue = GeneratorOptions.Builder.START_DATE,
      description = "First day. Default: ${DEFAULT-VALUE}.")
  private LocalDate from;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.DAYS,
      description = "Days. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.ROWS_PER_DAY,
      description = "Snapshots a day. Default: ${DEFAULT-VALUE}, one a second.")
  private int rows;

  @Option(
      names = "--levels",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.LEVELS,
      description = "Price levels a side. Default: ${DEFAULT-VALUE}.")
  private int levels;

  @Option(
      names = "--trades",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.TRADES_PER_DAY,
      description = "Trades a day; 0 for no trades. Default: ${DEFAULT-VALUE}.")
  private int trades;

  @Option(
      names = "--segments",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.SEGMENTS_PER_DAY,
      description = "Files a day, a divisor of 1440. Default: ${DEFAULT-VALUE}.")
  private int segments;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + GeneratorOptions.Builder.SEED,
      description = "Seed. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--jitter",
      paramLabel = "SHARE",
      defaultValue = "" + GeneratorOptions.Builder.INTERVAL_JITTER,
      description =
          "Irregularity of the snapshots' times, 0 to below 1; 0.0 is a regular grid."
              + " Default: ${DEFAULT-VALUE}.")
  private double jitter;

  @Option(
      names = "--unsided",
      paramLabel = "SHARE",
      defaultValue = "" + GeneratorOptions.Builder.UNSIDED_TRADES,
      description = "Share of trades without a side, 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double unsided;

  @Option(
      names = "--flawless",
      description =
          "Without the crossed, one-sided and empty books and the gaps of real recordings.")
  private boolean flawless;

  @Option(names = "--force", description = "Replace what is there.")
  private boolean force;

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path root = Places.absolute(console.directory(), output);
    Places.requireDirectoryOrNothing("--output", root);
    GeneratedLake lake = generate(console, options(), root);
    console
        .out()
        .printf(
            "Generated %s: %s and %s in %s, %s%n",
            Quantities.counted(lake.partitions(), "partition"),
            Quantities.counted(lake.rows(), "snapshot"),
            Quantities.counted(lake.trades(), "trade"),
            Quantities.counted(lake.files(), "file"),
            Quantities.bytes(lake.bytes()));
    Path books = root.resolve(BronzeLakeGenerator.ORDER_BOOK);
    Optional<Path> trades =
        lake.trades() > 0
            ? Optional.of(root.resolve(BronzeLakeGenerator.TRADES))
            : Optional.empty();
    console
        .out()
        .println(
            "Run it  "
                + ShellCommand.silverbook("run", "--input", books.toString())
                    .with("--trades", trades)
                    .with("--output", "OUT"));
    return ExitCodes.OK;
  }

  /** Generates with progress on standard error. */
  static GeneratedLake generate(Console console, GeneratorOptions options, Path root)
      throws IOException {
    GenerationListener progress =
        (partition, done, total, soFar) ->
            console
                .progress()
                .println("generated  " + partition + (total > 1 ? "  " + done + "/" + total : ""));
    try {
      return new BronzeLakeGenerator(options, new ParquetFormat()).generate(root, progress);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          e.getFile()
              + (options.replace()
                  ? " is in the way; remove it, or choose another --output"
                  : " is already there; --force replaces it, or choose another --output"),
          e);
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  /** What to say when a lake cannot be written below the directory that {@code --output} names. */
  static UsageException unwritable(Path root, IOException cause) {
    return new UsageException(
        "--output "
            + root
            + " cannot be written: "
            + FileProblem.of(root, cause)
            + "; free space there, grant write permission, or choose another --output",
        cause);
  }

  private GeneratorOptions options() {
    try {
      return GeneratorOptions.builder()
          .exchanges(exchanges)
          .symbols(symbols)
          .startDate(from)
          .days(days)
          .rowsPerDay(rows)
          .levels(levels)
          .tradesPerDay(trades)
          .segmentsPerDay(segments)
          .seed(seed)
          .intervalJitter(jitter)
          .unsidedTrades(unsided)
          .blemishes(flawless ? BlemishRates.NONE : BlemishRates.REALISTIC)
          .replace(force)
          .build();
    } catch (GeneratorOptionException e) {
      throw new UsageException(OPTIONS.getOrDefault(e.option(), e.option()) + " " + e.problem(), e);
    }
  }
}
