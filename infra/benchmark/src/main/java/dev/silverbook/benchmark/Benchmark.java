package dev.silverbook.benchmark;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code infra/benchmark/run}. */
@Command(
    name = "infra/benchmark/run",
    mixinStandardHelpOptions = true,
    description = {
      "Measures speed, memory and start-up.",
      "One more command, ahead, is Python beside what it measures: ahead --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infra/benchmark/run measure",
      "  infra/benchmark/run measure --only 86k-x-20 --rounds 3",
      "  infra/benchmark/run ahead --days 1,7 --rounds 3",
      "  infra/benchmark/run compare --one-processor --days 1",
      "  infra/benchmark/run sizes",
      "  infra/benchmark/run discovery --list-ms 100",
      "  infra/benchmark/run reading --objects 1000",
      "  infra/benchmark/run cold --only discovery",
      "  infra/benchmark/run jmh Engine",
      "  infra/benchmark/compare main~5 main"
    })
public final class Benchmark implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Benchmark() {}

  /** Runs a subcommand and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmark())
            .addSubcommand(new MeasureCommand())
            .addSubcommand(new SizesCommand())
            .addSubcommand(new DiscoveryCommand())
            .addSubcommand(new ReadingCommand())
            .addSubcommand(new ColdCommand())
            .addSubcommand(new CompareCommand())
            // JMH has options of its own, which this command knows nothing about.
            .addSubcommand(
                new CommandLine(new JmhCommand()).setUnmatchedOptionsArePositionalParams(true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .execute(arguments));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return ExitCode.USAGE;
  }
}
