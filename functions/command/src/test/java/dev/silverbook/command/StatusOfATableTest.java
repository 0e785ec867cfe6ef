package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Status and checkpoint of a ledger in a table. */
final class StatusOfATableTest extends AwsCommands {

  @Test
  void statusOfATableShowsWhatFailedAndHowToTryAgain() throws IOException {
    uploadWithABrokenDay();
    assertThat(run().exitCode()).isEqualTo(1);

    Ran status = aws("status", "--table", table);

    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("table " + table)
        .contains("processed  4")
        .contains("failed     1")
        .contains("NOT_PARQUET")
        .contains("with: the same silverbook run and --retry-failed; or, where functions do");
    Map<String, Object> json = JSON.std.mapFrom(aws("status", "--table", table, "--json").out());
    assertThat(json.get("partitions")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(5);
  }

  @Test
  void statusOfWhatIsNotDoneLeavesOutTheRest() throws IOException {
    uploadWithABrokenDay();
    assertThat(run().exitCode()).isEqualTo(1);

    Ran status = aws("status", "--table", table, "--unsettled");
    Ran none = aws("status", "--table", table, "--unsettled", "--symbol", "BTC/USDT");

    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("failed     1", "NOT_PARQUET", "BAD/USDT")
        .doesNotContain("BTC/USDT");
    assertThat(none.exitCode()).as(none.err()).isZero();
    assertThat(none.out()).doesNotContain("Nothing of this selection is in the ledger");
  }

  @Test
  void theCheckpointOfATableIsThatOfTheLedgerAndWhatElseTheFileLists() throws IOException {
    uploadWithABrokenDay();
    assertThat(run().exitCode()).isEqualTo(1);
    Files.writeString(
        directory.resolve("cp.json"),
        "{\"processed\": [[\"other\", \"A/B\", \"2020-01-01\"]], \"failed\": [], \"mine\": 1}");

    for (int time = 0; time < 2; time++) {
      Ran ran = aws("checkpoint", "export", "--table", table, "--checkpoint-path", "cp.json");
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("cp.json: 5 processed, 1 failed");
    }

    Map<String, Object> content = JSON.std.mapFrom(Files.readString(directory.resolve("cp.json")));
    assertThat(content.get("failed")).isEqualTo(List.of(List.of("demo", "BAD/USDT", "2024-08-08")));
    assertThat(content.get("mine")).isEqualTo(1);
    assertThat(content.get("stats"))
        .isEqualTo(Map.of("partitions_processed", 5, "partitions_failed", 1, "rows_written", 1200));
  }

  @Test
  void theCheckpointOfADirectoryCanBeExportedToo() throws IOException {
    upload();
    assertThat(Ran.in(directory, "run", "--input", "lake/orderbook", "--output", "out").exitCode())
        .isZero();

    Ran ran =
        Ran.in(
            directory, "checkpoint", "export", "--output", "out", "--checkpoint-path", "cp.json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("4 processed, 0 failed");
  }
}
