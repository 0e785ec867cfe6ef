package dev.silverbook.command.terminal;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a command knows of its surroundings.
 *
 * @param out standard output: results
 * @param err standard error: progress and complaints
 * @param columns width of the terminal that standard error is; 0 when it is none
 * @param directory what relative paths are relative to
 * @param clock the time
 */
public record Console(PrintWriter out, PrintWriter err, int columns, Path directory, Clock clock) {

  /** Set by the launcher, which can tell whether standard error is a terminal. */
  private static final String COLUMNS_PROPERTY = "silverbook.columns";

  /** The streams of this process, in UTF-8. */
  public static Console ofThisProcess() {
    return new Console(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Integer.getInteger(COLUMNS_PROPERTY, 0),
        Path.of(""),
        Clock.systemUTC());
  }
}
