package dev.silverbook.lake;

import java.io.IOException;

/**
 * There is no room left to sort a partition's rows. The message names the directory, how much was
 * written to it and what to do.
 */
public final class ScratchFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /** With the failure of the file system. */
  public ScratchFullException(String message, IOException cause) {
    super(message, cause);
  }
}
