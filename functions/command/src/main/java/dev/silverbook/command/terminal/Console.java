package dev.silverbook.command.terminal;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What a command knows of its surroundings.
 *
 * @param out standard output: results
 * @param err standard error: progress and complaints
 * @param columns width of the terminal that standard error is; 0 when it is none
 * @param directory what relative paths are relative to
 * @param clock the time
 * @param readerLeft whether standard output is lost because nobody reads it any more
 * @param presentation how the user wants to be told; complete once the arguments are read
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    int columns,
    Path directory,
    Clock clock,
    BooleanSupplier readerLeft,
    Presentation presentation) {

  /** Set by the launcher, which can tell whether standard error is a terminal. */
  private static final String COLUMNS_PROPERTY = "silverbook.columns";

  /** Set by the launcher to {@code true} when standard output is a terminal. */
  private static final String TERMINAL_PROPERTY = "silverbook.terminal";

  /** A console whose reader stays. */
  public Console(PrintWriter out, PrintWriter err, int columns, Path directory, Clock clock) {
    this(out, err, columns, directory, clock, () -> false);
  }

  /** A console that is no terminal. */
  public Console(
      PrintWriter out,
      PrintWriter err,
      int columns,
      Path directory,
      Clock clock,
      BooleanSupplier readerLeft) {
    this(out, err, columns, directory, clock, readerLeft, Presentation.plain());
  }

  /** Who works with this command, for records: a name on this machine, not one of AWS. */
  public static String user() {
    return System.getProperty("user.name", "somebody");
  }

  /** The streams of this process, in UTF-8. */
  public static Console ofThisProcess() {
    StandardOutput out = StandardOutput.ofThisProcess();
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    return new Console(
        writer(new BufferedOutputStream(out), false),
        writer(System.err, true),
        columns,
        Path.of(""),
        Clock.systemUTC(),
        out::readerLeft,
        new Presentation(System.getenv(), Boolean.getBoolean(TERMINAL_PROPERTY), columns > 0));
  }

  /** Where progress and notices go: standard error, or nowhere when the user wants it quiet. */
  public PrintWriter progress() {
    return presentation.quiet() ? new PrintWriter(Writer.nullWriter()) : err;
  }

  private static PrintWriter writer(OutputStream stream, boolean flushesLines) {
    return new PrintWriter(stream, flushesLines, StandardCharsets.UTF_8);
  }
}
