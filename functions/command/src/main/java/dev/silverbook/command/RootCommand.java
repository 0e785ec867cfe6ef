package dev.silverbook.command;

import dev.silverbook.command.run.CheckpointException;
import dev.silverbook.command.stack.BackfillCommand;
import dev.silverbook.command.stack.RedriveCommand;
import dev.silverbook.command.stack.RetryCommand;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.EmptyValues;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.LikelyWord;
import dev.silverbook.command.terminal.Presentation;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.features.ConfigurationException;
import dev.silverbook.pipeline.store.StoreException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code silverbook}: subcommands, exit codes and how errors are shown. */
@Command(
    name = "silverbook",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Turns a bronze lake of order-book snapshots into a silver lake of features.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all good",
      "1:some partitions failed or differ, directories could not be listed, or the result not be written",
      "2:wrong usage or configuration",
      "130:interrupted; run again to resume",
      "141:what read standard output left before the end, as head does"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook demo",
      "      No data yet? Generates a small lake, runs it and shows the result.",
      "  silverbook inspect lake",
      "      What have I got, and can it be run?",
      "  silverbook run --input lake/orderbook --trades lake/trades --output out",
      "      Every partition that is new or has changed.",
      "  silverbook status --output out",
      "      What was processed, what failed, and what to do about it."
    })
public final class RootCommand implements Callable<Integer> {

  private static final int HELP_WIDTH = 100;

  private static final Set<String> VERSION = Set.of("-V", "--version");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces with errors.")
  private boolean debug;

  @Mixin private final Presentation presentation;

  private RootCommand(Presentation presentation) {
    this.presentation = presentation;
  }

  /**
   * Runs the command that the arguments name.
   *
   * @return the exit code
   */
  public static int execute(Console console, String... arguments) {
    RootCommand root = new RootCommand(console.presentation());
    CommandLine line = new CommandLine(root);
    Map<String, Supplier<Callable<Integer>>> all = subcommands(console);
    needed(all, arguments).forEach(command -> line.addSubcommand(command.get()));
    int code =
        line.setUsageHelpWidth(HELP_WIDTH)
            .setOut(console.out())
            .setErr(console.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setParameterExceptionHandler(
                (failure, args) -> root.complain(console, failure.getCommandLine(), failure))
            .setExecutionExceptionHandler(
                (failure, command, result) -> root.complain(console, command, failure))
            .setExecutionStrategy(
                parsed -> {
                  EmptyValues.refuse(parsed);
                  if (root.presentation.resultInk().used()) {
                    line.setColorScheme(
                        CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.ON));
                  }
                  return new CommandLine.RunLast().execute(parsed);
                })
            .execute(arguments);
    // A full disk or a closed pipe: a print writer throws nothing, it only remembers.
    int written = console.out().checkError() ? lost(console) : ExitCodes.OK;
    console.err().flush();
    return code == ExitCodes.OK ? written : code;
  }

  private static int lost(Console console) {
    if (console.readerLeft().getAsBoolean()) {
      return ExitCodes.CLOSED_PIPE;
    }
    console
        .err()
        .println(
            "silverbook: standard output could not be written, so what was printed is"
                + " incomplete; free space where it goes and run the same command again");
    return ExitCodes.INCOMPLETE;
  }

  /**
   * Those to make: the one that the first argument names, because making one takes milliseconds;
   * none for the version; all of them for help and for complaints.
   */
  private static Collection<Supplier<Callable<Integer>>> needed(
      Map<String, Supplier<Callable<Integer>>> all, String... arguments) {
    if (arguments.length > 0 && all.containsKey(arguments[0])) {
      return List.of(all.get(arguments[0]));
    }
    return arguments.length == 1 && VERSION.contains(arguments[0]) ? List.of() : all.values();
  }

  /** The command with all its subcommands, as completion and manual describe it. */
  static CommandLine whole(Console console) {
    CommandLine line = new CommandLine(new RootCommand(console.presentation()));
    subcommands(console).values().forEach(command -> line.addSubcommand(command.get()));
    return line;
  }

  private static Map<String, Supplier<Callable<Integer>>> subcommands(Console console) {
    Map<String, Supplier<Callable<Integer>>> all = new LinkedHashMap<>();
    all.put("inspect", () -> new InspectCommand(console));
    all.put("run", () -> new RunCommand(console));
    all.put("plan", () -> new PlanCommand(console));
    all.put("status", () -> new StatusCommand(console));
    all.put("report", () -> new ReportCommand(console));
    all.put("verify", () -> new VerifyCommand(console));
    all.put("features", () -> new FeaturesCommand(console));
    all.put("generate", () -> new GenerateCommand(console));
    all.put("demo", () -> new DemoCommand(console));
    all.put("backfill", () -> new BackfillCommand(console));
    all.put("retry", () -> new RetryCommand(console));
    all.put("redrive", () -> new RedriveCommand(console));
    all.put("runs", () -> new RunsCommand(console));
    all.put("cancel", () -> new CancelCommand(console));
    all.put("checkpoint", () -> new CheckpointCommand(console));
    all.put("config", () -> new ConfigCommand(console));
    all.put("completion", () -> new CompletionCommand(console, () -> whole(console)));
    all.put("manual", () -> new ManualCommand(console, () -> whole(console)));
    return all;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.USAGE;
  }

  private int complain(Console console, CommandLine command, Exception failure) {
    String name = command.getCommandSpec().qualifiedName();
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof ParameterException) {
      message = LikelyWord.meant(command).orElse(message) + " (see " + name + " --help)";
    }
    boolean expected =
        failure instanceof ParameterException
            || failure instanceof UsageException
            || failure instanceof ConfigurationException
            || failure instanceof CheckpointException
            || failure instanceof StoreException;
    if (!expected) {
      message =
          failure.getClass().getSimpleName()
              + ": "
              + message
              + (debug ? "" : " (--debug shows where)");
    }
    console
        .err()
        .println(presentation.progressInk().bad(name + ":") + " " + message.replace('\n', ' '));
    if (debug) {
      failure.printStackTrace(console.err());
    }
    return expected ? ExitCodes.USAGE : ExitCodes.INCOMPLETE;
  }
}
