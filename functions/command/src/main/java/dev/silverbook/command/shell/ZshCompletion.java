package dev.silverbook.command.shell;

import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for zsh: a file for a directory of {@code fpath}, which can also be sourced. */
public final class ZshCompletion {

  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  /** The script for a command and all below it. */
  public static String of(CommandSpec root) {
    ZshCompletion completion = new ZshCompletion();
    Described command = new Described(root);
    completion.script.append("#compdef ").append(command.name()).append("\n\n");
    completion.function(command);
    String function = function(command.path("_"));
    completion
        .script
        .append("if [ \"${funcstack[1]}\" = \"")
        .append(function)
        .append("\" ]; then\n  ")
        .append(function)
        .append(" \"$@\"\nelse\n  compdef ")
        .append(function)
        .append(' ')
        .append(command.name())
        .append("\nfi\n");
    return completion.script.toString();
  }

  private static String function(String path) {
    return "_" + path;
  }

  private void function(Described command) {
    List<Described> subcommands = command.subcommands();
    subcommands.forEach(this::function);
    script.append(function(command.path("_"))).append("() {\n");
    StringJoiner arguments = new StringJoiner(" \\\n    ", "", "\n");
    arguments.add(subcommands.isEmpty() ? "  _arguments -s" : "  _arguments -s -C");
    command.options().forEach(option -> arguments.add(specification(option)));
    command.parameters().forEach(parameter -> arguments.add(specification(parameter)));
    if (subcommands.isEmpty()) {
      script.append(arguments);
    } else {
      arguments.add("'1: :->command'").add("'*:: :->arguments'");
      script.append("  local context state state_descr line\n  typeset -A opt_args\n");
      script.append(arguments).append("  case $state in\n    command)\n      local -a commands\n");
      script.append("      commands=(\n");
      for (Described subcommand : subcommands) {
        script
            .append("        ")
            .append(quoted(subcommand.name() + ":" + subcommand.summary()))
            .append('\n');
      }
      script.append("      )\n      _describe command commands\n      ;;\n");
      script.append("    arguments)\n      case ${words[1]} in\n");
      for (Described subcommand : subcommands) {
        script
            .append("        ")
            .append(subcommand.name())
            .append(") ")
            .append(function(subcommand.path("_")))
            .append(" ;;\n");
      }
      script.append("      esac\n      ;;\n  esac\n");
    }
    script.append("}\n\n");
  }

  /** One word for {@code _arguments}: names that exclude each other, meaning, value. */
  private static String specification(OptionSpec option) {
    String repeats = option.isMultiValue() ? "*" : "";
    String meaning = "[" + bracketed(Described.firstSentence(Described.description(option))) + "]";
    String value =
        Described.takesValue(option) ? ":" + colons(label(option)) + ":" + action(option) : "";
    StringJoiner words = new StringJoiner(" ");
    String others =
        option.names().length > 1 && repeats.isEmpty()
            ? "(" + String.join(" ", option.names()) + ")"
            : "";
    for (String name : option.names()) {
      String equals = value.isEmpty() ? "" : name.startsWith("--") ? "=" : "+";
      words.add(quoted(repeats + others + name + equals + meaning + value));
    }
    return words.toString();
  }

  private static String specification(PositionalParamSpec parameter) {
    return quoted(
        (parameter.isMultiValue() ? "*" : "")
            + ":"
            + colons(label(parameter))
            + ":"
            + action(parameter));
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel();
  }

  private static String action(ArgSpec argument) {
    List<String> words = Described.candidates(argument);
    if (!words.isEmpty()) {
      return "(" + String.join(" ", words) + ")";
    }
    // A space alone: there is a value, and nothing to propose.
    return Described.isPlace(argument) ? "_files" : " ";
  }

  private static String bracketed(String text) {
    return colons(text).replace("[", "\\[").replace("]", "\\]");
  }

  private static String colons(String text) {
    return text.replace("\\", "\\\\").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
