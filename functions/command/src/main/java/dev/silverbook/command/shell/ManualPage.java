package dev.silverbook.command.shell;

import dev.silverbook.command.terminal.VersionText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's page for {@code man}, in the language of {@code man(7)}. */
public final class ManualPage {

  private final Described command;
  private final StringBuilder page = new StringBuilder();

  private ManualPage(Described command) {
    this.command = command;
  }

  /**
   * The pages of a command and of all below it.
   *
   * @return file name, such as {@code silverbook-run.1}, to page
   */
  public static Map<String, String> all(CommandSpec root) {
    Map<String, String> pages = new LinkedHashMap<>();
    collect(new Described(root), pages);
    return pages;
  }

  private static void collect(Described command, Map<String, String> pages) {
    pages.put(command.path("-") + ".1", new ManualPage(command).text());
    command.subcommands().forEach(subcommand -> collect(subcommand, pages));
  }

  private String text() {
    line(
        ".TH \""
            + command.path("-").toUpperCase(Locale.ROOT)
            + "\" 1 \"\" \""
            + String.join("", new VersionText().getVersion())
            + "\" \"Silverbook\"");
    section("NAME");
    line(escaped(command.path("-")) + " \\- " + escaped(command.summary()));
    section("SYNOPSIS");
    line(".B " + escaped(command.path(" ")));
    line(synopsis());
    section("DESCRIPTION");
    line(escaped(command.description()));
    if (!command.subcommands().isEmpty()) {
      section("COMMANDS");
      for (Described subcommand : command.subcommands()) {
        line(".TP");
        line("\\fB" + escaped(subcommand.path("-")) + "\\fR(1)");
        line(escaped(subcommand.description()));
      }
    }
    if (!command.parameters().isEmpty()) {
      section("PARAMETERS");
      for (PositionalParamSpec parameter : command.parameters()) {
        line(".TP");
        line("\\fI" + escaped(parameter.paramLabel()) + "\\fR");
        line(escaped(Described.description(parameter)));
      }
    }
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      line(".TP");
      line(names(option));
      line(escaped(Described.description(option)));
    }
    if (!command.exitCodes().isEmpty()) {
      section("EXIT STATUS");
      command
          .exitCodes()
          .forEach(
              (code, meaning) -> {
                line(".TP");
                line("\\fB" + code.strip() + "\\fR");
                line(escaped(meaning));
              });
    }
    examples();
    seeAlso();
    return page.toString();
  }

  private String synopsis() {
    StringJoiner words = new StringJoiner(" ");
    for (OptionSpec option : command.options()) {
      if (option.required() && option.group() == null) {
        words.add(
            "\\fB"
                + escaped(option.longestName())
                + "\\fR=\\fI"
                + escaped(option.paramLabel())
                + "\\fR");
      }
    }
    words.add("[\\fIOPTION\\fR]...");
    if (!command.subcommands().isEmpty()) {
      words.add("\\fICOMMAND\\fR");
    }
    for (PositionalParamSpec parameter : command.parameters()) {
      String label = "\\fI" + escaped(parameter.paramLabel()) + "\\fR";
      words.add(parameter.required() ? label : "[" + label + "]");
    }
    return words.toString();
  }

  private void examples() {
    if (command.examples().isEmpty()) {
      return;
    }
    section("EXAMPLES");
    line(".nf");
    command.examples().forEach(example -> line(escaped(example.stripTrailing())));
    line(".fi");
  }

  private void seeAlso() {
    List<String> others = new ArrayList<>();
    if (command.spec().parent() == null) {
      command.subcommands().forEach(one -> others.add(one.path("-")));
    } else {
      others.add(new Described(command.spec().parent()).path("-"));
      command.subcommands().forEach(one -> others.add(one.path("-")));
    }
    section("SEE ALSO");
    StringJoiner references = new StringJoiner(", ");
    others.forEach(other -> references.add("\\fB" + escaped(other) + "\\fR(1)"));
    line(references.toString());
  }

  private static String names(OptionSpec option) {
    StringJoiner names = new StringJoiner(", ");
    for (String name : option.names()) {
      names.add("\\fB" + escaped(name) + "\\fR");
    }
    return names
        + (Described.takesValue(option) ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : "");
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /**
   * A line of text: a backslash is an escape, a hyphen would be a dash, a leading dot a request.
   */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
