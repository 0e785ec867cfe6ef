package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.CommitLog.Change;
import dev.silverbook.emulator.EmulatedApplication.Names;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not matter, and does not: after each scenario the ledger's invariants are checked. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsIT extends FaultScenarios {

  private static final long SEED = 20240808;

  @Test
  void messagesThatComeTwiceAndInNoOrderAreWorkedOffOnce() {
    List<PartitionId> partitions =
        bronze.record("doubled", List.of("BTC~USDT", "ETH~USDT", "XRP~USDT"), DAY, 2);
    application.poller().deliverTwiceInNoOrder(OptionalLong.of(SEED));

    partitions.forEach(bronze::put);
    application.drain();

    assertThat(partitions)
        .allSatisfy(
            partition -> {
              assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
              assertThat(statuses(partition)).containsOnlyOnce("PROCESSED");
            });
  }

  @Test
  void throttlingBrokenStreamsLostAnswersAndDelaysChangeNothingButTheTime() {
    List<PartitionId> partitions =
        bronze.record("throttled", List.of("BTC~USDT", "ETH~USDT"), DAY, 2);
    Random random = new Random(SEED);
    AtomicInteger faults = new AtomicInteger();
    application
        .proxy()
        .disturb(
            request -> {
              if (!request.mentions("exchange=throttled/") || random.nextDouble() > 0.3) {
                return Disturbance.Step.PASS;
              }
              faults.incrementAndGet();
              return disturbed(request, random);
            });

    partitions.forEach(bronze::put);
    application.drain();

    assertThat(faults.get()).isGreaterThan(partitions.size());
    assertThat(partitions).allSatisfy(p -> assertThat(status(p)).contains(LedgerStatus.PROCESSED));
  }

  private static Disturbance.Step disturbed(ProxiedRequest request, Random random) {
    return switch (random.nextInt(3)) {
      case 0 ->
          request.service().equals("s3")
              ? new Disturbance.Step.Refuse(503, "SlowDown")
              : new Disturbance.Step.Refuse(400, "ThrottlingException");
      case 1 ->
          new Disturbance.Step.Before(
              () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300)));
      default ->
          request.name().equals("s3:GET")
              ? new Disturbance.Step.Cut(0.5)
              : new Disturbance.Step.LoseAnswer();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:LIST", "s3:GET", "s3:PUT", "dynamodb:UpdateItem"})
  void aStoreThatIsDownForAWholeInvocationMakesItsPartitionWait(String down) {
    PartitionId partition = partition("down-" + down.replace(':', '-').toLowerCase(Locale.ROOT));
    application.putUntold(List.of(partition));
    AtomicInteger refusals = new AtomicInteger();
    application
        .proxy()
        .disturb(
            request -> {
              if (request.name().equals(down)
                  && request.mentions("exchange=" + partition.exchange() + "/")) {
                refusals.incrementAndGet();
                return new Disturbance.Step.Refuse(500, "InternalError");
              }
              return Disturbance.Step.PASS;
            });
    EventSource partitions = application.deployment().sourceOf(Names.WORKER);
    application.tell(partition);
    application.poller().poll(partitions);
    application.await("the end of the invocation", () -> application.poller().running() == 0);

    assertThat(refusals.get()).isGreaterThan(1);
    assertThat(status(partition)).isNotEqualTo(Optional.of(LedgerStatus.PROCESSED));
    assertThat(status(partition)).isNotEqualTo(Optional.of(LedgerStatus.FAILED));

    application.proxy().disturb(Disturbance.NONE);
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void anObjectThatArrivesDuringProcessingLeadsToALaterResultThatCoversIt() {
    PartitionId partition = partition("late");
    List<String> objects = bronze.recorded(partition);
    objects.subList(1, objects.size()).forEach(bronze::putRecorded);
    application.loseArrivals(List.of(partition));
    application
        .proxy()
        .disturb(
            WorkPoint.LATER_READ.once("exchange=late/", () -> bronze.putRecorded(objects.get(0))));

    application.tell(partition);
    application.drain();

    List<String> processed =
        application.log().of(partition.key()).stream()
            .filter(change -> change.status().equals("PROCESSED"))
            .map(Change::fingerprint)
            .toList();
    assertThat(processed).hasSize(2).doesNotHaveDuplicates();
    assertThat(application.entry(partition).map(LedgerEntry::fingerprint))
        .contains(processed.get(1));
  }

  @Test
  void aLateObjectWhoseMessageDiesBeforeAnyClaimIsKeptAndProcessedOnceItIsSentAgain() {
    PartitionId partition = partition("overlooked");
    List<String> objects = bronze.recorded(partition);
    objects.subList(1, objects.size()).forEach(bronze::putRecorded);
    application.drain();
    Optional<LedgerEntry> before = application.entry(partition);
    assertThat(before.flatMap(LedgerEntry::status)).contains(LedgerStatus.PROCESSED);
    application
        .proxy()
        .disturb(
            request ->
                request.name().equals("s3:LIST") && request.mentions("exchange=overlooked/")
                    ? new Disturbance.Step.Refuse(403, "AccessDenied")
                    : Disturbance.Step.PASS);

    bronze.putRecorded(objects.get(0));
    application.drain();

    assertThat(application.entry(partition).map(LedgerEntry::fingerprint))
        .isEqualTo(before.map(LedgerEntry::fingerprint));
    List<String> kept = application.takeAll(Names.WORKER, "SILVERBOOK_DEAD_LETTER_QUEUE_URL");
    assertThat(kept)
        .singleElement()
        .satisfies(body -> assertThat(body).contains(partition.exchange()));

    application.proxy().disturb(Disturbance.NONE);
    kept.forEach(application::send);
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
    assertThat(application.entry(partition).map(LedgerEntry::fingerprint))
        .isNotEqualTo(before.map(LedgerEntry::fingerprint));
  }

  @Test
  void anObjectReplacedWhileItIsReadIsNeverMixedIntoTheResult() {
    PartitionId partition = partition("replaced");
    PartitionId other = partition("replacement");
    List<String> objects = bronze.recorded(partition);
    List<String> replacements = bronze.recorded(other);
    application.putUntold(List.of(partition));
    application
        .proxy()
        .disturb(
            WorkPoint.FIRST_READ.once(
                "exchange=replaced/",
                () -> {
                  for (int i = 0; i < objects.size(); i++) {
                    bronze.putRecordedAs(replacements.get(i), objects.get(i));
                  }
                }));

    application.tell(partition);
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
    assertThat(statuses(partition)).containsOnlyOnce("PROCESSED");
  }
}
