package dev.silverbook.lake.internal.file;

/** Sound data in a form that is not read here; whoever knows the file adds its name. */
public final class UnsupportedFeatureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** In words that follow the column's name. */
  public UnsupportedFeatureException(String message) {
    super(message);
  }
}
