package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.settings.BarKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bars and labels agree with a second implementation on every value. */
class PartitionAgainstReferenceTest {

  /** More: {@code -Dsilverbook.reference.seeds=5000}. */
  private static final long SEEDS = Long.getLong("silverbook.reference.seeds", 150);

  /** The day that the scenarios begin in, an hour and a half before its end. */
  private static final LocalDate DAY = LocalDate.of(2023, 11, 14);

  private static final int SHOWN = 20;
  private static final int MOST_ROWS = 400;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS)
        .filter(seed -> ScenarioGenerator.draw(seed).snapshots().size() <= MOST_ROWS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void barsAgreeWithTheReference(long seed) {
    Scenario scenario = ScenarioGenerator.draw(seed);
    PartitionRun run = PartitionRun.of(scenario, DAY);
    BarReference reference = new BarReference(scenario, DAY);
    List<String> differences = new ArrayList<>();
    List<BarKind> kinds = scenario.configuration().output().bars();
    for (int i = 0; i < kinds.size(); i++) {
      compare(
          seed + ", bar " + kinds.get(i).name(),
          reference.of(kinds.get(i)),
          run.bars().get(i),
          differences);
    }
    assertThat(differences.stream().limit(SHOWN)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void labelsAgreeWithTheReference(long seed) {
    Scenario scenario = ScenarioGenerator.draw(seed);
    PartitionRun run = PartitionRun.of(scenario, DAY);
    List<String> differences = new ArrayList<>();
    compare(seed + ", label", LabelReference.of(scenario), run.labels(), differences);
    assertThat(differences.stream().limit(SHOWN)).isEmpty();
    assertThat(run.labels()).hasSize(run.rows());
  }

  private static void compare(
      String name,
      List<Map<String, Object>> expected,
      List<Map<String, Object>> found,
      List<String> differences) {
    if (expected.size() != found.size()) {
      differences.add(name + ": expected " + expected.size() + " rows, found " + found.size());
      return;
    }
    for (int n = 0; n < expected.size(); n++) {
      Map<String, Object> want = expected.get(n);
      Map<String, Object> got = found.get(n);
      assertThat(got.keySet()).containsExactlyInAnyOrderElementsOf(want.keySet());
      for (String column : want.keySet()) {
        if (!Comparison.agrees(want.get(column), got.get(column))) {
          differences.add(
              name
                  + " "
                  + n
                  + " of "
                  + expected.size()
                  + ", "
                  + column
                  + ": expected "
                  + want.get(column)
                  + ", found "
                  + got.get(column));
        }
      }
    }
  }
}
