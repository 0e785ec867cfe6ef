package dev.silverbook.pipeline;

/**
 * The product's version, the same word everywhere: it is written into outputs, so a place that
 * called it otherwise would write other bytes from the same inputs.
 */
public final class ProductVersion {

  private static final String UNPACKAGED = "development";

  private ProductVersion() {}

  /** From the jar's manifest; {@code development} when this does not run from a jar. */
  public static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKAGED : version;
  }
}
