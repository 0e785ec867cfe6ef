package dev.silverbook.discovery;

/** An input that cannot be understood; the message tells its sender what to correct. */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
