package dev.silverbook.pipeline.work;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the handling of one message ended. Every message ends in exactly one of these. */
public sealed interface Outcome {

  /** Which partition; every outcome but a bad message has one. */
  PartitionId partition();

  /** Which of the records it is, for switches that a new outcome must not pass by. */
  Kind kind();

  /** One constant for each record. */
  enum Kind {
    /** {@link Outcome.Processed}. */
    PROCESSED,
    /** {@link Outcome.Unchanged}. */
    UNCHANGED,
    /** {@link Outcome.Skipped}. */
    SKIPPED,
    /** {@link Outcome.Busy}. */
    BUSY,
    /** {@link Outcome.Gone}. */
    GONE,
    /** {@link Outcome.Failed}. */
    FAILED,
    /** {@link Outcome.Retrying}. */
    RETRYING,
    /** {@link Outcome.LeaseLost}. */
    LEASE_LOST,
    /** {@link Outcome.Cancelled}. */
    CANCELLED
  }

  /** The outputs were written and committed. */
  record Processed(PartitionId partition, PartitionResult result) implements Outcome {

    @Override
    public Kind kind() {
      return Kind.PROCESSED;
    }

    /** What it saw and cost. */
    public PartitionStats stats() {
      return result.stats();
    }

    /** Why the condition of the day is degraded; empty means good. */
    public List<String> degradedBy() {
      return result.degradedBy();
    }

    /** What was written. */
    public List<WrittenOutput> outputs() {
      return result.outputs();
    }
  }

  /** This very input was processed before; nothing was done. */
  record Unchanged(PartitionId partition) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.UNCHANGED;
    }
  }

  /** This very input failed before and no retry was asked for; nothing was done. */
  record Skipped(PartitionId partition, Failure earlier) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.SKIPPED;
    }
  }

  /** Another worker holds the lease until then; the message has to come again. */
  record Busy(PartitionId partition, Instant leaseUntil) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.BUSY;
    }
  }

  /**
   * There is no input object; nothing was done.
   *
   * @param place where it was looked for
   */
  record Gone(PartitionId partition, String place) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.GONE;
    }
  }

  /** It failed for good; recorded as FAILED. */
  record Failed(PartitionId partition, Failure failure) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.FAILED;
    }
  }

  /**
   * It has no verdict yet: the message has to come again, or go to the dead letters when this was
   * its last receive.
   *
   * @param recorded true: it failed in a way that may pass and the ledger holds RETRYING. False:
   *     the ledger holds nothing about this attempt, because it failed itself or because the
   *     failure came before a claim. Such a message must not be consumed even at its last receive;
   *     the consumer of dead letters then records the verdict
   * @param leasedUntil end of a lease that could not be given up, because the ledger failed: before
   *     that the message would find its own lease
   */
  record Retrying(
      PartitionId partition, Failure failure, boolean recorded, Optional<Instant> leasedUntil)
      implements Outcome {

    /** Without a lease that is left behind. */
    public Retrying(PartitionId partition, Failure failure, boolean recorded) {
      this(partition, failure, recorded, Optional.empty());
    }

    @Override
    public Kind kind() {
      return Kind.RETRYING;
    }
  }

  /** The run that asked was cancelled before; nothing was looked at. */
  record Cancelled(PartitionId partition) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.CANCELLED;
    }
  }

  /** The lease was lost on the way; the new owner decides. */
  record LeaseLost(PartitionId partition) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.LEASE_LOST;
    }
  }
}
