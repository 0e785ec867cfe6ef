package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a listing of directories from a moment ago may decide, and what it may not. */
class OlderListingsTest {

  private final Bench bench = Bench.withADay();

  @Test
  void thePartitionsOfABackfillShareTheListingsOfTheirDirectories() {
    List<String> listed = new ArrayList<>();
    PartitionWorker worker = bench.worker(telling("directories", listed));
    Delivery delivery = sentAt(bench.clock.instant().minusSeconds(30));
    PartitionId next = new PartitionId("binance", "BTC~USDT", Bench.DAY.date().plusDays(1));
    Bench.put(
        bench.orderBook, Bench.PREFIX.replace("day=08", "day=09") + "x.parquet", "1|99@1|101@2");

    worker.handle(Bench.message(), delivery);
    // Five levels of two lakes each; the layouts are detected on the way.
    int first = listed.size();
    worker.handle(new PartitionMessage(next, "run-1", false, false), delivery);

    assertThat(first).isGreaterThanOrEqualTo(10);
    assertThat(listed).hasSize(first);
  }

  @Test
  void aDirectoryThatAMessageAnnouncesIsSeenWhateverWasListedBefore() {
    PartitionWorker worker = bench.worker();
    worker.handle(Bench.message(), sentAt(bench.clock.instant().minusSeconds(30)));
    Bench.put(bench.trades, Bench.PREFIX.replace("day=08", "day=8") + "late.parquet", "1|99|1|buy");
    bench.clock.advance(Duration.ofSeconds(1));

    Outcome outcome = worker.handle(Bench.message(), sentAt(bench.clock.instant()));

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
  }

  @Test
  void anArrivalThatWasNotedCountsOnAListingOfNow() {
    PartitionWorker worker = bench.worker();
    Instant sent = bench.clock.instant().minusSeconds(30);
    worker.handle(Bench.message(), sentAt(sent));
    // It comes between the sending of the arrival's message and its receipt, and sends none.
    bench.ledger.schedule(Bench.DAY, sent, bench.clock.instant().plusSeconds(1));
    Bench.put(bench.trades, Bench.PREFIX.replace("day=08", "day=8") + "late.parquet", "1|99|1|buy");
    bench.clock.advance(Duration.ofSeconds(2));

    Outcome outcome = worker.handle(Bench.message(), sentAt(sent));

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
  }

  @Test
  void whatAnotherWorkerCoveredIsNotUndoneByAnOlderListing() {
    PartitionWorker worker = bench.worker();
    Delivery early = sentAt(bench.clock.instant().minusSeconds(30));
    worker.handle(Bench.message(), early);
    Bench.put(bench.trades, Bench.PREFIX.replace("day=08", "day=8") + "late.parquet", "1|99|1|buy");
    bench.handle();
    LedgerEntry covered = bench.entry();

    assertThat(worker.handle(Bench.message(), early)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(bench.entry().result()).isEqualTo(covered.result());
  }

  @Test
  void aForcedMessageThatComesTwiceIsProcessedOnceAlsoByAnOlderListing() {
    PartitionWorker worker = bench.worker();
    Delivery early = sentAt(bench.clock.instant().minusSeconds(30));
    worker.handle(Bench.message(), early);
    Bench.put(bench.trades, Bench.PREFIX.replace("day=08", "day=8") + "late.parquet", "1|99|1|buy");
    assertThat(bench.worker().handle(Bench.force(), bench.delivery()))
        .isInstanceOf(Outcome.Processed.class);

    // Its older listing claims, since it lacks what was covered; the one after the claim knows.
    assertThat(worker.handle(Bench.force(), early)).isInstanceOf(Outcome.Unchanged.class);
  }

  @Test
  void aRetryThatFailedAndComesTwiceIsNotTriedTwiceAlsoByAnOlderListing() {
    PartitionWorker worker = bench.worker();
    Delivery early = sentAt(bench.clock.instant().minusSeconds(30));
    worker.handle(Bench.message(), early);
    Bench.put(bench.trades, Bench.PREFIX.replace("day=08", "day=8") + "late.parquet", "damaged");
    Outcome failed = bench.worker().handle(Bench.retryFailed(), bench.delivery());
    assertThat(failed).isInstanceOf(Outcome.Failed.class);

    assertThat(worker.handle(Bench.retryFailed(), early))
        .isEqualTo(new Outcome.Skipped(Bench.DAY, ((Outcome.Failed) failed).failure()));
  }

  private Delivery sentAt(Instant sent) {
    return new Delivery(
        bench.clock.instant().plus(Bench.BUDGET),
        false,
        () -> false,
        until -> {},
        Optional.of(sent));
  }

  private static Steps telling(String step, List<String> told) {
    return new Steps() {
      @Override
      public void before(String taken) {
        if (taken.equals(step)) {
          told.add(taken);
        }
      }

      @Override
      public void after(String taken) {}
    };
  }
}
