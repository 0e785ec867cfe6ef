package dev.silverbook.benchmark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  @Test
  void showsMedianAndRangeAndLeavesCellsEmptyThatWereNotMeasured() {
    ResultTable table = new ResultTable(List.of("small", "large"));
    table.put("small", "cpu", "CPU s", "<= 2", Samples.of(1.5, 1.25, 1234), 2);
    table.put("large", "size", "MB", "", "12", 12);

    assertThat(table.markdown())
        .isEqualTo(
            """
            |  | small | large | goal |
            |---|---|---|---|
            | CPU s | 1.50 (1.25-1,234.00) |  | <= 2 |
            | MB |  | 12 |  |
            """);
    assertThat(table.plain())
        .isEqualTo(
            """
                   small                 large  goal
            CPU s  1.50 (1.25-1,234.00)         <= 2
            MB                           12
            """);
  }

  @Test
  void rowsComeInTheOrderInWhichTheyWereMade() {
    ResultTable table = new ResultTable(List.of("small"));
    table.put("small", "first", "first", "", "0", 0);
    table.put("small", "second", "second", "", "2", 2);
    table.put("small", "first", "first", "", "1", 1);

    assertThat(table.markdown()).endsWith("| first | 1 |\n| second | 2 |\n");
  }

  @Test
  void machinesGetEveryValue() {
    ResultTable table = new ResultTable(List.of("small"));
    table.put("small", "cpu", "CPU s", "", Samples.of(2, 1), 2);

    assertThat(table.json().get("small").toString())
        .isEqualTo("{cpu={median=1.5, min=1.0, max=2.0, values=[2.0, 1.0]}}");
  }

  @Test
  void aColumnThatIsNotThereIsAnError() {
    assertThatThrownBy(
            () -> new ResultTable(List.of("small")).put("other", "cpu", "CPU s", "", "1", 1))
        .hasMessage("no column other in [small]");
  }
}
