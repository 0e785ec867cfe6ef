package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done on AWS is refused before anything is called: exit code 2 and one line. */
final class AwsUsageTest {

  @TempDir private Path directory;

  @BeforeEach
  void aLake() throws IOException {
    BronzeFile.sound(directory.resolve("lake"), "BTC~USDT");
  }

  @Test
  void anOutputInABucketNeedsAPlaceForTheLedger() {
    assertRefused(
        List.of("run", "--input", "lake", "--output", "s3://silver/features"),
        "--output s3://silver/features has no directory for the ledger; give --table NAME");
  }

  @Test
  void anAddressThatNamesNoBucket() {
    assertRefused(
        List.of("run", "--input", "s3:///orderbook", "--output", "out"),
        "--input s3:///orderbook is no s3://BUCKET/PREFIX");
    assertRefused(
        List.of("run", "--input", "lake", "--output", "s3://silver//x", "--table", "t"),
        "--output s3://silver//x is no s3://BUCKET/PREFIX");
  }

  @Test
  void anEmptyTable() {
    assertRefused(
        List.of("run", "--input", "lake", "--output", "out", "--table", ""), "--table is empty");
  }

  @Test
  void prefixesThatContainEachOther() {
    assertRefused(
        List.of("run", "--input", "s3://b/bronze", "--output", "s3://b/bronze/f", "--table", "t"),
        "--input s3://b/bronze and the output s3://b/bronze/f/silver overlap");
    assertRefused(
        List.of(
            "run",
            "--input",
            "s3://b/bronze",
            "--trades",
            "s3://b/",
            "--output",
            "s3://c/f",
            "--table",
            "t"),
        "--trades s3://b and --input s3://b/bronze overlap");
  }

  @Test
  void anEndpointThatIsNoAddress() {
    assertRefused(
        List.of("status", "--table", "t", "--endpoint-url", "localhost:4566"),
        "--endpoint-url is 'localhost:4566'; it must be an http or https address");
  }

  @Test
  void aLedgerNamedInTwoWays() {
    assertRefused(
        List.of("status", "--table", "t", "--output", "out"),
        "the ledger is either in a table (--table or --stack) or in a directory");
  }

  @Test
  void aCommandThatLacksANameSaysWhichOption() {
    assertRefused(
        List.of("retry", "--region", "eu-central-1", "--queue", "http://q"),
        "give --table NAME, or --stack NAME to take it from the stack's outputs");
    assertRefused(
        List.of("redrive", "--region", "eu-central-1", "--queue", "http://q"),
        "give --dead-letters URL, or --stack NAME");
    assertRefused(
        List.of("backfill", "--region", "eu-central-1"), "give --function NAME, or --stack NAME");
    assertRefused(
        List.of("backfill", "--region", "eu-central-1", "--function", "f", "--table", "t"),
        "give --queue URL, or --stack NAME");
  }

  @Test
  void aReasonThatDoesNotExist() {
    assertRefused(
        List.of("retry", "--table", "t", "--queue", "http://q", "--reason", "TIRED"), "TIRED");
  }

  @Test
  void daysNamedInTwoWays() {
    assertRefused(
        List.of("backfill", "--function", "f", "--from", "2024-08-08", "--lookback-days", "3"),
        "--from and --lookback-days exclude each other");
    assertRefused(
        List.of("backfill", "--function", "f", "--lookback-days", "0"), "--lookback-days is 0");
    assertRefused(List.of("backfill", "--function", "f", "--limit", "0"), "--limit is 0");
  }

  @Test
  void checkpointAloneSaysWhatThereIs() {
    assertRefused(List.of("checkpoint"), "silverbook checkpoint export");
  }

  @Test
  void aCheckpointFileThatIsNoneIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("cp.json"), "[]");

    assertRefused(
        List.of("checkpoint", "export", "--table", "t", "--checkpoint-path", "cp.json"),
        file + " line 1");

    assertThat(file).hasContent("[]");
  }

  private void assertRefused(List<String> arguments, String message) {
    Ran ran = Ran.in(directory, arguments.toArray(String[]::new));

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
