package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.ledger.SqliteLedger;
import dev.silverbook.pipeline.runs.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one machine: who wanted what, and what became of it. */
final class RunsCommandTest {

  @TempDir private Path directory;

  @BeforeEach
  void runADay() throws IOException {
    GeneratedLakes.generate(directory, "--days", "2", "--rows", "100", "--levels", "3");
    Path broken =
        directory.resolve(
            "lake/orderbook/exchange=demo/symbol=BTC~USDT/year=2025/month=01/day=06/x.parquet");
    assertThat(broken.getParent()).isDirectory();
    Files.writeString(broken, "no Parquet at all, but long enough to be looked at");
    Files.setLastModifiedTime(
        broken, java.nio.file.attribute.FileTime.from(java.time.Instant.EPOCH));
    assertThat(run().exitCode()).isEqualTo(1);
  }

  private Ran run() {
    return Ran.in(directory, "run", "--input", "lake/orderbook", "--output", "out");
  }

  private RunRecord newest() {
    try (SqliteLedger ledger = SqliteLedger.open(directory.resolve("out/_silverbook"))) {
      return ledger.runs().newest().get(0);
    }
  }

  @Test
  void aRunIsOnRecordWithWhatItFoundAndSent() {
    Ran ran = Ran.in(directory, "runs", "--output", "out");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("started")
        .containsPattern("run +sent +\\S+Z +2 +2 ")
        .contains(System.getProperty("user.name"))
        .contains(newest().id());
  }

  @Test
  void aRunShowsWhatBecameOfItsScope() throws IOException {
    Ran ran = Ran.in(directory, "runs", "show", newest().id(), "--output", "out", "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    Map<String, Object> document = JSON.std.mapFrom(ran.out());
    assertThat(document).containsEntry("state", "sent").containsEntry("kind", "run");
    assertThat(document.get("since_it_began"))
        .isEqualTo(Map.of("processed", 1, "failed_by_reason", Map.of("NOT_PARQUET", 1), "open", 0));
    String text = Ran.in(directory, "runs", "show", newest().id(), "--output", "out").out();
    assertThat(text)
        .containsPattern("processed +1")
        .containsPattern("failed: NOT_PARQUET +1 +Replace or remove the file");
    String again =
        text.lines()
            .filter(line -> line.startsWith("Look again with: silverbook "))
            .map(line -> line.substring("Look again with: silverbook ".length()))
            .findFirst()
            .orElseThrow();
    assertThat(Ran.in(directory, again.split(" ")).exitCode()).isZero();
  }

  @Test
  void aCancelledRunSaysSo() {
    Ran ran = Ran.in(directory, "cancel", newest().id(), "--output", "out");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(newest().state()).isEqualTo(RunRecord.State.CANCELLED);
    assertThat(Ran.in(directory, "runs", "--output", "out").out()).contains("cancelled");
  }

  @Test
  void aRunThatIsNotThereIsRefused() {
    for (List<String> arguments :
        List.of(
            List.of("cancel", "no-run", "--output", "out"),
            List.of("runs", "show", "no-run", "--output", "out"))) {
      Ran ran = Ran.in(directory, arguments.toArray(String[]::new));
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).contains("there is no run no-run").contains("silverbook runs");
    }
    assertThat(Ran.in(directory, "runs").exitCode()).isEqualTo(2);
  }

  @Test
  void theNewestRunsAreShownFirstAndOlderOnesCounted() {
    run();
    Ran ran = Ran.in(directory, "runs", "--output", "out", "--limit", "1");

    assertThat(ran.out()).contains(newest().id()).contains("and 1 older run; --limit shows more");
  }
}
