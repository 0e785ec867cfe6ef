package dev.silverbook.pipeline.message;

import dev.silverbook.lake.PartitionId;
import java.util.Objects;
import java.util.Optional;

/**
 * What travels through a queue: a hint that a partition may need work, never the truth about it.
 *
 * @param partition which one
 * @param runId the run or backfill that asked, for logs and the ledger
 * @param retryFailed try again even though this very input has FAILED
 * @param force process again even though this very input is PROCESSED
 * @param instructions where and what; empty where worker and sender are one process, which knows
 */
public record PartitionMessage(
    PartitionId partition,
    String runId,
    boolean retryFailed,
    boolean force,
    Optional<Instructions> instructions) {

  /** Checks that the optional parts are not null. */
  public PartitionMessage {
    Objects.requireNonNull(instructions, "instructions");
  }

  /** Without instructions. */
  public PartitionMessage(PartitionId partition, String runId, boolean retryFailed, boolean force) {
    this(partition, runId, retryFailed, force, Optional.empty());
  }

  /** The same with these instructions. */
  public PartitionMessage with(Instructions told) {
    return new PartitionMessage(partition, runId, retryFailed, force, Optional.of(told));
  }
}
