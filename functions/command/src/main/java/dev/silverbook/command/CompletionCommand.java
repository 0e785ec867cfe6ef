package dev.silverbook.command;

import dev.silverbook.command.shell.FishCompletion;
import dev.silverbook.command.shell.ZshCompletion;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.VersionText;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code silverbook completion}: what a shell needs to complete this command. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Prints the script that completes this command in a shell.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(silverbook completion bash)",
      "      In this shell; in every one when it stands in ~/.bashrc.",
      "  silverbook completion zsh > ~/.zfunc/_silverbook",
      "      Any directory of fpath.",
      "  silverbook completion fish > ~/.config/fish/completions/silverbook.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Console console;
  private final Supplier<CommandLine> whole;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell;

  /** The shells that are known. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  /**
   * Made for one call.
   *
   * @param whole gives the command with all its subcommands
   */
  CompletionCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    CommandLine command = whole.get();
    console
        .out()
        .print(
            switch (shell) {
              case BASH -> AutoComplete.bash(command.getCommandName(), command);
              case ZSH -> ZshCompletion.of(command.getCommandSpec());
              case FISH -> FishCompletion.of(command.getCommandSpec());
            });
    return ExitCodes.OK;
  }
}
