package dev.silverbook.command.run;

import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.Outcome;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The pipeline with a queue and workers in this process. */
public final class LocalRun {

  private final Ledger ledger;
  private final InProcessQueue queue;
  private final WorkerPool pool;
  private final PartitionWorker worker;
  private final Clock clock;

  /**
   * What a run computes, and with what.
   *
   * @param lakes where things are
   * @param format writes the output
   * @param readers gives a fresh reader for each partition
   * @param configuration what to compute
   * @param version of the product, for the output's metadata
   * @param workers number of threads
   * @param sharing with whom the ledger is shared
   */
  public record Setup(
      LakeStores lakes,
      LakeFormat format,
      Supplier<PartitionReader> readers,
      SilverConfiguration configuration,
      String version,
      int workers,
      Sharing sharing) {}

  /**
   * What follows from who uses the ledger.
   *
   * @param patience how long one try at a partition may take; others wait for as long when this
   *     process dies and the ledger does not know
   * @param redelivery when a partition is tried again
   */
  public record Sharing(Duration patience, Redelivery redelivery) {}

  /**
   * The processes of one machine: nothing ends a worker but its process, and then the ledger knows
   * at once, so the deadline is only far away.
   */
  public static final Sharing ALONE = new Sharing(Duration.ofDays(30), Redelivery.DEFAULT);

  /**
   * Machines and functions: what a killed process leaves is free after this time, and looking
   * whether a partition is free costs requests.
   */
  public static final Sharing SHARED =
      new Sharing(
          Duration.ofHours(1),
          new Redelivery(
              Redelivery.DEFAULT.receives(),
              Redelivery.DEFAULT.firstDelay(),
              Duration.ofSeconds(15)));

  /**
   * Nothing happens before the run is told to go.
   *
   * @param cancelled whether nobody wants a run any more, by its id
   * @param observer hears what happens
   */
  public LocalRun(
      Setup setup, Ledger ledger, Predicate<String> cancelled, RunObserver observer, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
    this.queue = new InProcessQueue(clock);
    this.worker =
        new PartitionWorker(
            setup.lakes(),
            ledger,
            new PartitionProcessor(
                setup.lakes(),
                setup.format(),
                setup.readers(),
                setup.configuration(),
                setup.version(),
                clock),
            clock,
            () -> UUID.randomUUID().toString(),
            cancelled,
            observer::progressed);
    this.pool =
        new WorkerPool(
            setup.workers(),
            queue,
            this::handle,
            setup.sharing().patience(),
            setup.sharing().redelivery(),
            observer,
            clock);
  }

  /** No new partition starts, running ones give up. Returns at once. */
  public void stop() {
    pool.stop();
  }

  /** What of a plan the workers get: also partitions that another process holds. */
  public static List<PlanEntry> forWorkers(Plan plan) {
    return plan.entries().stream()
        .filter(entry -> entry.decision().runs() || entry.decision() == Decision.RUNNING_ELSEWHERE)
        .toList();
  }

  /**
   * Works through a plan. Partitions that another process holds are watched until it is done with
   * them or gone.
   */
  public void run(Plan plan, String runId) throws InterruptedException {
    queue.send(
        forWorkers(plan).stream().map(entry -> entry.message(runId)).toList(), Duration.ZERO);
    pool.run();
  }

  private Outcome handle(PartitionMessage message, Delivery delivery) {
    Outcome outcome = worker.handle(message, delivery);
    if (delivery.lastReceive()
        && outcome instanceof Outcome.Retrying retrying
        && !retrying.recorded()
        && retrying.failure().reason() != FailureReason.INTERRUPTED) {
      return withoutVerdict(message, retrying.failure());
    }
    return outcome;
  }

  /** What a consumer of dead letters does elsewhere. */
  private Outcome withoutVerdict(PartitionMessage message, Failure failure) {
    try {
      ledger.failWithoutVerdict(message.partition(), failure, message.runId(), clock.instant());
    } catch (RuntimeException e) {
      return new Outcome.Failed(
          message.partition(),
          new Failure(
              failure.reason(),
              failure.message() + " (not recorded: " + e.getMessage() + ")",
              failure.object(),
              failure.row()));
    }
    return new Outcome.Failed(message.partition(), failure);
  }
}
