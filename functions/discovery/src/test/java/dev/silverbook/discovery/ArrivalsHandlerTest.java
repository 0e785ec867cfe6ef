package dev.silverbook.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.standin.Events;
import dev.silverbook.aws.standin.InvocationContext;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsHandlerTest {

  private static final InvocationContext CONTEXT = new InvocationContext("request-1", 60_000);
  private static final Duration SETTLE = Duration.ofMinutes(2);
  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";
  private static final PartitionId BTC =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));

  private final SettableClock clock = new SettableClock();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<PartitionMessage> sent = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PartitionQueue queue =
      (messages, delay) -> {
        assertThat(delay).isEqualTo(SETTLE);
        sent.addAll(messages);
        return List.of();
      };

  private ArrivalsHandler function(PartitionQueue to) {
    return new ArrivalsHandler(
        new ArrivalsHandler.Parts(
            new Arrivals(
                new S3Location("silverbook-bronze", "orderbook/"),
                Optional.of(new S3Location("silverbook-bronze", "trades/")),
                LayoutChoice.DETECTED,
                LayoutChoice.DETECTED,
                ledger,
                to,
                clock,
                SETTLE,
                Runnable::run),
            new EmbeddedMetrics("test", clock, new PrintStream(log, true, UTF_8))));
  }

  private String arrive(String event) throws IOException {
    return Events.invoke(function(queue), Events.read(event), CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arrivals/eventbridge.json             | binance BTC/USDT 2024-08-08",
        "arrivals/notification.json            | binance BTC/USDT 2024-08-08",
        "arrivals/trades.json                  | binance BTC/USDT 2024-08-08",
        "arrivals/duplicates-out-of-order.json | binance BTC/USDT 2024-08-08",
        "arrivals/several-records.json         | binance BTC/USDT 2024-08-08;binance ETH/USDT 2024-08-08;kraken BTC/USD 2024-08-08",
        "arrivals/topic.json                   | binance BTC/USDT 2024-08-08",
        "arrivals/topic-test-event.json        | ",
        "arrivals/test-event.json              | ",
        "arrivals/no-input.json                | ",
      })
  void eachShapeGivesOneMessagePerPartitionItNames(String event, String partitions)
      throws IOException {
    assertThat(arrive(event)).isEqualTo(NO_FAILURES);

    assertThat(sent)
        .extracting(each -> each.partition().toString())
        .containsExactlyElementsOf(partitions == null ? List.of() : List.of(partitions.split(";")));
    assertThat(sent).allMatch(each -> each.runId().equals("arrivals-request-1"));
  }

  @Test
  void aSecondEventWithinTheSettleTimeSendsNothing() throws IOException {
    arrive("arrivals/eventbridge.json");
    clock.advance(SETTLE.minusSeconds(1));

    assertThat(arrive("arrivals/trades.json")).isEqualTo(NO_FAILURES);

    assertThat(sent).hasSize(1);
  }

  @Test
  void anEventAfterTheSettleTimeSendsAgain() throws IOException {
    arrive("arrivals/eventbridge.json");
    clock.advance(SETTLE.plusSeconds(1));

    arrive("arrivals/trades.json");

    assertThat(sent).hasSize(2);
  }

  @Test
  void theNoteInTheLedgerLastsForTheSettleTime() throws IOException {
    arrive("arrivals/eventbridge.json");

    assertThat(ledger.read(List.of(BTC)).get(BTC).pendingUntil())
        .contains(clock.instant().plus(SETTLE));
  }

  @Test
  void whatCannotBeUnderstoodComesAgainAndTheRestIsDone() throws IOException {
    String event = Events.read("arrivals/malformed.json");

    String answer = Events.invoke(function(queue), event, CONTEXT);

    assertThat(failures(answer)).containsExactlyElementsOf(messageIds(event).subList(0, 3));
    assertThat(sent).extracting(PartitionMessage::partition).containsExactly(BTC);
    assertThat(log.toString(UTF_8)).contains("\"EventsMalformed\":3");
  }

  @Test
  void objectsThatNoPartitionHoldsAreCounted() throws IOException {
    String event = Events.read("arrivals/eventbridge.json");
    String elsewhere = event.replace("/symbol=", "/coin=");
    assertThat(elsewhere).isNotEqualTo(event);

    assertThat(Events.invoke(function(queue), elsewhere, CONTEXT)).isEqualTo(NO_FAILURES);

    assertThat(sent).isEmpty();
    assertThat(log.toString(UTF_8)).contains("\"EventsUnplaced\":1", "\"EventsIgnored\":0");
  }

  @Test
  void whatIsHiddenElsewhereOrNoInputIsNotMissed() throws IOException {
    arrive("arrivals/no-input.json");

    // One of its keys is visible, an input by its name, and right below the order books.
    assertThat(log.toString(UTF_8)).contains("\"EventsUnplaced\":1,");
  }

  @Test
  void anUnsentMessageMakesEveryEventOfItsPartitionComeAgain() throws IOException {
    String event = Events.read("arrivals/several-records.json");
    PartitionQueue refusing = (messages, delay) -> messages.subList(2, 3);

    String answer = Events.invoke(function(refusing), event, CONTEXT);

    // The third partition is that of the second message.
    assertThat(failures(answer)).containsExactly(messageIds(event).get(1));
  }

  @Test
  void eventsOfAnUnsentMessageSendAgainOnceTheirOwnNoteHasExpired() throws IOException {
    PartitionQueue refusing =
        (messages, delay) -> {
          throw new StoreException(FailureReason.THROTTLED, null, "slow down", null);
        };
    String event = Events.read("arrivals/eventbridge.json");
    assertThat(failures(Events.invoke(function(refusing), event, CONTEXT)))
        .isEqualTo(messageIds(event));

    clock.advance(SETTLE);
    Events.invoke(function(queue), event, CONTEXT);

    assertThat(sent).extracting(PartitionMessage::partition).containsExactly(BTC);
  }

  @Test
  void anEventThatIsNotFromAQueueIsNoFailure() throws IOException {
    assertThat(Events.invoke(function(queue), "{\"hello\": \"world\"}", CONTEXT))
        .isEqualTo(NO_FAILURES);
    assertThat(sent).isEmpty();
  }

  private static List<String> failures(String answer) throws IOException {
    List<?> items = (List<?>) JSON.std.mapFrom(answer).get("batchItemFailures");
    return items.stream()
        .map(item -> String.valueOf(((Map<?, ?>) item).get("itemIdentifier")))
        .toList();
  }

  private static List<String> messageIds(String event) throws IOException {
    List<?> records = (List<?>) JSON.std.mapFrom(event).get("Records");
    return records.stream()
        .map(item -> String.valueOf(((Map<?, ?>) item).get("messageId")))
        .toList();
  }
}
