package dev.silverbook.lake.internal.bytes;

/** Encoded bytes that break their encoding's rules; whoever knows column and page adds them. */
public final class MalformedDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedDataException(String message) {
    super(message);
  }

  public MalformedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
