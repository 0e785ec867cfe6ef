package dev.silverbook.features;

/** A configuration that cannot be used. The message names key, value and what was expected. */
public final class ConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /** Names the key apart from the message, so that callers can name what it is called elsewhere. */
  public ConfigurationException(String key, String message) {
    super(message);
    this.key = key;
  }

  /** The offending key, as written. */
  public String key() {
    return key;
  }
}
