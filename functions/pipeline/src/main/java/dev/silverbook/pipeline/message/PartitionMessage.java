package dev.silverbook.pipeline.message;

import dev.silverbook.lake.PartitionId;

/**
 * What travels through a queue: a hint that a partition may need work, never the truth about it.
 *
 * @param partition which one
 * @param runId the run or backfill that asked, for logs and the ledger
 * @param retryFailed try again even though this very input has FAILED
 * @param force process again even though this very input is PROCESSED
 */
public record PartitionMessage(
    PartitionId partition, String runId, boolean retryFailed, boolean force) {}
