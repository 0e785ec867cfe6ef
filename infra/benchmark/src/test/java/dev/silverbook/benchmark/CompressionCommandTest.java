package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompressionCommandTest {

  @Test
  void everyLevelIsComparedWithTheFirst() {
    ResultTable table = new ResultTable(List.of("MB", "size", "CPU s", "time"));
    CompressionCommand.add(
        table,
        new Workload("day", "a day", Optional.empty(), Path.of("day")),
        List.of(
            new String[] {"level", "1", "8000000", "4000000"},
            new String[] {"level", "3", "8000000", "3000000"},
            new String[] {"round", "1", "0.5"},
            new String[] {"round", "3", "1.0"},
            new String[] {"round", "1", "0.4"},
            new String[] {"round", "3", "1.0"}));

    assertThat(table.markdown())
        .endsWith(
            """
            | a day, not compressed | 8.0 | 2.000 |  |  |
            | a day, level 1 | 4.0 | 1.000 | 0.45 (0.40-0.50) | 1.00 (1.00-1.00) |
            | a day, level 3 | 3.0 | 0.750 | 1.00 (1.00-1.00) | 2.25 (2.00-2.50) |
            """);
  }
}
