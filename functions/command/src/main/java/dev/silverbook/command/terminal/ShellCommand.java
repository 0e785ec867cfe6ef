package dev.silverbook.command.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A silverbook command that a hint prints: it works when copied into a shell. Immutable. */
public final class ShellCommand {

  /** Set by the launcher: how it was called, because it need not be on the path. */
  private static final String NAME_PROPERTY = "silverbook.command";

  /** Words that no POSIX shell changes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final List<String> words;

  private ShellCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** This command, called as the user called it, with those arguments. */
  public static ShellCommand silverbook(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty(NAME_PROPERTY, "silverbook"));
    words.addAll(arguments);
    return new ShellCommand(words);
  }

  /** The same for a few arguments. */
  public static ShellCommand silverbook(String... arguments) {
    return silverbook(List.of(arguments));
  }

  /** The same with more arguments behind. */
  public ShellCommand with(String... arguments) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(arguments));
    return new ShellCommand(more);
  }

  /** The same with an option and its value; unchanged without a value. */
  public ShellCommand with(String option, Optional<?> value) {
    return value.map(given -> with(option, given.toString())).orElse(this);
  }

  /** As typed, with quotes where a shell needs them. */
  @Override
  public String toString() {
    return String.join(" ", words.stream().map(ShellCommand::quoted).toList());
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
