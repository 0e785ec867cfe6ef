package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up how the partitions of a run ended. Thread-safe. */
public final class RunTally implements RunObserver {

  /** A partition that failed now. */
  public record FailedPartition(PartitionId partition, Failure failure) {}

  /**
   * A partition that was not tried, because it failed before.
   *
   * @param earlier the failure; empty when only a checkpoint file knows of it
   */
  public record SkippedPartition(PartitionId partition, Optional<Failure> earlier) {}

  private final List<Outcome.Processed> processed = new ArrayList<>();
  private final List<FailedPartition> failed = new ArrayList<>();
  private final List<SkippedPartition> skipped = new ArrayList<>();
  private final List<PartitionId> unchanged = new ArrayList<>();
  private final List<PartitionId> gone = new ArrayList<>();
  private final List<PartitionId> interrupted = new ArrayList<>();
  private final List<PartitionId> overLimit = new ArrayList<>();
  private int settled;

  @Override
  public synchronized void finished(Outcome outcome, Duration took) {
    settled++;
    PartitionId partition = outcome.partition();
    boolean counted =
        switch (outcome.kind()) {
          case PROCESSED -> processed.add((Outcome.Processed) outcome);
          case FAILED ->
              failed.add(new FailedPartition(partition, ((Outcome.Failed) outcome).failure()));
          case SKIPPED ->
              skipped.add(
                  new SkippedPartition(
                      partition, Optional.of(((Outcome.Skipped) outcome).earlier())));
          case UNCHANGED -> unchanged.add(partition);
          case GONE -> gone.add(partition);
          case RETRYING, BUSY, LEASE_LOST, CANCELLED -> interrupted.add(partition);
        };
    if (!counted) {
      throw new IllegalStateException(outcome + " was not counted");
    }
  }

  /** Adds what a plan gives to no worker, with what the ledger knows about it. */
  public synchronized void addLeftOut(Plan plan, Ledger ledger) {
    List<PartitionId> failedBefore = new ArrayList<>();
    for (PlanEntry entry : plan.entries()) {
      if (entry.decision() == Decision.UNCHANGED || entry.decision() == Decision.INPUTS_EXPIRED) {
        unchanged.add(entry.partition());
      } else if (entry.decision() == Decision.NO_INPUT) {
        gone.add(entry.partition());
      } else if (entry.decision() == Decision.FAILED_BEFORE) {
        failedBefore.add(entry.partition());
      } else if (entry.decision() == Decision.OVER_LIMIT) {
        overLimit.add(entry.partition());
      }
    }
    Map<PartitionId, LedgerEntry> known = ledger.read(failedBefore);
    for (PartitionId partition : failedBefore) {
      skipped.add(
          new SkippedPartition(
              partition, Optional.ofNullable(known.get(partition)).flatMap(LedgerEntry::failure)));
    }
  }

  /** How many the workers have settled. */
  public synchronized int settled() {
    return settled;
  }

  /** Written now. */
  public synchronized List<Outcome.Processed> processed() {
    return List.copyOf(processed);
  }

  /** Failed now, by partition. */
  public synchronized List<FailedPartition> failed() {
    return List.copyOf(failed);
  }

  /** Not tried, because they failed before. */
  public synchronized List<SkippedPartition> skipped() {
    return List.copyOf(skipped);
  }

  /** Found done. */
  public synchronized List<PartitionId> unchanged() {
    return List.copyOf(unchanged);
  }

  /** Without any input object. */
  public synchronized List<PartitionId> gone() {
    return List.copyOf(gone);
  }

  /** Left for the next run, because of a limit. */
  public synchronized List<PartitionId> overLimit() {
    return List.copyOf(overLimit);
  }

  /** Given up because the run was stopped. */
  public synchronized List<PartitionId> interrupted() {
    return List.copyOf(interrupted);
  }

  /** Rows written now. */
  public synchronized long rows() {
    return processed.stream().mapToLong(done -> done.stats().rowsWritten()).sum();
  }

  /** Trades read now. */
  public synchronized long trades() {
    return processed.stream().mapToLong(done -> done.stats().tradesRead()).sum();
  }
}
