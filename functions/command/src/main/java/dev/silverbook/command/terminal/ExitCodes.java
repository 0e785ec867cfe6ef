package dev.silverbook.command.terminal;

/** What a command's exit code says. */
public final class ExitCodes {

  /** All good. */
  public static final int OK = 0;

  /** Some of what was asked for was not done, or the result could not be written. */
  public static final int INCOMPLETE = 1;

  /** Wrong usage or configuration: nothing was done. */
  public static final int USAGE = 2;

  /** Interrupted; the same command resumes. */
  public static final int INTERRUPTED = 130;

  /** Whoever read standard output left first, as {@code head} does: no fault of anyone. */
  public static final int CLOSED_PIPE = 141;

  private ExitCodes() {}
}
