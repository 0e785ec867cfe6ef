package dev.silverbook.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  private static final List<String> COMMAND = List.of("java", "-version");

  @Test
  void aListOfTheKernelIsReadWithItsRanges() {
    assertThat(Processors.parse("0-2,5").allowed()).containsExactly(0, 1, 2, 5);
    assertThat(Processors.parse("1").allowed()).containsExactly(1);
  }

  @Test
  void whatIsNoListIsAnError() {
    assertThatThrownBy(() -> Processors.parse("0-x"))
        .hasMessage("expected processors as in 0-2,5, found: '0-x'");
  }

  @Test
  void whatIsMeasuredHasTheFirstProcessorAndTheRestIsKeptOffIt() {
    Processors processors = new Processors(List.of(2, 3, 5));

    assertThat(processors.onOne(COMMAND)).containsExactly("taskset", "-c", "2", "java", "-version");
    assertThat(processors.onOthers(COMMAND))
        .containsExactly("taskset", "-c", "3,5", "java", "-version");
  }

  @Test
  void aSingleProcessorIsShared() {
    Processors processors = new Processors(List.of(1));

    assertThat(processors.canSeparate()).isFalse();
    assertThat(processors.onOne(COMMAND)).startsWith("taskset", "-c", "1");
    assertThat(processors.onOthers(COMMAND)).isEqualTo(COMMAND);
  }

  @Test
  void withoutTasksetCommandsStayAsTheyAre() {
    Processors processors = new Processors(List.of());

    assertThat(processors.canPin()).isFalse();
    assertThat(processors.onOne(COMMAND)).isEqualTo(COMMAND);
    assertThat(processors.onOthers(COMMAND)).isEqualTo(COMMAND);
  }
}
