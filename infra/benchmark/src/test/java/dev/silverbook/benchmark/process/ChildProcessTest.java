package dev.silverbook.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  @TempDir private Path scratch;

  @Test
  void processorTimeIsThatOfTheChildrenUserAndSystemTogether() {
    assertThat(ChildProcess.childSeconds("9m9.000000s 9m9.000000s\n1m2.500000s 0m0.250000s\n"))
        .isEqualTo(62.75);
  }

  @Test
  void timesOfAnotherShapeAreAnError() {
    assertThatThrownBy(() -> ChildProcess.childSeconds("0m0s 0m0s\nnothing\n"))
        .hasMessage("expected user and system time, found: nothing");
  }

  @Test
  void aWorkingChildHasUsedTheProcessorAndMemory() throws Exception {
    ChildProcess.Finished finished =
        new ChildProcess(scratch).run(JavaCommand.of(List.of("-Xmx32m"), "-version"), Map.of());

    assertThat(finished.cpuSeconds()).isPositive();
    assertThat(finished.wallSeconds()).isPositive();
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(finished.peakResidentBytes()).isPositive();
    }
  }

  @Test
  void aFailingChildIsAnErrorWithWhatItSaid() {
    assertThatThrownBy(
            () ->
                new ChildProcess(scratch)
                    .run(List.of("sh", "-c", "echo told >&2; exit 3"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("told");
  }
}
