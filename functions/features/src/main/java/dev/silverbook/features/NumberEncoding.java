package dev.silverbook.features;

/** How the numbers of an output are laid out in its files. The values are the same. */
public enum NumberEncoding {
  /** By byte streams where numbers are noise below their first digits, else plain. */
  AUTO("auto"),
  /** Plain throughout, for readers that know nothing else. */
  PLAIN("plain");

  private final String key;

  NumberEncoding(String key) {
    this.key = key;
  }

  /** The name in a configuration. */
  public String key() {
    return key;
  }
}
