package dev.silverbook.benchmark.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.command.Silverbook;
import dev.silverbook.generator.GenerationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tool computes the same, or comparing their times would mean nothing. */
class ToolRunsTest {

  private static final Path HOME = Path.of("..", "..");

  /** What running sums of thousands of steps may be off, as a share of the column's largest. */
  private static final double DRIFT = 1e-6;

  /** Percent of values within 1e-9: the others are zeros that a running sum misses. */
  private static final double MOST = 99;

  private static final Pattern REMARK =
      Pattern.compile("([\\d.]+) % of ([\\d,]+); at most (\\S+) \\(\\w+\\)");

  @TempDir private Path lakes;
  private Scratch scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Scratch.create();
  }

  @AfterEach
  void deleteScratch() throws IOException {
    scratch.close();
  }

  static Stream<Tool> scripts() {
    return Tool.choice(HOME).stream().filter(tool -> !tool.module().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptComputesWhatSilverbookComputes(Tool script) throws Exception {
    requireInstalled(script);
    Workload day = Workload.quick(lakes);
    day.prepare(GenerationListener.SILENT);

    ToolRuns runs = comparedWithSilverbook(script, day);

    assertThat(runs.columns()).isEqualTo("173");
    requireSameValues(runs.remark());
  }

  @Test
  void theScriptThatRebuildsBooksComputesWhatSilverbookComputes() throws Exception {
    Tool script = scripts().filter(tool -> !tool.updates().isEmpty()).findFirst().orElseThrow();
    requireInstalled(script);
    Workload day = Workload.updates(lakes, 50_000);
    List<String> generator =
        List.of("python3", "src/test/python/make_updates.py", day.orderBook().toString());
    new ChildProcess(scratch.path()).run(generator, Map.of());

    ToolRuns runs = comparedWithSilverbook(script, day);

    assertThat(runs.columns()).isEqualTo("138");
    requireSameValues(runs.remark());
  }

  @Test
  void aToolThatCannotRebuildBooksSaysSo() throws Exception {
    Tool none = new Tool("none", "", List.of("none"), List.of());
    ToolRuns runs = new ToolRuns(none, Workload.updates(lakes, 1), scratch);
    runs.run(Duration.ZERO, false, Map.of());

    assertThat(runs.finished()).isEmpty();
    assertThat(runs.remark()).isEqualTo("cannot: each book depends on all before");
  }

  @Test
  void aToolThatTakesTooLongHasNoRunsAndSaysSo() throws Exception {
    // Reads what it is given behind the first argument: nothing.
    Tool waiting = new Tool("waiting", "", List.of("sh", "-c", "cat"), List.of());
    ToolRuns runs = new ToolRuns(waiting, Workload.quick(lakes), scratch);
    runs.run(Duration.ZERO, false, Map.of());

    assertThat(runs.finished()).isEmpty();
    assertThat(runs.remark()).isEqualTo("stopped after 0 s");
  }

  private ToolRuns comparedWithSilverbook(Tool script, Workload day) throws Exception {
    List<String> program = JavaCommand.ofClass(List.of(), Silverbook.class);
    ToolRuns silverbook =
        new ToolRuns(Tool.silverbook("Silverbook", HOME, program, 1), day, scratch);
    ToolRuns runs = new ToolRuns(script, day, scratch);
    silverbook.run(false, Map.of());
    runs.run(false, Map.of());
    runs.compare(HOME, silverbook);
    assertThat(silverbook.columns()).endsWith(", and bars");
    assertThat(runs.bytes()).isPositive();
    return runs;
  }

  private void requireInstalled(Tool script) throws InterruptedException {
    Optional<String> missing = script.missing(scratch);
    assumeTrue(missing.isEmpty(), () -> "needs " + missing.orElseThrow());
  }

  private static void requireSameValues(String remark) {
    Matcher matcher = REMARK.matcher(remark);
    assertThat(matcher.matches()).as(remark).isTrue();
    assertThat(Double.parseDouble(matcher.group(1))).as(remark).isBetween(MOST, 100.0);
    assertThat(matcher.group(2)).as(remark).hasSizeGreaterThan(6);
    assertThat(Double.parseDouble(matcher.group(3))).as(remark).isLessThan(DRIFT);
  }
}
