package dev.silverbook.command.terminal;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options with nothing in them, as an unset shell variable leaves them. Taken at its word, an empty
 * path would be the working directory.
 */
public final class EmptyValues {

  private EmptyValues() {}

  /**
   * Looks at the options of a command and of the subcommand that was given.
   *
   * @throws ParameterException naming the option
   */
  public static void refuse(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      for (String value : option.originalStringValues()) {
        if (value.isBlank()) {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              option.longestName()
                  + " is empty; give a value, or leave the option out (is a shell variable unset?)");
        }
        if (hasEmptyElement(option, value)) {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              option.longestName()
                  + " '"
                  + value
                  + "' has an empty element; separate values by single commas");
        }
      }
    }
    if (parsed.hasSubcommand()) {
      refuse(parsed.subcommand());
    }
  }

  private static boolean hasEmptyElement(OptionSpec option, String value) {
    return !option.splitRegex().isEmpty()
        && List.of(value.split(option.splitRegex(), -1)).stream().anyMatch(String::isBlank);
  }
}
