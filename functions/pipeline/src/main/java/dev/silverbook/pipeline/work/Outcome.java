package dev.silverbook.pipeline.work;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Instant;
import java.util.List;

/** How the handling of one message ended. Every message ends in exactly one of these. */
public sealed interface Outcome {

  /** Which partition; every outcome but a bad message has one. */
  PartitionId partition();

  /**
   * The output was written and committed.
   *
   * @param degradedBy why the condition of the day is degraded, see {@link DayCondition}; empty
   *     means good
   */
  record Processed(
      PartitionId partition, PartitionStats stats, List<String> degradedBy, StoredObject output)
      implements Outcome {

    /** Copies the list. */
    public Processed {
      degradedBy = List.copyOf(degradedBy);
    }
  }

  /** This very input was processed before; nothing was done. */
  record Unchanged(PartitionId partition) implements Outcome {}

  /** This very input failed before and no retry was asked for; nothing was done. */
  record Skipped(PartitionId partition, Failure earlier) implements Outcome {}

  /** Another worker holds the lease until then; the message has to come again. */
  record Busy(PartitionId partition, Instant leaseUntil) implements Outcome {}

  /** There is no input object; nothing was done. */
  record Gone(PartitionId partition) implements Outcome {}

  /** It failed for good; recorded as FAILED. */
  record Failed(PartitionId partition, Failure failure) implements Outcome {}

  /**
   * It has no verdict yet: the message has to come again, or go to the dead letters when this was
   * its last receive.
   *
   * @param recorded true: it failed in a way that may pass and the ledger holds RETRYING. False:
   *     the ledger holds nothing about this attempt, because it failed itself or because the
   *     failure came before a claim. Such a message must not be consumed even at its last receive;
   *     the consumer of dead letters then records the verdict
   */
  record Retrying(PartitionId partition, Failure failure, boolean recorded) implements Outcome {}

  /** The lease was lost on the way; the new owner decides. */
  record LeaseLost(PartitionId partition) implements Outcome {}
}
