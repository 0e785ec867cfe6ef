package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.EmulatedApplication.Names;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition that one worker has begun and others go on with: however often, only one result. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostLeasesIT extends FaultScenarios {

  /** As long as everything else is waited for; on a busy machine a JVM starts for a minute. */
  private static final long PATIENCE_SECONDS = 180;

  /** Of the 20 that a message has; a worker that is started to be killed takes seconds. */
  private static final int LOST_RECEIVES = 14;

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
    application
        .poller()
        .loseReceives(application.deployment().sourceOf(Names.WORKER), LOST_RECEIVES);
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
    // The first put, and what the client sends again of it when it hears nothing for long.
    AtomicReference<String> held = new AtomicReference<>("");
    application
        .proxy()
        .disturb(
            request ->
                request.name().equals("s3:PUT")
                        && request.mentions("exchange=" + partition.exchange() + "/")
                        && held.updateAndGet(call -> call.isEmpty() ? request.call() : call)
                            .equals(request.call())
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
      assertThat(released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
