package dev.silverbook.command.terminal;

/** What the user asked for cannot be done; the message says why and what to do, on one line. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Shown as it is. */
  public UsageException(String message) {
    super(message);
  }

  /** Shown as it is; the cause only with {@code --debug}. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
