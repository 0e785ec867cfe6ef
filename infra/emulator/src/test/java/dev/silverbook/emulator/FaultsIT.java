package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.CommitLog.Change;
import dev.silverbook.emulator.EmulatedApplication.Names;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not matter, and does not: after each scenario the ledger's invariants are checked. */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsIT {

  @RegisterExtension static final EndToEnd END_TO_END = new EndToEnd();

  private static final LocalDate DAY = LocalDate.of(2024, 8, 8);
  private static final long SEED = 20240808;

  private final EmulatedApplication application = END_TO_END.application();
  private final BronzeLake bronze = application.bronze();

  /** Where in its work a worker ends. */
  enum Point {
    BEFORE_CLAIM("dynamodb:UpdateItem", 1, false),
    AFTER_CLAIM("dynamodb:UpdateItem", 1, true),
    FIRST_READ("s3:GET", 1, false),
    LATER_READ("s3:GET", 5, true),
    BEFORE_OUTPUT("s3:PUT", 1, false),
    AFTER_OUTPUT("s3:PUT", 1, true),
    BEFORE_COMMIT("dynamodb:UpdateItem", 2, false),
    AFTER_COMMIT("dynamodb:UpdateItem", 2, true);

    private final String request;
    private final int number;
    private final boolean done;

    Point(String request, int number, boolean done) {
      this.request = request;
      this.number = number;
      this.done = done;
    }

    /** Does something when a worker is there, the first time only. */
    Disturbance once(String partition, Runnable action) {
      AtomicInteger seen = new AtomicInteger();
      return request -> {
        if (request.name().equals(this.request)
            && request.mentions(partition)
            && seen.incrementAndGet() == number) {
          return done ? new Disturbance.Step.After(action) : new Disturbance.Step.Drop(action);
        }
        return Disturbance.Step.PASS;
      };
    }
  }

  private PartitionId partition(String exchange) {
    return bronze.record(exchange, List.of("BTC~USDT"), DAY, 1).get(0);
  }

  private Optional<LedgerStatus> status(PartitionId partition) {
    return application.entry(partition).flatMap(LedgerEntry::status);
  }

  private List<String> statuses(PartitionId partition) {
    return application.log().of(partition.key()).stream().map(Change::status).toList();
  }

  private void killWorkers() {
    application.host().killBusy(Names.WORKER);
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerKilledAnywhereEndsInTheSameBytesAfterRedelivery(Point point) {
    PartitionId partition = partition("killed-" + point.name().toLowerCase(Locale.ROOT));
    application.putUntold(List.of(partition));
    AtomicBoolean killed = new AtomicBoolean();
    application
        .proxy()
        .disturb(
            point.once(
                "exchange=" + partition.exchange() + "/",
                () -> {
                  killWorkers();
                  killed.set(true);
                }));

    application.tell(partition);
    application.drain();

    assertThat(killed).as("the worker was killed").isTrue();
    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
  }

  @Test
  void aPartitionThatKillsEveryWorkerEndsAsCrashedAndCanBeRetried() throws Exception {
    PartitionId partition = partition("deadly");
    application.putUntold(List.of(partition));
    AtomicInteger kills = new AtomicInteger();
    application
        .proxy()
        .disturb(
            request ->
                request.name().equals("s3:GET") && request.mentions("exchange=deadly/")
                    ? new Disturbance.Step.Drop(
                        () -> {
                          killWorkers();
                          kills.incrementAndGet();
                        })
                    : Disturbance.Step.PASS);

    application.tell(partition);
    application.drain();

    assertThat(kills.get()).isGreaterThanOrEqualTo(5);
    assertThat(status(partition)).contains(LedgerStatus.FAILED);
    assertThat(application.entry(partition).flatMap(LedgerEntry::failure).map(Failure::reason))
        .contains(FailureReason.CRASHED);

    application.proxy().disturb(Disturbance.NONE);
    application.backfill("{\"exchange\": \"deadly\", \"retryFailed\": true}");
    application.drain();

    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
  }

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
        .disturb(Point.LATER_READ.once("exchange=late/", () -> bronze.putRecorded(objects.get(0))));

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
            Point.FIRST_READ.once(
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerThatLostItsLeaseCannotOverwriteWhatTheNextOneWrote(boolean outputThere) {
    PartitionId partition = partition("race-" + (outputThere ? "replace" : "create"));
    List<String> objects = bronze.recorded(partition);
    if (outputThere) {
      bronze.putRecorded(objects.get(0));
      application.drain();
      assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
    }
    objects.subList(1, objects.size()).forEach(bronze::putRecorded);
    bronze.putRecorded(objects.get(0));
    bronze.putRecordedAs(objects.get(0), objects.get(1));
    application.loseArrivals(List.of(partition));
    int before = statuses(partition).size();
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    application
        .proxy()
        .disturb(
            request ->
                request.name().equals("s3:PUT")
                        && request.mentions("exchange=" + partition.exchange() + "/")
                        && first.getAndSet(false)
                    ? new Disturbance.Step.Before(() -> hold(arrived, released))
                    : Disturbance.Step.PASS);
    EventSource partitions = application.deployment().sourceOf(Names.WORKER);

    application.tell(partition);
    application.poller().poll(partitions);
    application.await("the first worker's put", () -> arrived.getCount() == 0);
    application.timePasses();
    bronze.putRecorded(objects.get(1));
    application.loseArrivals(List.of(partition));
    application.tell(partition);
    application.poller().poll(partitions);
    application.await(
        "the second worker's commit",
        () -> statuses(partition).stream().skip(before).anyMatch("PROCESSED"::equals));
    released.countDown();
    application.await("the end of both", () -> application.poller().running() == 0);

    assertThat(statuses(partition).subList(before, statuses(partition).size()))
        .containsExactly("RUNNING", "RUNNING", "PROCESSED");
  }

  private static void hold(CountDownLatch arrived, CountDownLatch released) {
    arrived.countDown();
    try {
      assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
