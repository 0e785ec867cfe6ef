package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.plan.Planner;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Plans a run: what the ledger says counts; where it says nothing, what a checkpoint file says.
 *
 * @param lakes where things are
 * @param ledger what was done
 * @param configuration what is to be computed
 * @param checkpoint what a checkpoint file says
 * @param clock the time
 */
public record LocalPlanner(
    LakeStores lakes,
    Ledger ledger,
    SilverConfiguration configuration,
    Optional<CheckpointContent> checkpoint,
    Clock clock) {

  /**
   * A plan and what was passed over while making it.
   *
   * @param plan one entry a partition
   * @param ignored directories that are no part of the layout, and files that are no inputs
   * @param unlisted directories that could not be listed: the plan lacks what is below
   */
  public record Result(Plan plan, List<IgnoredPath> ignored, List<Failure> unlisted) {}

  /**
   * Plans.
   *
   * @param stopped when true, planning ends early with what it has
   */
  public Result plan(PartitionFilter filter, PlanRequest request, BooleanSupplier stopped) {
    List<IgnoredPath> ignored = new ArrayList<>();
    List<Failure> unlisted = new ArrayList<>();
    List<PlanEntry> entries = new ArrayList<>();
    Planner planner =
        Planner.listing(
            lakes,
            ledger,
            new Fingerprint(configuration, lakes.trades().isPresent()),
            clock,
            ignored::add);
    try (Stream<PartitionId> found =
            new PartitionDiscovery(
                    lakes.orderBook(),
                    lakes.orderBookLayout(),
                    filter,
                    Optional.empty(),
                    ignored::add,
                    failure -> unlisted.add(failure(failure)))
                .partitions();
        Stream<PlanEntry> planned =
            planner.plan(
                found
                    .takeWhile(partition -> !stopped.getAsBoolean())
                    .filter(partition -> !decidedByCheckpoint(partition, request, entries)),
                request)) {
      planned.forEach(entries::add);
    }
    entries.sort(Comparator.comparing(PlanEntry::partition));
    return new Result(new Plan(entries), ignored, unlisted);
  }

  private static Failure failure(StoreException e) {
    return new Failure(
        e.reason(),
        e.getMessage(),
        Objects.requireNonNullElse(e.object(), ""),
        OptionalLong.empty());
  }

  private boolean decidedByCheckpoint(
      PartitionId partition, PlanRequest request, List<PlanEntry> entries) {
    if (checkpoint.isEmpty() || request.force()) {
      return false;
    }
    boolean processed = checkpoint.get().hasProcessed(partition);
    boolean failed = checkpoint.get().hasFailed(partition) && !request.retryFailed();
    if (!(processed || failed) || knownToLedger(partition)) {
      return false;
    }
    entries.add(
        processed
            ? new PlanEntry(
                partition, Decision.UNCHANGED, "listed as processed in the checkpoint file")
            : new PlanEntry(
                partition, Decision.FAILED_BEFORE, "listed as failed in the checkpoint file"));
    return true;
  }

  private boolean knownToLedger(PartitionId partition) {
    return ledger.read(partition).flatMap(LedgerEntry::status).isPresent();
  }
}
