package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs on record in a table: this machine as one more worker, retries, redrives. */
final class RunsOnAwsTest extends AwsCommands {

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> records() throws IOException {
    Ran listed = aws("runs", "--table", table, "--json");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    return (List<Map<String, Object>>) JSON.std.mapFrom(listed.out()).get("runs");
  }

  @Test
  void aRunOnATableIsReviewedAndCancelled() throws IOException {
    uploadWithABrokenDay();
    assertThat(run().exitCode()).isEqualTo(1);

    Map<String, Object> record = records().get(0);
    assertThat(record).containsEntry("kind", "run").containsEntry("sent", 5);
    String id = (String) record.get("id");
    Ran shown = aws("runs", "show", id, "--table", table);
    assertThat(shown.out())
        .containsPattern("processed +4")
        .containsPattern("failed: NOT_PARQUET +1 ")
        .contains("--table " + table);
    assertThat(aws("cancel", id, "--table", table).exitCode()).isZero();
    assertThat(records().get(0)).containsEntry("state", "cancelled");
    // Records are no partitions.
    assertThat(aws("status", "--table", table).out()).containsPattern("processed +4");
  }

  @Test
  void retriesAndRedrivesAreRuns() throws IOException {
    uploadWithABrokenDay();
    run();
    String queue = queue();

    assertThat(aws("retry", "--table", table, "--queue", queue).exitCode()).isZero();
    assertThat(
            aws("redrive", "--dead-letters", queue(), "--queue", queue, "--table", table)
                .exitCode())
        .isZero();

    assertThat(records())
        .extracting(record -> record.get("kind"), record -> record.get("sent"))
        .containsExactly(tuple("redrive", 0), tuple("retry", 1), tuple("run", 5));
  }
}
