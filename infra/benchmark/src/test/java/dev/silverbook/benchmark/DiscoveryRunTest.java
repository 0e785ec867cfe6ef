package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.standin.DelayedAws.Latencies;
import dev.silverbook.benchmark.function.DiscoveryRun;
import dev.silverbook.benchmark.function.DiscoveryRun.Taken;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.subject.TemplateFile;
import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryRunTest {

  private static final Latencies NONE = new Latencies(0, 0, 0);

  @Test
  void everyDirectoryIsListedOnceAndCallsAreFilled() {
    // 40 days from New Year: two months.
    Taken taken = DiscoveryRun.run(2, 5, 40, NONE);

    // The root, two exchanges, and of each symbol itself, its year and two months.
    assertThat(taken.lists()).isEqualTo(1 + 2 + 2 * 5 * 4);
    assertThat(taken.reads()).isEqualTo(2 * 5 * 40 / 100);
    assertThat(taken.sends()).isEqualTo(2 * 5 * 40 / 10);
  }

  @Test
  void moreSymbolsThanFitOnAPageAreFoundToo() {
    Taken taken = DiscoveryRun.run(1, 1_001, 1, NONE);

    assertThat(taken.lists()).isEqualTo(1 + 2 + 3 * 1_001);
  }

  @Test
  void theFunctionIsStartedWithTheOptionsAndMemoryOfTheTemplate() throws IOException {
    TemplateFile template =
        new TemplateFile(
            Path.of("template.yaml"),
            """
            Resources:
              BackfillFunction:
                MemorySize: 1000
                JAVA_TOOL_OPTIONS: -XX:+UseSerialGC  -Xss1m
            """
                .lines()
                .toList());

    assertThat(DiscoveryCommand.jvmOptions(template))
        .containsExactly("-Xmx850m", "-XX:+UseSerialGC", "-Xss1m");
  }

  @Test
  void whatTheProcessPrintsAndWhatIsSeenOfItIsShown() {
    ResultTable table = new ResultTable(List.of("lake"));

    DiscoveryCommand.fill(
        table,
        "lake",
        List.of(new Finished(9, 2.5, 1.5, 200 << 20, "8.5\t43\t4\t40\t104857600\n")));

    assertThat(table.markdown())
        .contains(
            "| listed, checked and queued: wall s | 8.50 | <= 60 for 100,000 |",
            "| from the launch of the JVM: CPU s | 2.50 |",
            "| calls of BatchGetItem | 4 |",
            "| peak heap, MiB | 100 |",
            "| peak RSS, MiB | 200 |");
  }
}
