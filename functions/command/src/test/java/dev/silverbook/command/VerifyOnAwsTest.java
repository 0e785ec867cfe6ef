package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.TestClients;
import dev.silverbook.command.stack.StackTemplate;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** Proofs of what is in buckets, of a table and of a stack. */
final class VerifyOnAwsTest extends AwsCommands {

  @Test
  void whatIsInABucketIsProvedByTheTable() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();
    String[] verify = {
      "verify", "--output", "s3://" + bucket + "/features", "--table", table, "--partitions", "9"
    };

    Ran proved = aws(verify);

    assertThat(proved.exitCode()).as(proved.err() + proved.out()).isZero();
    assertThat(proved.out()).contains("4 partitions of 4 verified, all proved");

    spoilOneOutput("features/silver/orderbook/");
    Ran refuted = aws(verify);
    assertThat(refuted.exitCode()).as(refuted.err()).isEqualTo(1);
    assertThat(refuted.out()).contains("orderbook/exchange=demo/symbol=");
  }

  @Test
  void aStackSaysWhereEverythingIsThatIsProved() throws IOException {
    upload();
    assertThat(run().exitCode()).isZero();
    StackTemplate.deployOverLake(
        TestClients.access(ENDPOINT.uri()),
        "stack-" + table,
        table,
        Map.of(
            "OrderBooks", "s3://" + bucket + "/orderbook/",
            "Trades", "s3://" + bucket + "/trades/",
            "Silver", "s3://" + bucket + "/features/silver/",
            "FeatureConfiguration", "{}"));

    Ran proved = aws("verify", "--stack", "stack-" + table, "--partitions", "9", "--cuts", "1");

    assertThat(proved.exitCode()).as(proved.err() + proved.out()).isZero();
    assertThat(proved.out()).contains("4 partitions of 4 verified, all proved");
    assertThat(aws("verify", "--stack", "s", "--input", "x").err())
        .contains("--stack says where everything is; leave out --output");
  }

  private void spoilOneOutput(String prefix) {
    String key =
        s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().get(0).key();
    byte[] bytes = s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
    bytes[bytes.length / 2] ^= 1;
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }
}
