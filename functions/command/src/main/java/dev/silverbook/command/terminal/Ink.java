package dev.silverbook.command.terminal;

/**
 * Colours words that a reader looks for.
 *
 * @param used whether there are colours at all; without, every text stays as it is
 */
public record Ink(boolean used) {

  /** No colours. */
  public static final Ink NONE = new Ink(false);

  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  /** What is as it should be. */
  public String good(String text) {
    return in(GREEN, text);
  }

  /** What needs a look. */
  public String doubtful(String text) {
    return in(YELLOW, text);
  }

  /** What went wrong. */
  public String bad(String text) {
    return in(RED, text);
  }

  private String in(String color, String text) {
    return used ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
  }
}
