package dev.silverbook.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LintTest {

  @Test
  void cfnLintFindsNothing() throws IOException {
    TranslatedTemplate.Ended ended;
    try {
      ended = TranslatedTemplate.run("cfn-lint", TranslatedTemplate.TEMPLATE.toString());
    } catch (IOException e) {
      Assumptions.abort("there is no cfn-lint: " + e.getMessage());
      return;
    }
    assertThat(ended.output() + ended.errors()).isEmpty();
    assertThat(ended.status()).isZero();
  }
}
