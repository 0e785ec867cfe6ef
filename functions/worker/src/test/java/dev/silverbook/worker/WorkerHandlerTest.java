package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.standin.Events;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.work.Outcome;
import dev.silverbook.pipeline.work.PartitionWorker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerHandlerTest {

  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";

  private final WorkerBench bench = new WorkerBench();

  private String work(String event) throws IOException {
    return Events.invoke(bench.worker(), Events.read(event), WorkerBench.CONTEXT);
  }

  private static List<String> messageIds(String event) throws IOException {
    List<?> records = (List<?>) JSON.std.mapFrom(Events.read(event)).get("Records");
    return records.stream()
        .map(item -> String.valueOf(((Map<?, ?>) item).get("messageId")))
        .toList();
  }

  private static String failed(String messageId) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + messageId + "\"}]}";
  }

  private void claim(PartitionId partition, Duration lease) {
    Instant now = bench.clock.instant();
    bench.ledger.claim(
        new Ledger.Claim(
            partition,
            new InputIdentity("f", "c", "in/", ""),
            "another worker",
            now,
            now.plus(lease),
            new Ledger.Asked("run-0", false, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "worker/one.json          | PROCESSED",
        "worker/last-receive.json | PROCESSED",
        "worker/malformed.json    | BAD_MESSAGE",
        "worker/poisoned.json     | FAILED",
        "worker/mixed-batch.json  | PROCESSED,BAD_MESSAGE,FAILED,GONE,PROCESSED",
      })
  void eachMessageHasOneEndingAndIsConsumed(String event, String endings) throws IOException {
    assertThat(work(event)).isEqualTo(NO_FAILURES);

    assertThat(bench.endings()).containsExactly((Object[]) endings.split(","));
  }

  @Test
  void aSecondDeliveryFindsThePartitionUnchanged() throws IOException {
    work("worker/one.json");

    assertThat(work("worker/one.json")).isEqualTo(NO_FAILURES);

    assertThat(bench.endings()).containsExactly("PROCESSED", "UNCHANGED");
  }

  @Test
  void theLedgerHoldsTheVerdictsOfAMixedBatch() throws IOException {
    work("worker/mixed-batch.json");

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry(WorkerBench.ETH).status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry(WorkerBench.POISON).failure().map(Failure::reason))
        .contains(FailureReason.CORRUPT_FILE);
  }

  @Test
  void aMalformedMessageIsKeptWithTheReasonBeforeItIsConsumed() throws IOException {
    work("worker/malformed.json");

    assertThat(bench.queue.kept)
        .containsExactly(
            Map.entry(
                "{\"exchange\":\"binance\",\"symbol\":\"BTC~USDT\",\"date\":\"8 August 2024\"}",
                "field date of the message: expected a day like 2024-08-08, found '8 August 2024'"));
  }

  @Test
  void aMessageThatCannotBeFollowedIsKeptWithTheReasonBeforeItIsConsumed() throws IOException {
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              throw new BadMessageException("it does not say where");
            });

    assertThat(Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT))
        .isEqualTo(NO_FAILURES);

    assertThat(bench.queue.kept.values()).containsExactly("it does not say where");
    assertThat(bench.endings()).containsExactly("BAD_MESSAGE");
  }

  @Test
  void aMalformedMessageThatCannotBeKeptComesAgain() throws IOException {
    bench.queue.refusing = true;

    assertThat(work("worker/malformed.json"))
        .isEqualTo(failed(messageIds("worker/malformed.json").get(0)));
  }

  @Test
  void aBusyPartitionsMessageComesAgainWhenTheOtherLeaseHasEnded() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(2));
    String id = messageIds("worker/one.json").get(0);

    assertThat(work("worker/one.json")).isEqualTo(failed(id));

    assertThat(bench.endings()).containsExactly("BUSY");
    assertThat(bench.queue.hidden)
        .containsExactly(Map.entry(id, Duration.ofMinutes(2).plusSeconds(5)));
  }

  @Test
  void aBusyMessageWaitsNoLongerThanALeaseLasts() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(90));

    work("worker/one.json");

    assertThat(bench.queue.hidden.values()).containsExactly(PartitionWorker.LEASE);
  }

  @Test
  void aWorkerThatDiesBeforeItsClaimLeavesAMessageThatIsSeenInMinutes() throws IOException {
    String id = messageIds("worker/one.json").get(0);
    List<Map<String, Duration>> hiddenAtFirst = new ArrayList<>();
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              hiddenAtFirst.add(Map.copyOf(bench.queue.hidden));
              return new Outcome.Unchanged(message.partition());
            });

    Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT);

    assertThat(hiddenAtFirst)
        .as("what the queue knows when the work begins")
        .containsExactly(Map.of(id, Duration.ofMinutes(3).plusSeconds(30)));
  }

  @Test
  void aMessageIsHiddenWhileItsPartitionIsLeased() throws IOException {
    String id = messageIds("worker/one.json").get(0);

    work("worker/one.json");

    assertThat(bench.endings()).containsExactly("PROCESSED");
    assertThat(bench.queue.hidden)
        .containsExactly(Map.entry(id, Duration.ofMinutes(3).plusSeconds(30)));
  }

  @Test
  void aMessageIsHiddenAsMuchLongerAsItsLeaseIsProlonged() throws IOException {
    Instant until = bench.clock.instant().plus(Duration.ofMinutes(9));
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              delivery.leased().accept(until);
              return new Outcome.Unchanged(message.partition());
            });

    Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT);

    assertThat(bench.queue.hidden.values()).containsExactly(Duration.ofMinutes(9).plusSeconds(30));
  }

  @Test
  void aMessageWhoseOutcomeCouldNotBeRecordedComesAgainAfterItsOwnLease() throws IOException {
    Instant until = bench.clock.instant().plus(Duration.ofMinutes(2));
    Failure throttled = Failure.of(FailureReason.THROTTLED, "slow down");
    WorkerHandler worker =
        bench.worker(
            (message, delivery) ->
                new Outcome.Retrying(message.partition(), throttled, false, Optional.of(until)));

    Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT);

    assertThat(bench.queue.hidden.values()).containsExactly(Duration.ofMinutes(2).plusSeconds(5));
  }

  @Test
  void aMessageThatCannotBeHiddenStillComesAgain() throws IOException {
    claim(WorkerBench.BTC, Duration.ofMinutes(7));
    bench.queue.refusing = true;

    assertThat(work("worker/one.json")).isEqualTo(failed(messageIds("worker/one.json").get(0)));
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "2, 60", "3, 120", "5, 480", "6, 900", "400, 900"})
  void aRetriedMessageComesAgainLaterEachTime(int receives, int seconds) throws IOException {
    Failure failure = Failure.of(FailureReason.THROTTLED, "slow down");
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> new Outcome.Retrying(message.partition(), failure, true));
    String event =
        Events.read("worker/one.json")
            .replace(
                "\"ApproximateReceiveCount\": \"1\"",
                "\"ApproximateReceiveCount\": \"" + receives + "\"");
    String id = messageIds("worker/one.json").get(0);

    assertThat(Events.invoke(worker, event, WorkerBench.CONTEXT)).isEqualTo(failed(id));

    assertThat(bench.queue.hidden).containsExactly(Map.entry(id, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({"worker/one.json, false", "worker/last-receive.json, true"})
  void theWorkerIsToldItsLastReceive(String event, boolean last) throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              deliveries.add(delivery);
              return new Outcome.Unchanged(message.partition());
            });

    Events.invoke(worker, Events.read(event), WorkerBench.CONTEXT);

    assertThat(deliveries).extracting(Delivery::lastReceive).containsExactly(last);
  }

  @Test
  void theWorkerStopsHalfAMinuteBeforeLambdaEndsIt() throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              deliveries.add(delivery);
              return bench.partitionWorker().handle(message, delivery);
            });

    Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT);

    Instant end = bench.clock.instant().plusMillis(WorkerBench.CONTEXT.getRemainingTimeInMillis());
    assertThat(deliveries).extracting(Delivery::deadline).containsExactly(end.minusSeconds(30));
  }

  @Test
  void aNeighbourThatUsesUpTheTimeLeavesTheOthersUntouched() throws IOException {
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              bench.clock.advance(Duration.ofMinutes(15));
              return new Outcome.Unchanged(message.partition());
            });
    List<String> ids = messageIds("worker/mixed-batch.json");

    String answer =
        Events.invoke(worker, Events.read("worker/mixed-batch.json"), WorkerBench.CONTEXT);

    List<?> failures = (List<?>) JSON.std.mapFrom(answer).get("batchItemFailures");
    assertThat(failures)
        .extracting(item -> ((Map<?, ?>) item).get("itemIdentifier"))
        .isEqualTo(ids.subList(1, 5));
    assertThat(bench.endings()).containsExactly("UNCHANGED");
  }

  @Test
  void aDefectIsNotThrownAndItsMessageComesAgain() throws IOException {
    WorkerHandler worker =
        bench.worker(
            (message, delivery) -> {
              throw new IllegalStateException("a defect");
            });

    assertThat(Events.invoke(worker, Events.read("worker/one.json"), WorkerBench.CONTEXT))
        .isEqualTo(failed(messageIds("worker/one.json").get(0)));

    assertThat(bench.lines().get(0))
        .containsEntry("reason", "INTERNAL_ERROR")
        .containsEntry("failure", "a defect");
  }

  @Test
  void anEventThatIsNotFromAQueueIsNoFailure() throws IOException {
    assertThat(Events.invoke(bench.worker(), "{}", WorkerBench.CONTEXT)).isEqualTo(NO_FAILURES);
  }

  @Test
  void theMetricLineNamesPartitionRunAndWhatTheWorkTook() throws IOException {
    bench.clock.advance(Duration.ofDays(1));
    work("worker/one.json");

    Map<String, Object> line = bench.lines().get(0);
    assertThat(line)
        .containsEntry("partition", "exchange=binance/symbol=BTC~USDT/date=2024-08-08")
        .containsEntry("runId", "backfill-8f14e45f-ceea-4672-9b65-ab4a2f1a3f5e")
        .containsEntry("Application", "test")
        .containsEntry("Outcome", "PROCESSED")
        .containsEntry("PartitionsByOutcome", 1)
        .containsEntry("RowsRead", 2)
        .containsEntry("RowsWritten", 2)
        .containsEntry("receiveCount", 1)
        .containsKeys("RowsPerSecond", "Duration", "BytesRead", "BytesWritten", "QueueDelay");
    assertThat(directives(line))
        .isEqualTo(
            List.of(
                Optional.of(List.of("Application", "Outcome")),
                Optional.of(List.of("Application"))));
  }

  private static List<Optional<Object>> directives(Map<String, Object> line) {
    List<?> directives = (List<?>) ((Map<?, ?>) line.get("_aws")).get("CloudWatchMetrics");
    return directives.stream()
        .map(each -> ((List<?>) ((Map<?, ?>) each).get("Dimensions")).get(0))
        .map(Optional::<Object>of)
        .toList();
  }
}
