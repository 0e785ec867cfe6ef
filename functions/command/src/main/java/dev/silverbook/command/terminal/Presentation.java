package dev.silverbook.command.terminal;

import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How much a command says, and how: options of every command, and where its streams lead. */
public final class Presentation {

  private final Map<String, String> environment;
  private final boolean resultOnTerminal;
  private final boolean progressOnTerminal;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Print the result and what went wrong, but no progress.")
  private boolean quiet;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description =
          "auto, always or never. Default: auto, which is on terminals, unless NO_COLOR or"
              + " CLICOLOR_FORCE is set.")
  private ColorChoice color = ColorChoice.AUTO;

  /**
   * Before any argument is read.
   *
   * @param environment the variables of this process
   * @param resultOnTerminal whether standard output is a terminal
   * @param progressOnTerminal whether standard error is a terminal
   */
  public Presentation(
      Map<String, String> environment, boolean resultOnTerminal, boolean progressOnTerminal) {
    this.environment = Map.copyOf(environment);
    this.resultOnTerminal = resultOnTerminal;
    this.progressOnTerminal = progressOnTerminal;
  }

  /** Neither stream is a terminal, and nothing is known of the environment. */
  public static Presentation plain() {
    return new Presentation(Map.of(), false, false);
  }

  /** Whether only the result and failures are wanted. */
  public boolean quiet() {
    return quiet;
  }

  /** Colours for standard output. */
  public Ink resultInk() {
    return new Ink(color.colors(environment, resultOnTerminal));
  }

  /** Colours for standard error. */
  public Ink progressInk() {
    return new Ink(color.colors(environment, progressOnTerminal));
  }
}
