package dev.silverbook.aws.function;

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

  /** As AWS's own settings are read from. */
  public Map<String, String> variables() {
    return variables;
  }

  /** The deployment's name. */
  public String application() {
    return text(APPLICATION, "the name of the stack");
  }

  /**
   * A text that is not blank.
   *
   * @param meaning what the variable must hold, for the message
   * @throws ConfigurationException when it is missing
   */
  public String text(String variable, String meaning) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                new ConfigurationException(
                    variable,
                    "the environment variable "
                        + variable
                        + " is not set; it must hold "
                        + meaning));
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
   * The URL of a queue.
   *
   * @throws ConfigurationException when it is missing or no http or https URL
   */
  public String queueUrl(String variable, String meaning) {
    String value = text(variable, meaning);
    try {
      URI url = URI.create(value);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw notAUrl(variable, value);
    }
    throw notAUrl(variable, value);
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
