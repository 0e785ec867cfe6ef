package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.ClaimRule;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.LedgerTransition;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The conditions in DynamoDB's language mean what the pipeline's rules mean, over a table of every
 * status with every lease, fingerprint and pending arrival.
 */
class LedgerConditionsTest {

  @RegisterExtension static final AwsEndpoint ENDPOINT = new AwsEndpoint();

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final PartitionId PARTITION =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));
  private static final Failure CRASHED = Failure.of(FailureReason.CRASHED, "no verdict");

  /** A time that is not there, past, now and to come. */
  private static final List<Instant> MOMENTS =
      Arrays.asList(null, NOW.minusMillis(1), NOW, NOW.plusMillis(1));

  private static final List<Instant> NEVER = Collections.singletonList(null);

  private DynamoDbClient client;
  private String table;
  private DynamoDbLedger ledger;

  @BeforeEach
  void createTable() {
    client = TestClients.dynamoDb(ENDPOINT.uri());
    table = TestClients.createTable(client, "silverbook-" + UUID.randomUUID());
    ledger = new DynamoDbLedger(client, table);
  }

  /** Every state an item can be in; the first is no item at all. */
  private static List<Map<String, AttributeValue>> states(
      List<Instant> pending, List<String> fingerprints) {
    List<Map<String, AttributeValue>> states = new ArrayList<>();
    states.add(Map.of());
    List<LedgerStatus> statuses = new ArrayList<>(List.of(LedgerStatus.values()));
    statuses.add(null);
    for (LedgerStatus status : statuses) {
      for (Instant leaseUntil : status == LedgerStatus.RUNNING ? MOMENTS : NEVER) {
        for (Instant pendingUntil : pending) {
          for (String fingerprint : fingerprints) {
            states.add(state(status, leaseUntil, pendingUntil, fingerprint));
          }
        }
      }
    }
    return states;
  }

  private static Map<String, AttributeValue> state(
      LedgerStatus status, Instant leaseUntil, Instant pendingUntil, String fingerprint) {
    Map<String, AttributeValue> item = new HashMap<>(LedgerItems.key(PARTITION));
    item.put(LedgerItems.FINGERPRINT, LedgerItems.text(fingerprint));
    item.put(LedgerItems.UPDATED_AT, LedgerItems.time(NOW.minusSeconds(9)));
    item.put(LedgerItems.ATTEMPTS, LedgerItems.whole(3));
    if (status != null) {
      item.put(LedgerItems.STATUS, LedgerItems.text(status.name()));
    }
    if (status == LedgerStatus.RETRYING || status == LedgerStatus.FAILED) {
      item.put(LedgerItems.ERROR, LedgerItems.error(CRASHED));
    }
    item.put(LedgerItems.RUN_ID, LedgerItems.text(fingerprint.equals("f1") ? "r1" : "r0"));
    if (status == LedgerStatus.RUNNING) {
      item.put(LedgerItems.UNFINISHED, LedgerItems.whole(fingerprint.equals("f1") ? 5 : 4));
      item.put(LedgerItems.LEASE_OWNER, LedgerItems.text("holder"));
    }
    if (leaseUntil != null) {
      item.put(LedgerItems.LEASE_UNTIL, LedgerItems.time(leaseUntil));
    }
    if (pendingUntil != null) {
      item.put(LedgerItems.PENDING_UNTIL, LedgerItems.time(pendingUntil));
    }
    return item;
  }

  private Optional<LedgerEntry> put(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      client.deleteItem(request -> request.tableName(table).key(LedgerItems.key(PARTITION)));
      return Optional.empty();
    }
    client.putItem(request -> request.tableName(table).item(item));
    return Optional.of(LedgerItems.entry(item));
  }

  private static List<Ledger.Asked> everyWish() {
    List<Ledger.Asked> wishes = new ArrayList<>();
    for (String runId : List.of("r1", "r2")) {
      for (boolean retryFailed : List.of(false, true)) {
        for (boolean force : List.of(false, true)) {
          wishes.add(new Ledger.Asked(runId, retryFailed, force));
        }
      }
    }
    wishes.add(new Ledger.Asked("", true, true));
    wishes.add(new Ledger.Asked("r1", false, false, true));
    return wishes;
  }

  private Optional<LedgerEntry> now() {
    return Optional.ofNullable(ledger.read(List.of(PARTITION)).get(PARTITION));
  }

  @Test
  void aClaimSucceedsExactlyWhenTheRuleAllowsIt() {
    for (Map<String, AttributeValue> state : states(NEVER, List.of("f1", "f2", ""))) {
      for (Ledger.Asked asked : everyWish()) {
        Optional<LedgerEntry> before = put(state);
        Claim claim =
            new Claim(
                PARTITION,
                new InputIdentity("f1", "c1", "in/", "trades/"),
                "me",
                NOW,
                NOW.plusSeconds(60),
                asked);

        ClaimResult result = ledger.claim(claim);

        assertThat(result instanceof ClaimResult.Claimed)
            .as("%s of %s", claim, before)
            .isEqualTo(ClaimRule.allows(claim, before));
        assertThat(now())
            .as("%s of %s", claim, before)
            .isEqualTo(LedgerTransition.claim(before, claim).or(() -> before));
      }
    }
  }

  @Test
  void anItemOfAVersionWithOneOutputIsReadAsAListOfOne() {
    Map<String, AttributeValue> item = state(LedgerStatus.PROCESSED, null, null, "f1");
    item.put(LedgerItems.STATS, AttributeValue.fromM(Map.of("rowsWritten", LedgerItems.whole(7))));
    item.put(LedgerItems.OUTPUT_KEY, LedgerItems.text("exchange=binance/part-0.parquet"));
    item.put(LedgerItems.OUTPUT_ETAG, LedgerItems.text("e1"));
    item.put(LedgerItems.OUTPUT_SIZE, LedgerItems.whole(12));

    assertThat(LedgerItems.entry(item).outputs())
        .containsExactly(
            new WrittenOutput(
                Dataset.ORDERBOOK, "orderbook/exchange=binance/part-0.parquet", 12, "e1"));
  }

  @Test
  void aDeathWithoutVerdictIsRecordedExactlyWhenTheTransitionSaysSo() {
    for (Map<String, AttributeValue> state : states(NEVER, List.of("f1"))) {
      Optional<LedgerEntry> before = put(state);
      Optional<LedgerEntry> expected =
          LedgerTransition.failWithoutVerdict(before, PARTITION, CRASHED, "r1", NOW);

      boolean recorded = ledger.failWithoutVerdict(PARTITION, CRASHED, "r1", NOW);

      assertThat(recorded).as("of %s", before).isEqualTo(expected.isPresent());
      assertThat(now()).isEqualTo(expected.or(() -> before));
    }
  }

  @Test
  void anArrivalIsNotedExactlyWhenTheTransitionSaysSo() {
    Instant due = NOW.plusSeconds(60);
    for (Map<String, AttributeValue> state : states(MOMENTS, List.of("f1"))) {
      Optional<LedgerEntry> before = put(state);
      Optional<LedgerEntry> expected = LedgerTransition.schedule(before, PARTITION, NOW, due);

      boolean noted = ledger.schedule(PARTITION, NOW, due);

      assertThat(noted).as("of %s", before).isEqualTo(expected.isPresent());
      assertThat(now()).isEqualTo(expected.or(() -> before));
    }
  }

  @Test
  void aVerdictCountsExactlyWhenTheTransitionSaysSo() {
    for (Map<String, AttributeValue> state : states(MOMENTS.subList(0, 2), List.of("f1"))) {
      for (String owner : List.of("holder", "me")) {
        Lease lease = new Lease(PARTITION, owner);
        Optional<LedgerEntry> before = put(state);
        Optional<LedgerEntry> expected = LedgerTransition.retry(before, lease, CRASHED, NOW);

        assertThat(ledger.retry(lease, CRASHED, NOW))
            .as("%s of %s", lease, before)
            .isEqualTo(expected.isPresent());
        assertThat(now()).isEqualTo(expected.or(() -> before));

        put(state);
        expected = LedgerTransition.fail(before, lease, "f3", CRASHED, NOW);

        assertThat(ledger.fail(lease, "f3", CRASHED, NOW))
            .as("%s of %s", lease, before)
            .isEqualTo(expected.isPresent());
        assertThat(now()).isEqualTo(expected.or(() -> before));
      }
    }
  }
}
