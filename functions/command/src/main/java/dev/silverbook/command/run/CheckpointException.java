package dev.silverbook.command.run;

/** A checkpoint file that cannot be used. The message names the file, the line and the remedy. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The cause may be null. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
