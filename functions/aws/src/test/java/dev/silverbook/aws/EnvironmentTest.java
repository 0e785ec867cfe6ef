package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.ConfigurationException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/q";

  private static Environment with(String value) {
    return new Environment(Map.of("V", value));
  }

  @Test
  void valuesAreReadWithoutSpacesAround() {
    assertThat(with(" x ").text("V", "a text")).isEqualTo("x");
    assertThat(with(" 7 ").number("V", "a number", 1, 7)).isEqualTo(7);
    assertThat(with(URL).url("V", "a queue")).hasToString(URL);
  }

  @Test
  void whatIsOptionalMayBeMissingOrBlank() {
    assertThat(new Environment(Map.of()).optional("V")).isEmpty();
    assertThat(with(" ").optional("V")).isEmpty();
    assertThat(with(" x ").optional("V")).contains("x");
    assertThat(new Environment(Map.of()).optionalUrl("V")).isEmpty();
    assertThat(with(URL).optionalUrl("V")).contains(URI.create(URL));
  }

  @Test
  void aMissingVariableIsNamedWithItsMeaning() {
    assertThatThrownBy(() -> new Environment(Map.of()).number("V", "the settle time", 0, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the environment variable V is not set; it must hold the settle time");
    assertThatThrownBy(() -> with("  ").text("V", "a text"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("V is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "901", "2m", "1.5", "99999999999"})
  void aNumberOutOfRangeIsNamedWithTheRange(String value) {
    assertThatThrownBy(() -> with(value).number("V", "the settle time", 0, 900))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("V must be a whole number from 0 to 900, but it is '" + value + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"queue", "arn:aws:sqs:eu-central-1:123456789012:q", "ftp://x/y", "http:// x"})
  void aQueueUrlIsAUrl(String value) {
    assertThatThrownBy(() -> with(value).url("V", "a queue"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("V must be an http or https URL, but it is '" + value + "'");
  }
}
