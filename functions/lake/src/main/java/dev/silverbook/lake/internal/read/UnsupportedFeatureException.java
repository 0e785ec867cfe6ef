package dev.silverbook.lake.internal.read;

/** Sound data in a form that is not read here; whoever knows the file adds its name. */
final class UnsupportedFeatureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsupportedFeatureException(String message) {
    super(message);
  }
}
