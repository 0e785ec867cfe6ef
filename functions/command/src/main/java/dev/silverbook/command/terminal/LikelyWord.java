package dev.silverbook.command.terminal;

import dev.silverbook.features.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** What was probably meant by an argument that is no option and no command. */
public final class LikelyWord {

  private LikelyWord() {}

  /** The option or subcommand that the first such argument of a command is close to. */
  public static Optional<String> meant(CommandLine command) {
    return command.getUnmatchedArguments().stream()
        .findFirst()
        .flatMap(
            argument ->
                Spelling.closest(
                        argument.split("=", 2)[0],
                        argument.startsWith("-") ? options(command) : subcommands(command))
                    .map(word -> "'" + argument + "' is unknown; did you mean '" + word + "'?"));
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }

  private static List<String> subcommands(CommandLine command) {
    return List.copyOf(command.getSubcommands().keySet());
  }
}
