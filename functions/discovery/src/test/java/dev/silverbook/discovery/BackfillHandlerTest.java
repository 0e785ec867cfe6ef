package dev.silverbook.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.standin.Events;
import dev.silverbook.aws.standin.InvocationContext;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.InMemoryRuns;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillHandlerTest {

  private static final InvocationContext CONTEXT = new InvocationContext("request-1", 900_000);
  private static final InvocationContext NO_TIME = new InvocationContext("request-2", 0);

  private final SettableClock clock = new SettableClock();
  private final WatchedStore store = new WatchedStore();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<PartitionMessage> sent = Collections.synchronizedList(new ArrayList<>());
  private final InMemoryRuns runs = new InMemoryRuns();
  private final List<String> continuations = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final BackfillHandler function =
      new BackfillHandler(
          new BackfillHandler.Parts(
              new Backfill(
                  store,
                  ledger,
                  new Fingerprint(SilverConfiguration.defaults(), true),
                  (messages, delay) -> {
                    sent.addAll(messages);
                    return List.of();
                  },
                  clock,
                  2),
              cursor -> continuations.add(cursor.toJson()),
              runs,
              2_048,
              new EmbeddedMetrics("test", clock, new PrintStream(log, true, UTF_8)),
              clock));

  /** The clock says 2026-01-02. */
  @BeforeEach
  void putDays() {
    store.putDay("binance", "BTC~USDT", 2024, 8, 7);
    store.putDay("binance", "BTC~USDT", 2024, 8, 8);
    store.putDay("binance", "ETH~USDT", 2024, 8, 8);
    store.putDay("binance", "ETH~USDT", 2025, 12, 30);
    store.putDay("binance", "ETH~USDT", 2025, 12, 31);
    store.putDay("kraken", "BTC~USD", 2024, 8, 8);
    PartitionId failed = new PartitionId("binance", "ETH~USDT", LocalDate.of(2024, 8, 8));
    Failure failure = Failure.of(FailureReason.CORRUPT_FILE, "truncated");
    ledger.failWithoutVerdict(failed, failure, "earlier", clock.instant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backfill/everything.json  | COMPLETE      | 5 | {NEW=5, FAILED_BEFORE=1}",
        "backfill/schedule.json    | COMPLETE      | 1 | {NEW=1}",
        "backfill/range.json       | COMPLETE      | 2 | {NEW=2, FAILED_BEFORE=1}",
        "backfill/retry.json       | COMPLETE      | 5 | {NEW=4, RETRY_FAILED=1}",
        "backfill/force.json       | COMPLETE      | 1 | {FORCED=1}",
        "backfill/dry-run.json     | LIMIT_REACHED | 0 | {NEW=2, FAILED_BEFORE=1}",
      })
  void everyKindOfRequestIsAnsweredWithCountsByReason(
      String event, String status, int messages, String byReason) throws IOException {
    Map<String, Object> answer =
        JSON.std.mapFrom(Events.invoke(function, Events.read(event), CONTEXT));

    assertThat(answer).containsEntry("status", status).containsEntry("sent", messages);
    assertThat(answer.get("byReason")).hasToString(byReason);
    assertThat(answer).containsEntry("runId", "backfill-request-1");
    assertThat(sent).hasSize(messages).allMatch(each -> each.runId().equals("backfill-request-1"));
    assertThat(continuations).isEmpty();
  }

  @Test
  void aContinuationGoesOnBehindItsCursor() throws IOException {
    String answer = Events.invoke(function, Events.read("backfill/continuation.json"), CONTEXT);

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(sent)
        .extracting(each -> each.partition().key())
        .containsExactlyInAnyOrder(
            "exchange=binance/symbol=ETH~USDT/date=2025-12-30",
            "exchange=binance/symbol=ETH~USDT/date=2025-12-31",
            "exchange=kraken/symbol=BTC~USD/date=2024-08-08");
    assertThat(log.toString(UTF_8)).contains("\"sent\":5", "\"invocations\":2");
  }

  @Test
  void outOfTimeItSendsItsCursorAndSaysThatItContinues() throws IOException {
    for (int day = 1; day <= 28; day++) {
      for (int month = 1; month <= 12; month++) {
        store.putDay("okx", "BTC~USDT", 2024, month, day);
      }
    }

    Map<String, Object> answer = JSON.std.mapFrom(Events.invoke(function, "{}", NO_TIME));

    assertThat(answer).containsEntry("status", "CONTINUES");
    assertThat(continuations).hasSize(1);
    BackfillCursor cursor = BackfillCursor.parse(continuations.get(0));
    assertThat(cursor.after()).isPresent();
    assertThat(cursor.totals().partitions()).isEqualTo(100);
  }

  @Test
  void aRunIsRecordedWithWhoWantedWhatAndHowFarItIs() throws IOException {
    Events.invoke(function, "{\"startedBy\": \"anna\", \"symbol\": \"BTC~USDT\"}", CONTEXT);

    RunRecord run = runs.read("backfill-request-1").orElseThrow();
    assertThat(run.kind()).isEqualTo(RunRecord.Kind.BACKFILL);
    assertThat(run.state()).isEqualTo(RunRecord.State.SENT);
    assertThat(run.startedBy()).isEqualTo("anna");
    assertThat(run.request()).contains("BTC~USDT");
    assertThat(run.found()).isEqualTo(2);
    assertThat(run.sent()).isEqualTo(2);
    assertThat(run.estimate()).contains(CostEstimate.of(2, 0, 0, 2_048));
  }

  @Test
  void aDryRunKeepsItsEstimate() throws IOException {
    String answer = Events.invoke(function, "{\"dryRun\": true}", CONTEXT);

    RunRecord run = runs.read("backfill-request-1").orElseThrow();
    assertThat(run.sent()).isZero();
    assertThat(run.estimate().orElseThrow().partitions()).isEqualTo(5);
    assertThat(answer).contains("\"estimate\":{\"partitions\":5");
  }

  @Test
  void anInvocationThatComesTwiceSendsOnce() throws IOException {
    Events.invoke(function, "{\"force\": true}", CONTEXT);
    int once = sent.size();

    assertThat(Events.invoke(function, "{\"force\": true}", CONTEXT))
        .contains("\"status\":\"SENT_BEFORE\"");
    assertThat(sent).hasSize(once);
  }

  @Test
  void aCancelledRunIsNotGoneOnWith() throws IOException {
    String event = Events.read("backfill/continuation.json");
    BackfillCursor cursor = BackfillCursor.parse(QueueRecords.decode(event).get(0).body());
    runs.begin(
        RunRecord.begun(cursor.runId(), RunRecord.Kind.BACKFILL, "{}", "anna", clock.instant()));
    runs.cancel(cursor.runId(), clock.instant());

    assertThat(Events.invoke(function, event, CONTEXT)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(sent).isEmpty();
    assertThat(continuations).isEmpty();
  }

  @Test
  void aRunThatFailsSaysWhyAndMayBeTriedAgain() throws IOException {
    store.refused = Optional.of("exchange=kraken/symbol=BTC~USD/");
    assertThatThrownBy(() -> Events.invoke(function, "{}", CONTEXT))
        .isInstanceOf(StoreException.class);
    RunRecord failed = runs.read("backfill-request-1").orElseThrow();
    assertThat(failed.state()).isEqualTo(RunRecord.State.FAILED);
    assertThat(failed.note()).isNotEmpty();

    store.refused = Optional.empty();
    assertThat(Events.invoke(function, "{}", CONTEXT)).contains("\"status\":\"COMPLETE\"");
    assertThat(runs.read("backfill-request-1").orElseThrow().state())
        .isEqualTo(RunRecord.State.SENT);
  }

  @Test
  void aBadRequestIsThrownToItsSender() {
    assertThatThrownBy(() -> Events.invoke(function, "{\"exchnge\": \"binance\"}", CONTEXT))
        .isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("the input: unknown field exchnge; known are from, ");
  }

  @Test
  void aCursorThatCannotBeReadComesAgain() throws IOException {
    String event =
        """
        {"Records": [{"messageId": "m-1", "receiptHandle": "r-1", "body": "{}",
                      "eventSource": "aws:sqs", "attributes": {}}]}
        """;

    assertThat(Events.invoke(function, event, CONTEXT))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
  }

  @Test
  void aBackfillThatHasGoneOnForAWeekEndsInTheDeadLettersWithWhatToDo() throws IOException {
    String event =
        Events.read("backfill/continuation.json")
            .replaceAll("(invocations.{0,3}:) ?[0-9]+", "$1" + BackfillHandler.MOST_INVOCATIONS);

    assertThat(Events.invoke(function, event, CONTEXT)).contains("itemIdentifier");

    assertThat(sent).isEmpty();
    assertThat(continuations).isEmpty();
  }

  @Test
  void aContinuationThatFailsComesAgain() throws IOException {
    store.refused = Optional.of("exchange=kraken/symbol=BTC~USD/");

    assertThat(Events.invoke(function, Events.read("backfill/continuation.json"), CONTEXT))
        .contains("itemIdentifier");
    assertThatThrownBy(() -> Events.invoke(function, "{}", CONTEXT))
        .isInstanceOf(StoreException.class);
  }
}
