package dev.silverbook.lake.internal;

/** Encoded bytes that break their encoding's rules; whoever knows column and page adds them. */
final class MalformedDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedDataException(String message) {
    super(message);
  }

  MalformedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
