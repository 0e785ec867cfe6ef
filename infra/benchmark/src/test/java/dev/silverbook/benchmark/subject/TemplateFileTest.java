package dev.silverbook.benchmark.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateFileTest {

  private static final TemplateFile TEMPLATE =
      new TemplateFile(
          Path.of("template.yaml"),
          """
          Resources:
            Planner:
              Properties:
                Handler: example.Planner
            Worker:
              Properties:
                Handler: example.Worker
                Role: !GetAtt Role.Arn

                Environment:
                  Variables:
                    # Why.
                    JAVA_TOOL_OPTIONS: -XX:+UseSerialGC   -XX:TieredStopAtLevel=4
                    RECEIVES: "5"
            Role:
              Properties:
                Description: other
          """
              .lines()
              .toList());

  @Test
  void aValueIsThatOfItsResourceAtAnyDepth() throws IOException {
    assertThat(TEMPLATE.value("Worker", "Handler")).isEqualTo("example.Worker");
    assertThat(TEMPLATE.value("Worker", "RECEIVES")).isEqualTo("5");
  }

  @Test
  void whatAnotherResourceHasIsNotThere() {
    assertThatThrownBy(() -> TEMPLATE.value("Worker", "Description"))
        .isInstanceOf(IOException.class)
        .hasMessage("template.yaml: resource Worker has no Description");
    assertThatThrownBy(() -> TEMPLATE.value("Workers", "Handler"))
        .isInstanceOf(IOException.class)
        .hasMessage("template.yaml has no resource Workers");
  }

  @Test
  void theWorkerIsStartedWithTheOptionsOfTheTemplateAndASmallHeap() throws IOException {
    TemplateFile shipped = TemplateFile.of(Path.of(System.getProperty("silverbook.home", "../..")));

    assertThat(shipped.jvmOptions("WorkerFunction", 160))
        .startsWith("-Xmx160m")
        .anyMatch(option -> option.startsWith("-XX:+Use"))
        .allMatch(option -> option.startsWith("-"));
    assertThat(shipped.value("WorkerFunction", "Handler")).endsWith(".WorkerHandler");
  }
}
