package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.size.SizesRun;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.ResultTable;
import dev.silverbook.features.FeatureConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizesRunTest {

  @Test
  void theDefaultIsFirstAndEveryPrecisionIsAnother() {
    assertThat(SizesRun.precisions().values())
        .startsWith(FeatureConfiguration.defaults())
        .doesNotHaveDuplicates();
  }

  @Test
  void theTableHasARowForEachPrecisionWithTheRatioToTheFirst() {
    ResultTable table =
        new ResultTable(
            List.of(
                "MB",
                "ratio",
                "CPU s",
                "largest error",
                "99.9 % of errors",
                "worst column",
                "values lost"));
    Workload day = new Workload("day", "a day", Optional.empty(), Path.of("day"));
    SizesCommand.add(
        table,
        day,
        new Finished(
            9,
            2.5,
            1.5,
            0,
            """
            precision\tdefault\t4000000\t100\t0\t0.0\t0.0\t
            precision\tfloat\t1000000\t100\t2\t6E-8\t5E-8\tmid
            round\tdefault\t1.5
            round\tfloat\t1.25
            round\tfloat\t1.75
            """));

    assertThat(table.markdown())
        .endsWith(
            """
            | a day, default | 4.0 | 1.00 | 1.50 | 0 | 0 |  | 0 |
            | a day, float | 1.0 | 0.25 | 1.50 (1.25-1.75) | 6.0e-08 | 5.0e-08 | mid | 2 |
            """);
  }
}
