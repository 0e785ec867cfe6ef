package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PageTemplateTest {

  private static String filled(String template, Map<String, String> values) throws IOException {
    Map<String, PageTemplate.Filling> fillings = new LinkedHashMap<>();
    values.forEach((name, value) -> fillings.put(name, out -> out.append(value)));
    StringBuilder out = new StringBuilder();
    new PageTemplate(template).write(fillings, out);
    return out.toString();
  }

  @Test
  void placesAreFilledAndTheRestStaysAsItIs() throws IOException {
    assertThat(filled("<a>{{one}}</a> {x} {{two}}", Map.of("one", "1", "two", "2")))
        .isEqualTo("<a>1</a> {x} 2");
  }

  @Test
  void whatIsFilledInIsNotSearchedForPlaces() throws IOException {
    assertThat(filled("{{one}} {{two}}", Map.of("one", "{{two}} $1 \\", "two", "2")))
        .isEqualTo("{{two}} $1 \\ 2");
  }

  @Test
  void aPlaceWithoutFillingIsNamed() {
    assertThatThrownBy(() -> filled("{{one}}", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing fills {{one}}");
  }

  @Test
  void aFillingWithoutPlaceIsRefused() {
    assertThatThrownBy(() -> filled("text", Map.of("one", "1")))
        .hasMessage("the template has 0 places for [one]");
  }
}
