package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFileTest {

  private static final PartitionId BTC =
      new PartitionId("binanceus", "BTC~USDT", LocalDate.of(2025, 12, 18));
  private static final PartitionId ETH =
      new PartitionId("binanceus", "ETH~USDT", LocalDate.of(2025, 12, 18));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("checkpoint.json");
  }

  @Test
  void verdictsAreWrittenInTheFormOfTheScript() {
    try (CheckpointFile checkpoint = open()) {
      checkpoint.processed(BTC, 86_400);
      checkpoint.failed(ETH);
    }

    assertThat(file)
        .hasContent(
            """
            {
              "processed": [
                ["binanceus","BTC/USDT","2025-12-18"]
              ],
              "failed": [
                ["binanceus","ETH/USDT","2025-12-18"]
              ],
              "stats": {"partitions_processed":1,"partitions_failed":1,"rows_written":86400},
              "last_update": "2026-01-02T03:04:05Z"
            }
            """);
  }

  @Test
  void aFileOfTheScriptIsUnderstood() throws IOException {
    Files.writeString(
        file,
        """
        {"processed": [["binanceus", "BTC/USDT", "2025-12-18"]],
         "failed": [["binanceus", "ETH~USDT", "2025-12-18"]],
         "stats": {}, "last_update": "2025-12-19T01:02:03.456"}
        """);

    CheckpointContent content = CheckpointContent.read(file);

    assertThat(content.hasProcessed(BTC)).isTrue();
    assertThat(content.hasFailed(BTC)).isFalse();
    assertThat(content.hasFailed(ETH)).isTrue();
  }

  @Test
  void aMissingFileIsEmpty() {
    assertThat(CheckpointContent.read(file).hasProcessed(BTC)).isFalse();
    open().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void keysOfOthersAreKept() throws IOException {
    Files.writeString(
        file,
        """
        {"version": 3, "processed": [], "stats": {"files": 12, "rows_written": 5},
         "notes": {"who": ["a", null, 1.5]}}
        """);

    try (CheckpointFile checkpoint = open()) {
      checkpoint.processed(BTC, 10);
    }

    assertThat(file)
        .content()
        .contains("\"version\": 3")
        .contains("\"notes\": {\"who\":[\"a\",null,1.5]}")
        .contains("\"files\":12")
        .contains("\"rows_written\":15");
  }

  @Test
  void aLaterVerdictReplacesTheEarlierOne() {
    try (CheckpointFile checkpoint = open()) {
      checkpoint.failed(BTC);
    }
    try (CheckpointFile checkpoint = open()) {
      checkpoint.processed(BTC, 1);
    }

    CheckpointContent content = CheckpointContent.read(file);
    assertThat(content.hasProcessed(BTC)).isTrue();
    assertThat(content.hasFailed(BTC)).isFalse();
  }

  @Test
  void concurrentRunsMerge() {
    try (CheckpointFile first = open();
        CheckpointFile second = open()) {
      for (int day = 1; day <= 28; day++) {
        first.processed(february(day, "A~B"), 1);
        second.processed(february(day, "C~D"), 1);
      }
    }

    CheckpointContent content = CheckpointContent.read(file);
    for (int day = 1; day <= 28; day++) {
      assertThat(content.hasProcessed(february(day, "A~B"))).isTrue();
      assertThat(content.hasProcessed(february(day, "C~D"))).isTrue();
    }
    assertThat(file).content().contains("\"rows_written\":56");
  }

  @Test
  void nothingButTheFileAndItsLockIsLeft() throws IOException {
    try (CheckpointFile checkpoint = open()) {
      checkpoint.processed(BTC, 1);
    }

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("checkpoint.json", ".checkpoint.json.lock");
    }
  }

  @Test
  void aFileThatIsNoJsonIsNamedWithTheLineAndLeftUntouched() throws IOException {
    String text = "{\"processed\": [\n  [\"a\", \"b\"\n";
    Files.writeString(file, text);

    assertThatThrownBy(() -> CheckpointContent.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file + " line 3: not a checkpoint file")
        .hasMessageContaining("--checkpoint-path");
    assertThat(file).content().isEqualTo(text);
  }

  @Test
  void anEntryThatIsNoPartitionIsNamedWithItsLine() throws IOException {
    Files.writeString(
        file, "{\"processed\": [\n  [\"x\", \"BTC/USDT\", \"2025-12-18\"],\n  [\"x\", \"y\"]]}");
    assertThatThrownBy(() -> CheckpointContent.read(file))
        .hasMessageContaining("line 3")
        .hasMessageContaining("expected [\"exchange\", \"symbol\", \"yyyy-mm-dd\"], found [x, y]");

    Files.writeString(file, "{\"failed\": [[\"x\", \"y\", \"18.12.2025\"]]}");
    assertThatThrownBy(() -> CheckpointContent.read(file)).hasMessageContaining("18.12.2025");
  }

  @Test
  void aFileThatBecameInvalidDuringTheRunIsReportedAndLeftUntouched() throws IOException {
    CheckpointFile checkpoint = open();
    Files.writeString(file, "oops");
    checkpoint.processed(BTC, 1);

    assertThatThrownBy(checkpoint::close)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("line 1");
    assertThat(file).content().isEqualTo("oops");
  }

  private CheckpointFile open() {
    return CheckpointFile.open(file, new SettableClock());
  }

  private static PartitionId february(int day, String symbol) {
    return new PartitionId("x", symbol, LocalDate.of(2025, 2, day));
  }
}
