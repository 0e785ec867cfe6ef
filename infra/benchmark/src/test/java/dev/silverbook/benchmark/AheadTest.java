package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.command.Silverbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every tool of {@code ahead} computes the same, or comparing their times would mean nothing. */
class AheadTest {

  private static final String PYTHON = "python3";
  private static final String LOOP = "Python, row by row";

  /** What running sums of thousands of steps may be off, as a share of the column's largest. */
  private static final double DRIFT = 1e-6;

  /** Percent of values within 1e-9: the others are zeros that a running sum misses. */
  private static final double MOST = 99;

  private static final Pattern VALUES =
      Pattern.compile("([\\d.]+) % of ([\\d,]+); at most (\\S+) \\(\\w+\\)");

  @TempDir private Path directory;

  @BeforeEach
  void requireModules() {
    assumeTrue(installed("numpy, pyarrow"), "needs python3 with numpy and pyarrow");
  }

  @Test
  void everyScriptComputesWhatSilverbookComputes() throws Exception {
    Map<?, ?> day = ahead("9k x 10", "--quick");

    List<String> scripts = new ArrayList<>(List.of(LOOP));
    if (installed("polars")) {
      scripts.add("Polars");
    }
    if (installed("duckdb")) {
      scripts.add("DuckDB");
    }
    for (String script : scripts) {
      assertThat(day.get(script + ": columns out")).as(script).isEqualTo("173");
      requireSameValues(script, day);
      assertThat((double) day.get(script + ": MB out")).as(script).isPositive();
      assertThat((double) day.get(script + " / Silverbook, 1 worker: CPU s")).isPositive();
    }
    assertThat(day.get("Silverbook, 1 worker: columns out").toString()).endsWith(", and bars");
    assertThat(day.get("least wall s")).isNotNull();
  }

  @Test
  void theScriptThatRebuildsBooksComputesWhatSilverbookComputesAndOthersSayThatTheyCannot()
      throws Exception {
    makeUpdates();

    Map<?, ?> day = ahead("50,000 level updates", "--updates", "50000");

    assertThat(day.get(LOOP + ": columns out")).isEqualTo("138");
    requireSameValues(LOOP, day);
    if (installed("polars")) {
      assertThat(day.get("Polars: values as Silverbook's"))
          .isEqualTo("cannot: each book depends on all before");
    }
  }

  @Test
  void whatTakesTooLongIsStoppedAndHasNoTimes() throws Exception {
    makeUpdates();

    Map<?, ?> day = ahead("50,000 level updates", "--updates", "50000", "--limit", "0.001");

    assertThat(day.get("Silverbook, 1 worker: values as Silverbook's"))
        .isEqualTo("stopped after 0 s");
    assertThat(day.containsKey("Silverbook, 1 worker: wall s")).isFalse();
  }

  /** A column of its table. */
  private Map<?, ?> ahead(String column, String... options) throws Exception {
    List<String> silverbook = JavaCommand.ofClass(List.of(), Silverbook.class);
    List<String> command =
        new ArrayList<>(
            List.of(
                PYTHON,
                "src/main/python/ahead.py",
                "--json",
                "--rounds",
                "1",
                "--only",
                "python-row-by-row,polars,duckdb",
                "--lakes",
                directory.toString(),
                "--launcher",
                String.join(" ", silverbook)));
    command.addAll(List.of(options));
    Map<String, Object> document = JSON.std.mapFrom(run(command));
    return (Map<?, ?>) ((Map<?, ?>) document.get("results")).get(column);
  }

  private void makeUpdates() throws Exception {
    Path lake = directory.resolve("updates-50000/orderbook");
    run(List.of(PYTHON, "src/test/python/make_updates.py", lake.toString()));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    return new ChildProcess(directory).run(command, Map.of()).out();
  }

  private boolean installed(String modules) {
    try {
      run(List.of(PYTHON, "-c", "import " + modules));
      return true;
    } catch (IOException e) {
      // Why does not matter: there is no Python, or not with these.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void requireSameValues(String script, Map<?, ?> day) {
    String text = String.valueOf(day.get(script + ": values as Silverbook's"));
    Matcher matcher = VALUES.matcher(text);
    assertThat(matcher.matches()).as(text).isTrue();
    assertThat(Double.parseDouble(matcher.group(1))).as(text).isBetween(MOST, 100.0);
    assertThat(matcher.group(2)).as(text).hasSizeGreaterThan(6);
    assertThat(Double.parseDouble(matcher.group(3))).as(text).isLessThan(DRIFT);
  }
}
