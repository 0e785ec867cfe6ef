package dev.silverbook.command.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command declares about itself, as texts.
 *
 * @param spec the command
 */
record Described(CommandSpec spec) {

  /** The commands right below, in declared order. */
  List<Described> subcommands() {
    List<Described> list = new ArrayList<>();
    for (CommandLine subcommand : new LinkedHashSet<>(spec.subcommands().values())) {
      list.add(new Described(subcommand.getCommandSpec()));
    }
    return list;
  }

  /** Its own name alone. */
  String name() {
    return spec.name();
  }

  /** Its name with those of the commands above it. */
  String path(String separator) {
    return spec.qualifiedName(separator);
  }

  /** All of its description. */
  String description() {
    return text(spec.usageMessage().description());
  }

  /** The first sentence of its description, without the full stop. */
  String summary() {
    return firstSentence(description());
  }

  List<OptionSpec> options() {
    return spec.options().stream().filter(option -> !option.hidden()).toList();
  }

  List<PositionalParamSpec> parameters() {
    return spec.positionalParameters().stream().filter(one -> !one.hidden()).toList();
  }

  /** Lines of examples, as written. */
  List<String> examples() {
    List<String> lines = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      lines.add(text(line));
    }
    return lines;
  }

  /** Code to meaning; empty when the command says none. */
  Map<String, String> exitCodes() {
    return spec.usageMessage().exitCodeList();
  }

  /** What an option's or a parameter's description says. */
  static String description(ArgSpec argument) {
    return text(argument.description());
  }

  /** The words a value may be, in lower case; empty when any fits. */
  static List<String> candidates(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    return words;
  }

  /** Whether a value can be a file or a directory. */
  static boolean isPlace(ArgSpec argument) {
    return argument.type() == Path.class || argument.paramLabel().equals("PLACE");
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static String firstSentence(String text) {
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String text(String... lines) {
    // Descriptions are format strings: a per cent sign is doubled in them.
    return String.format(String.join(" ", lines));
  }
}
