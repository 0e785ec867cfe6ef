package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.FakeServer.Answer;
import dev.silverbook.aws.FakeServer.Request;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real table does rarely: answers that are partial, lost or refused. */
class DynamoDbLedgerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Failure SLOW = Failure.of(FailureReason.THROTTLED, "slow down");

  private final RecordedPauses pauses = new RecordedPauses();
  private FakeServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keysThatWereNotReadAreAskedForAgain() {
    DynamoDbLedger ledger =
        ledger(
            request -> {
              List<?> keys = keys(request);
              int read = Math.min(2, keys.size());
              return json(
                  Map.of(
                      "Responses",
                      Map.of("t", keys.subList(0, read)),
                      "UnprocessedKeys",
                      read == keys.size()
                          ? Map.of()
                          : Map.of("t", Map.of("Keys", keys.subList(read, keys.size())))));
            });

    assertThat(ledger.read(days(5)).keySet()).containsExactlyInAnyOrderElementsOf(days(5));
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.text()).contains("\"ConsistentRead\":true"));
    assertThat(pauses.failures()).containsExactly(1, 1);
  }

  @Test
  void keysThatAreNeverReadAreAPassingFailure() {
    DynamoDbLedger ledger =
        ledger(
            request ->
                json(
                    Map.of(
                        "Responses",
                        Map.of(),
                        "UnprocessedKeys",
                        Map.of("t", Map.of("Keys", keys(request))))));

    assertThatThrownBy(() -> ledger.read(days(3)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.THROTTLED))
        .hasMessage("dynamodb:BatchGetItem on t left 3 of 3 keys unread 8 times in a row");
    assertThat(pauses.failures()).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aThousandPartitionsAreReadInTenRequestsEachOnce() {
    DynamoDbLedger ledger =
        ledger(
            request ->
                json(Map.of("Responses", Map.of("t", keys(request)), "UnprocessedKeys", Map.of())));
    List<PartitionId> twice =
        IntStream.range(0, 2).mapToObj(time -> days(1_000)).flatMap(List::stream).toList();

    assertThat(ledger.read(twice)).hasSize(1_000);
    assertThat(server.requests()).hasSize(10);
  }

  @Test
  void aClaimWhoseAnswerWasLostIsRecognisedInTheRefusalOfItsRepetition() {
    DynamoDbLedger ledger =
        ledger(
            request ->
                refusal(
                    Map.of(
                        "partition", text(days(1).get(0).key()),
                        "status", text("RUNNING"),
                        "leaseOwner", text("me"),
                        "leaseUntil", Map.of("N", "" + NOW.plusSeconds(60).toEpochMilli()),
                        "attempts", Map.of("N", "4"))));

    ClaimResult mine = ledger.claim(claim("me"));
    ClaimResult other = ledger.claim(claim("other"));

    assertThat(mine)
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class,
            claimed -> {
              assertThat(claimed.lease()).isEqualTo(new Lease(days(1).get(0), "me"));
              assertThat(claimed.attempts()).isEqualTo(4);
            });
    assertThat(other)
        .isInstanceOfSatisfying(
            ClaimResult.Refused.class,
            refused -> assertThat(refused.entry().status()).contains(LedgerStatus.RUNNING));
  }

  @Test
  void aVerdictWhoseAnswerWasLostCountsAndAnothersDoesNot() {
    DynamoDbLedger repeated =
        ledger(request -> refusal(Map.of("changeToken", value(request, ":changeToken"))));
    Lease lease = new Lease(days(1).get(0), "me");
    assertThat(repeated.retry(lease, SLOW, NOW)).isTrue();
    assertThat(repeated.schedule(days(1).get(0), NOW, NOW.plusSeconds(1))).isTrue();
    server.close();

    DynamoDbLedger refused = ledger(request -> refusal(Map.of("changeToken", text("another"))));
    assertThat(refused.retry(lease, SLOW, NOW)).isFalse();
    assertThat(refused.schedule(days(1).get(0), NOW, NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void oneStepIsOneRequest() {
    DynamoDbLedger ledger = ledger(request -> json(Map.of()));

    ledger.claim(claim("me"));
    ledger.retry(new Lease(days(1).get(0), "me"), SLOW, NOW);

    assertThat(server.requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.header("X-Amz-Target")).contains("DynamoDB_20120810.UpdateItem");
              assertThat(request.text())
                  .contains("\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"");
            });
  }

  @Test
  void whatIsNotDoneIsFoundWithoutAScan() {
    DynamoDbLedger ledger = ledger(request -> json(Map.of("Items", List.of())));

    assertThat(ledger.unsettled()).isEmpty();

    assertThat(server.requests())
        .extracting(request -> request.header("X-Amz-Target").orElse(""))
        .containsOnly("DynamoDB_20120810.Query");
  }

  @Test
  void whatIsNotDoneIsSpreadOverEightPartsOfTheIndex() {
    DynamoDbLedger ledger = ledger(request -> json(Map.of()));

    days(100).forEach(day -> ledger.failWithoutVerdict(day, SLOW, "r1", NOW));

    assertThat(
            server.requests().stream().map(request -> value(request, ":open")).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(part -> text(Integer.toString(part))).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "status, S, DONE, No enum constant dev.silverbook.pipeline.ledger.LedgerStatus.DONE",
    "status, N, 1, attribute status is no text",
    "attempts, S, many, attribute attempts is no number",
    "status, S, FAILED, attribute error is missing",
  })
  void anItemThatCannotBeReadIsTheFailureOfItsPartitionAlone(
      String attribute, String type, String value, String why) {
    String bad = days(2).get(0).key();
    DynamoDbLedger ledger =
        ledger(
            request ->
                json(
                    Map.of(
                        "Responses",
                        Map.of(
                            "t",
                            List.of(
                                Map.of("partition", text(bad), attribute, Map.of(type, value)),
                                Map.of(
                                    "partition", text(days(2).get(1).key()),
                                    "status", text("PROCESSED")))),
                        "UnprocessedKeys",
                        Map.of())));

    Map<PartitionId, LedgerEntry> entries = ledger.read(days(2));

    assertThat(entries.get(days(2).get(1)).status()).contains(LedgerStatus.PROCESSED);
    LedgerEntry unreadable = entries.get(days(2).get(0));
    assertThat(unreadable.status()).contains(LedgerStatus.FAILED);
    assertThat(unreadable.failure())
        .contains(
            Failure.of(
                FailureReason.INTERNAL_ERROR,
                "the ledger's item '%s' cannot be read: %s; correct or delete the item"
                    .formatted(bad, why)));
  }

  @Test
  void anItemWhoseKeyIsNoPartitionIsNamed() {
    DynamoDbLedger ledger =
        ledger(
            request ->
                json(
                    Map.of(
                        "Items",
                        List.of(Map.of("partition", text("a/b"), "status", text("PROCESSED"))))));

    assertThatThrownBy(() -> ledger.entries().toList())
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "the ledger's item 'a/b' cannot be read: expected"
                + " exchange=<e>/symbol=<s>/date=<yyyy-mm-dd>, got 'a/b';"
                + " correct or delete the item");
  }

  @Test
  void aDenialNamesActionAndTable() {
    DynamoDbLedger ledger =
        ledger(
            request ->
                error(
                    Map.of(
                        "__type",
                        "com.amazonaws.dynamodb.v20120810#AccessDeniedException",
                        "Message",
                        "not you")));

    assertThatThrownBy(() -> ledger.claim(claim("me")))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED))
        .hasMessageContaining("the role in use needs dynamodb:UpdateItem on table t");
  }

  @Test
  void aMessageOfAnyLengthFitsIntoAnItem() {
    DynamoDbLedger ledger = ledger(request -> json(Map.of()));
    Failure endless = Failure.of(FailureReason.INTERNAL_ERROR, "x".repeat(1_000_000));

    assertThat(ledger.fail(new Lease(days(1).get(0), "me"), "f", endless, NOW)).isTrue();

    assertThat(server.requests().get(0).text().length()).isLessThan(10_000);
  }

  private DynamoDbLedger ledger(Function<Request, Answer> behaviour) {
    server = new FakeServer(behaviour);
    return new DynamoDbLedger(TestClients.dynamoDb(server.uri()), "t", pauses);
  }

  private static List<PartitionId> days(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            day -> new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 1, 1).plusDays(day)))
        .toList();
  }

  private static Claim claim(String owner) {
    return new Claim(
        days(1).get(0),
        new InputIdentity("f1", "c1", "in/", "trades/"),
        owner,
        NOW,
        NOW.plusSeconds(60),
        new Ledger.Asked("r1", false, false));
  }

  private static Map<String, Object> text(String value) {
    return Map.of("S", value);
  }

  private static List<?> keys(Request request) {
    Map<?, ?> tables = (Map<?, ?>) parsed(request).get("RequestItems");
    return (List<?>) ((Map<?, ?>) tables.get("t")).get("Keys");
  }

  private static Object value(Request request, String placeholder) {
    return ((Map<?, ?>) parsed(request).get("ExpressionAttributeValues")).get(placeholder);
  }

  private static Map<String, Object> parsed(Request request) {
    try {
      return JSON.std.mapFrom(request.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer refusal(Map<String, Object> item) {
    return error(
        Map.of(
            "__type",
            "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
            "message",
            "The conditional request failed",
            "Item",
            item));
  }

  private static Answer error(Map<String, Object> body) {
    return Answer.of(400, json(body).body());
  }

  private static Answer json(Map<String, Object> body) {
    try {
      return Answer.of(200, JSON.std.asString(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
