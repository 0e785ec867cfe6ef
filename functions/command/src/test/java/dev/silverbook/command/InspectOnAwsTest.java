package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks at what is in buckets. */
final class InspectOnAwsTest extends AwsCommands {

  private static String flat(Ran ran) {
    return ran.out().replaceAll("\\s+", " ");
  }

  private List<S3Object> objects() {
    return s3.listObjectsV2(request -> request.bucket(bucket)).contents();
  }

  @Test
  void aPrefixIsDescribedAsTheSameDirectoryIsAndNothingIsWritten() throws IOException {
    upload();
    List<S3Object> before = objects();

    Ran remote =
        aws("inspect", "s3://" + bucket + "/orderbook", "--trades", "s3://" + bucket + "/trades");

    assertThat(remote.exitCode()).as(remote.err() + remote.out()).isZero();
    assertThat(flat(remote))
        .contains("exchange={exchange}/symbol={symbol}/year={year}/month={month}/day={day}")
        .contains("1 exchange (demo), 2 symbols (BTC/USDT, ETH/USDT), 2 days")
        .contains("bids: list of structs")
        .contains("can be run as it is")
        .contains("silverbook run --input s3://" + bucket + "/orderbook");
    Ran local = Ran.in(directory, "inspect", "lake/orderbook", "--trades", "lake/trades");
    assertThat(withoutPlaces(remote)).isEqualTo(withoutPlaces(local));
    assertThat(objects()).isEqualTo(before);
  }

  /** What is said, but for where it lies and how many files were counted in the time there is. */
  private String withoutPlaces(Ran ran) {
    return ran.out()
        .replaceAll(Pattern.quote("s3://" + bucket + "/"), "")
        .replaceAll(Pattern.quote(directory + "/lake/"), "")
        .replaceAll("lake/", "")
        .replaceAll("\\d+ files, .*", "")
        .replaceAll(" --endpoint-url \\S+| --region \\S+", "");
  }

  @Test
  void aSingleObjectIsDescribed() throws IOException {
    upload();
    String key = objects().get(0).key();

    Ran ran = aws("inspect", "s3://" + bucket + "/" + key);

    assertThat(ran.out() + ran.err()).doesNotContain("Exception");
    assertThat(flat(ran))
        .contains("capture_ts timestamp(micros) capture time, the clock")
        .contains("bids: list of structs")
        .contains("150 rows from 2025-01-06T00:00:00Z")
        .contains("this is one file of demo BTC/USDT 2025-01-06 in the lake s3://" + bucket)
        .contains("silverbook run --input s3://" + bucket + "/orderbook")
        .contains("--from 2025-01-06 --to 2025-01-06");
  }

  @Test
  void whatIsNotThereAndWhatIsNoParquetIsSaid() throws IOException {
    Ran missing = aws("inspect", "s3://" + bucket + "/nothing");
    assertThat(missing.exitCode()).isNotZero();
    assertThat(missing.out() + missing.err())
        .contains("s3://" + bucket + "/nothing")
        .doesNotContain("Exception");

    s3.putObject(
        request ->
            request.bucket(bucket).key("bad/exchange=x/symbol=BTC~USDT/date=2025-03-05/a.parquet"),
        RequestBody.fromString("no parquet"));
    Ran broken = aws("inspect", "s3://" + bucket + "/bad");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.out() + broken.err()).contains("not a Parquet file");
  }
}
