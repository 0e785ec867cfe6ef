package dev.silverbook.aws;

import dev.silverbook.features.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Environment variables of a function, typed. Every complaint names the variable and its value. */
public final class Environment {

  /** Which deployment this is, the stack's name: a dimension of every metric. */
  public static final String APPLICATION = "SILVERBOOK_APPLICATION";

  private final Map<String, String> variables;

  /** Copies the variables: later changes are not seen. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The deployment's name. */
  public String application() {
    return text(APPLICATION, "the name of the stack");
  }

  /** A text without spaces around it; empty when the variable is missing or blank. */
  public Optional<String> optional(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /**
   * A text that is not blank.
   *
   * @param meaning what the variable must hold, for the message
   * @throws ConfigurationException when it is missing
   */
  public String text(String variable, String meaning) {
    return optional(variable)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    variable,
                    "the environment variable %s is not set; it must hold %s"
                        .formatted(variable, meaning)));
  }

  /**
   * A whole number.
   *
   * @throws ConfigurationException when it is missing, not a number or out of range
   */
  public int number(String variable, String meaning, int least, int most) {
    String value = text(variable, meaning);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notInRange(variable, value, least, most);
    }
    throw notInRange(variable, value, least, most);
  }

  /**
   * A URL.
   *
   * @throws ConfigurationException when it is missing or no http or https URL
   */
  public URI url(String variable, String meaning) {
    return url(variable, Optional.of(text(variable, meaning))).orElseThrow();
  }

  /**
   * A URL; empty when the variable is missing or blank.
   *
   * @throws ConfigurationException when it is no http or https URL
   */
  public Optional<URI> optionalUrl(String variable) {
    return url(variable, optional(variable));
  }

  private static Optional<URI> url(String variable, Optional<String> value) {
    try {
      Optional<URI> url = value.map(URI::create);
      if (url.isEmpty() || isHttp(url.get())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw notAUrl(variable, value.orElseThrow());
    }
    throw notAUrl(variable, value.orElseThrow());
  }

  private static boolean isHttp(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null;
  }

  private static ConfigurationException notInRange(
      String variable, String value, int least, int most) {
    return new ConfigurationException(
        variable,
        "%s must be a whole number from %d to %d, but it is '%s'"
            .formatted(variable, least, most, value));
  }

  private static ConfigurationException notAUrl(String variable, String value) {
    return new ConfigurationException(
        variable, "%s must be an http or https URL, but it is '%s'".formatted(variable, value));
  }
}
