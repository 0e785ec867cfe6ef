package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs, plans and reports of lakes in buckets. */
final class RunOnBucketsTest extends AwsCommands {

  @Test
  void aRunOnBucketsMakesTheSameFeaturesAsOneOnDirectories() throws IOException {
    upload();
    Ran here =
        Ran.in(
            directory,
            "run",
            "--input",
            "lake/orderbook",
            "--trades",
            "lake/trades",
            "--output",
            "out");
    assertThat(here.exitCode()).as(here.err()).isZero();

    Ran there = run();

    assertThat(there.exitCode()).as(there.err()).isZero();
    assertThat(there.out())
        .contains("processed  4           1,200 rows")
        .contains("Output  s3://" + bucket + "/features/silver\n");
    Path downloaded = directory.resolve("downloaded");
    download("features/silver/", downloaded);
    Map<String, Path> expected = files(directory.resolve("out/silver"));
    Map<String, Path> found = files(downloaded);
    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize(8);
    for (Map.Entry<String, Path> file : expected.entrySet()) {
      assertThat(withoutFooter(found.get(file.getKey())))
          .as(file.getKey())
          .isEqualTo(withoutFooter(file.getValue()));
    }
  }

  @Test
  void aSecondRunOnBucketsFindsNothingToDoAndPlanSaysSo() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();

    Ran second = run();

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains("processed  0").contains("unchanged  4");
    Ran plan =
        aws(
            "plan",
            "--input",
            "s3://" + bucket + "/orderbook",
            "--trades",
            "s3://" + bucket + "/trades",
            "--output",
            "s3://" + bucket + "/features",
            "--table",
            table);
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("0 partitions of 4 would run");
  }

  @Test
  void aBucketCanBeReadIntoADirectoryAndTheOtherWayRound() throws IOException {
    upload();

    Ran in = aws("run", "--input", "s3://" + bucket + "/orderbook", "--output", "out");
    assertThat(in.exitCode()).as(in.err()).isZero();
    assertThat(files(directory.resolve("out/silver"))).hasSize(8);

    Ran out =
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://" + bucket + "/f",
            "--state",
            "state");
    assertThat(out.exitCode()).as(out.err()).isZero();
    assertThat(s3.listObjectsV2(request -> request.bucket(bucket).prefix("f/silver/")).keyCount())
        .isEqualTo(8);
    assertThat(directory.resolve("state/ledger.db")).exists();
  }

  @Test
  void aReportOfABucketAndATableHasPlots() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();

    Ran report = aws("report", "--output", "s3://" + bucket + "/features", "--table", table);

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(directory.resolve("silverbook-report.html")))
        .contains("\"ledger\":\"table " + table + "\"")
        .contains("id=\"bars-3\">{\"kind\":\"60s\"");
  }

  @Test
  void aBucketThatIsNotThereIsSaidBeforeAnythingIsDone() throws IOException {
    upload();
    Ran output =
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://not-" + bucket + "/f",
            "--table",
            table);
    assertRefused(output, "s3:ListBucket on --output s3://not-" + bucket + "/f/silver failed");
    assertThat(aws("status", "--table", table).out())
        .contains("processed  0")
        .contains("failed     0");

    assertRefused(
        aws("run", "--input", "s3://not-" + bucket + "/b", "--output", "out"),
        "s3:ListBucket on s3://not-");
  }

  @Test
  void aTableThatIsNotThereIsNamed() throws IOException {
    upload();
    assertRefused(aws("status", "--table", "nowhere"), "dynamodb:Scan on table nowhere failed");
    assertRefused(
        aws(
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "s3://" + bucket + "/f",
            "--table",
            "nowhere"),
        "dynamodb:BatchGetItem on table nowhere failed");
  }

  private void download(String prefix, Path into) {
    s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .forEach(
            object -> {
              Path file = into.resolve(object.key().substring(prefix.length()));
              try {
                Files.createDirectories(file.getParent());
                Files.write(
                    file,
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()))
                        .asByteArray());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** The footer's metadata holds the fingerprint, which depends on the store's ETags. */
  private static byte[] withoutFooter(Path parquet) throws IOException {
    byte[] bytes = Files.readAllBytes(parquet);
    int footer =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Long.BYTES);
    return Arrays.copyOf(bytes, bytes.length - Long.BYTES - footer);
  }
}
