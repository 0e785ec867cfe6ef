package dev.silverbook.command.terminal;

/** Text in lines of a width, for people. */
public final class Paragraph {

  /** The width of pages, pipes and files. */
  public static final int PAGE = 100;

  private static final int NARROWEST = 40;

  private Paragraph() {}

  /** How wide lines may be on a console. */
  public static int width(Console console) {
    return console.columns() == 0 ? PAGE : Math.max(NARROWEST, console.columns());
  }

  /**
   * Breaks a text at blanks; what has no blank is never broken, so that paths can be copied.
   *
   * @param first what the first line begins with; later ones begin with as many blanks
   * @param width of a line, where that is possible
   * @return lines with a line break each
   */
  public static String of(String first, String text, int width) {
    String indent = " ".repeat(first.codePointCount(0, first.length()));
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean blank = true;
    for (String word : text.split(" ", -1)) {
      if (!blank && length(line) + 1 + length(word) > width) {
        lines.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
        blank = true;
      }
      line.append(blank ? "" : " ").append(word);
      blank = false;
    }
    return lines.append(line.toString().stripTrailing()).append('\n').toString();
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
