package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Partitions of a table are sent once more. */
final class RetryOnAwsTest extends AwsCommands {

  @Test
  void retrySendsOnlyWhatFailedForThatReason() {
    String queue = queue();
    failed("BTC~USDT", FailureReason.CRASHED);
    failed("ETH~USDT", FailureReason.NOT_PARQUET);

    Ran dry = aws("retry", "--table", table, "--queue", queue, "--dry-run");
    assertThat(dry.out())
        .contains("CRASHED")
        .contains("NOT_PARQUET")
        .contains("2 partitions would");
    assertThat(bodies(queue)).isEmpty();

    Ran ran = aws("retry", "--table", table, "--queue", queue, "--reason", "crashed");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 partition sent").doesNotContain("NOT_PARQUET");
    List<String> sent = bodies(queue);
    assertThat(sent).hasSize(1);
    PartitionMessage message = PartitionMessageJson.read(sent.get(0));
    assertThat(message.partition()).isEqualTo(partition("BTC~USDT"));
    assertThat(message.retryFailed()).isTrue();
    assertThat(message.force()).isFalse();
  }

  @Test
  void retryWithNothingFailedSendsNothing() {
    Ran ran = aws("retry", "--table", table, "--queue", queue());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("nothing to retry");
  }

  private List<String> bodies(String queue) {
    return messages(queue).stream().map(Message::body).toList();
  }

  private static PartitionId partition(String symbol) {
    return new PartitionId("demo", symbol, LocalDate.of(2024, 8, 8));
  }

  private void failed(String symbol, FailureReason reason) {
    Instant now = Instant.now();
    Ledger ledger = new DynamoDbLedger(dynamoDb, table);
    Ledger.ClaimResult claimed =
        ledger.claim(
            new Ledger.Claim(
                partition(symbol),
                new InputIdentity("fingerprint", "configuration", "input", "trades"),
                "me",
                now,
                now.plus(Duration.ofMinutes(1)),
                new Ledger.Asked("run", false, false)));
    assertThat(claimed).isInstanceOf(Ledger.ClaimResult.Claimed.class);
    ledger.fail(
        ((Ledger.ClaimResult.Claimed) claimed).lease(),
        "fingerprint",
        Failure.of(reason, "because"),
        now);
  }
}
