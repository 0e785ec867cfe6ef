package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.benchmark.table.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesCommandTest {

  @Test
  void everyFileIsComparedWithTheFirstOfTheSameTurn() {
    ResultTable table = new ResultTable(List.of("CPU ms", "to the first"));
    Samples lists = Samples.of(30, 20, 10);
    ShapesCommand.add(table, "lists.parquet", lists, lists);
    ShapesCommand.add(table, "flat.parquet", Samples.of(60, 30, 40), lists);

    assertThat(table.markdown())
        .endsWith(
            """
            | lists.parquet | 20.0 (10.0-30.0) | 1.00 (1.00-1.00) |
            | flat.parquet | 40.0 (30.0-60.0) | 2.00 (1.50-4.00) |
            """);
  }
}
