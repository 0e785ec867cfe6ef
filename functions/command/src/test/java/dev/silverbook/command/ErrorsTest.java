package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs that cannot be used: each leaves a FAILED entry with the right reason and a message with
 * the file, the cause and a remedy, while the other partition finishes.
 */
final class ErrorsTest {

  @TempDir private Path directory;
  private Path lake;

  @BeforeEach
  void aSoundPartition() throws IOException {
    lake = directory.resolve("lake");
    BronzeFile.sound(lake, "GOOD~USDT");
  }

  @Test
  void aFileThatIsNotParquet() throws IOException {
    Path file = Files.createDirectories(BronzeFile.day(lake, "BAD~USDT")).resolve("part.parquet");
    Files.writeString(file, "capture_ts,bids,asks\n1,2,3\n");

    assertFailed("NOT_PARQUET", "part.parquet");
  }

  @Test
  void aTruncatedFile() throws IOException {
    Path file = BronzeFile.sound(lake, "BAD~USDT");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertFailed("CORRUPT_FILE", "part.parquet");
  }

  @Test
  void aFileWithAFlippedPage() throws IOException {
    Path file = BronzeFile.sound(lake, "BAD~USDT");
    byte[] bytes = Files.readAllBytes(file);
    // Right behind the magic number is the header of the first page.
    for (int i = 4; i < 24; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);

    assertFailed("CORRUPT_FILE", "part.parquet");
  }

  @Test
  void aFileWithoutBids() throws IOException {
    BronzeFile.write(lake, "BAD~USDT", 5, -1, BronzeFile.captureTs(), BronzeFile.levels("asks"));

    assertFailed("SCHEMA_MISMATCH", "part.parquet", "bids");
  }

  @Test
  void aFileWithBidsOfAnotherType() throws IOException {
    BronzeFile.write(
        lake,
        "BAD~USDT",
        5,
        -1,
        BronzeFile.captureTs(),
        BronzeFile.number("bids"),
        BronzeFile.levels("asks"));

    assertFailed("SCHEMA_MISMATCH", "part.parquet", "bids");
  }

  @Test
  void aRowWithANullCaptureTsIsDroppedAndSaid() throws IOException {
    BronzeFile.write(
        lake,
        "BAD~USDT",
        5,
        3,
        BronzeFile.captureTs(),
        BronzeFile.levels("bids"),
        BronzeFile.levels("asks"));

    Ran ran = run();
    assertThat(ran.exitCode()).as(ran.out()).isZero();
    assertThat(ran.out() + ran.err())
        .contains("degraded: rows_without_time: 1 row dropped, clock is null");
  }

  @Test
  void aFileWithoutRows() throws IOException {
    BronzeFile.write(
        lake,
        "BAD~USDT",
        0,
        -1,
        BronzeFile.captureTs(),
        BronzeFile.levels("bids"),
        BronzeFile.levels("asks"));

    assertFailed("NO_USABLE_ROWS", "part.parquet");
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    Path file = BronzeFile.sound(lake, "BAD~USDT");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("root may read everything").isFalse();

    assertFailed("ACCESS_DENIED", "part.parquet", "chmod u+r");
  }

  @Test
  void aFailedPartitionIsSkippedUntilARetryIsAskedFor() throws IOException {
    Path file = Files.createDirectories(BronzeFile.day(lake, "BAD~USDT")).resolve("part.parquet");
    Files.writeString(file, "no parquet");
    assertThat(run().exitCode()).isEqualTo(1);

    Ran second = run();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out())
        .contains("Skipped, failed before")
        .contains("test BAD/USDT 2024-08-08  NOT_PARQUET");
    assertThat(run("--retry-failed").exitCode()).isEqualTo(1);

    BronzeFile.sound(lake, "BAD~USDT");
    assertThat(run().out()).contains("processed  1 ");
  }

  private void assertFailed(String reason, String... inMessage) throws IOException {
    Ran ran = run();
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("test BAD/USDT 2024-08-08  " + reason);
    assertThat(ran.out() + ran.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(directory.resolve("out/silver/orderbook").resolve(day("GOOD~USDT"))).exists();
    assertThat(directory.resolve("out/silver/orderbook").resolve(day("BAD~USDT"))).doesNotExist();

    Ran status = Ran.in(directory, "status", "--output", "out", "--json");
    Map<String, Object> document = JSON.std.mapFrom(status.out());
    List<?> partitions = (List<?>) document.get("partitions");
    Map<?, ?> failed = (Map<?, ?>) partitions.get(0);
    assertThat(failed.get("status")).isEqualTo("failed");
    Map<?, ?> error = (Map<?, ?>) failed.get("error");
    assertThat(error.get("reason")).isEqualTo(reason);
    assertThat(error.get("message").toString()).contains(inMessage);
    assertThat(error.get("advice").toString()).isNotEmpty();
    assertThat(((Map<?, ?>) partitions.get(1)).get("status")).isEqualTo("processed");
  }

  private Ran run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--input", "lake", "--output", "out", "--workers", "2"));
    arguments.addAll(List.of(more));
    return Ran.in(directory, arguments.toArray(String[]::new));
  }

  private static String day(String symbol) {
    return "exchange=test/symbol=" + symbol + "/year=2024/month=08/day=08";
  }
}
