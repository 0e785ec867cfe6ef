package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.shell.ManualPage;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silverbook manual}: the pages for {@code man}. */
@Command(
    name = "manual",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Prints a command's page for man, or writes the pages of all commands.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook manual run | man -l -",
      "  silverbook manual --output ~/.local/share/man/man1"
    })
final class ManualCommand implements Callable<Integer> {

  private final Console console;
  private final Supplier<CommandLine> whole;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, as in 'manual checkpoint export'. Default: silverbook itself.")
  private List<String> command = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this directory instead.")
  private Path output;

  /**
   * Made for one call.
   *
   * @param whole gives the command with all its subcommands
   */
  ManualCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    Map<String, String> pages = ManualPage.all(whole.get().getCommandSpec());
    if (output == null) {
      console.out().print(one(pages));
    } else if (command.isEmpty()) {
      write(pages, Places.absolute(console.directory(), output));
    } else {
      throw new UsageException("--output writes the pages of all commands; leave the command out");
    }
    return ExitCodes.OK;
  }

  private String one(Map<String, String> pages) {
    String name = String.join("-", command);
    String page = pages.get("silverbook" + (name.isEmpty() ? "" : "-" + name) + ".1");
    if (page == null) {
      throw new UsageException(
          "there is no command '"
              + String.join(" ", command)
              + "'; silverbook --help lists the commands");
    }
    return page;
  }

  private static void write(Map<String, String> pages, Path directory) {
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(directory.resolve(page.getKey()), page.getValue());
      }
    } catch (IOException e) {
      throw GenerateCommand.unwritable(directory, e);
    }
  }
}
