package dev.silverbook.features;

/** How feature values are stored. */
public enum ValueType {
  /** As computed: 53 significant bits. */
  DOUBLE("double"),
  /** Rounded to single precision: 24 significant bits, half the bytes. */
  FLOAT("float");

  private final String key;

  ValueType(String key) {
    this.key = key;
  }

  /** The name in a configuration. */
  public String key() {
    return key;
  }
}
