package dev.silverbook.command.shell;

import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for fish. */
public final class FishCompletion {

  private final StringBuilder script = new StringBuilder();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script for a command and all below it. */
  public static String of(CommandSpec root) {
    Described command = new Described(root);
    FishCompletion completion = new FishCompletion(command.name());
    // No files where none are asked for.
    completion.script.append("complete -c ").append(command.name()).append(" -f\n");
    completion.add(command, "");
    return completion.script.toString();
  }

  /** Adds a command that is meant while {@code seen} holds; empty for the first. */
  private void add(Described command, String seen) {
    List<Described> subcommands = command.subcommands();
    String here = seen;
    if (!subcommands.isEmpty()) {
      StringJoiner names = new StringJoiner(" ");
      subcommands.forEach(subcommand -> names.add(subcommand.name()));
      String none = "not __fish_seen_subcommand_from " + names;
      here = seen.isEmpty() ? none : seen + "; and " + none;
    }
    for (Described subcommand : subcommands) {
      line(here, "-a", subcommand.name(), "-d", quoted(subcommand.summary()));
    }
    for (OptionSpec option : command.options()) {
      option(here, option);
    }
    for (PositionalParamSpec parameter : command.parameters()) {
      List<String> words = Described.candidates(parameter);
      if (!words.isEmpty()) {
        line(here, "-a", quoted(String.join(" ", words)));
      }
    }
    for (Described subcommand : subcommands) {
      String one = "__fish_seen_subcommand_from " + subcommand.name();
      add(subcommand, seen.isEmpty() ? one : seen + "; and " + one);
    }
  }

  private void option(String seen, OptionSpec option) {
    StringJoiner words = new StringJoiner(" ");
    for (String name : option.names()) {
      words.add((name.startsWith("--") ? "-l " : "-s ") + name.replaceFirst("^-+", ""));
    }
    if (Described.takesValue(option)) {
      List<String> candidates = Described.candidates(option);
      if (!candidates.isEmpty()) {
        words.add("-x -a " + quoted(String.join(" ", candidates)));
      } else {
        words.add(Described.isPlace(option) ? "-r -F" : "-x");
      }
    }
    words.add("-d").add(quoted(Described.firstSentence(Described.description(option))));
    line(seen, words.toString());
  }

  private void line(String seen, String... words) {
    script.append("complete -c ").append(program).append(" -n ").append(quoted(seen));
    for (String word : words) {
      script.append(' ').append(word);
    }
    script.append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
