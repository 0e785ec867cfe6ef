package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  private static final List<String> KNOWN = List.of("run", "report", "status", "--input");

  @Test
  void aSlipIsTheWordThatWasMeant() {
    assertThat(Spelling.closest("rnu", KNOWN)).contains("run");
    assertThat(Spelling.closest("reprot", KNOWN)).contains("report");
    assertThat(Spelling.closest("statuss", KNOWN)).contains("status");
    assertThat(Spelling.closest("--inptu", KNOWN)).contains("--input");
  }

  @Test
  void anotherWordIsNone() {
    assertThat(Spelling.closest("fly", KNOWN)).isEmpty();
    assertThat(Spelling.closest("--output", KNOWN)).isEmpty();
    assertThat(Spelling.closest("run", List.of())).isEmpty();
  }
}
