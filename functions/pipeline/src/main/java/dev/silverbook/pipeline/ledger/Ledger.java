package dev.silverbook.pipeline.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Port: the single truth about what was processed, what failed and why. Each method that changes an
 * entry is one atomic conditional update, with the effect that {@link LedgerTransition} defines.
 * Thread-safe and safe between processes.
 *
 * <p>Every method throws {@link StoreException} when the ledger refuses or fails.
 */
public interface Ledger extends AutoCloseable {

  /**
   * On whose wish a partition is claimed.
   *
   * @param runId the run that asks
   * @param retryFailed claim also what FAILED with the same fingerprint, unless in this very run
   * @param force claim also what is PROCESSED with the same fingerprint, unless in this very run
   * @param outputLost claim what is PROCESSED, because its output is not there any more
   */
  record Asked(String runId, boolean retryFailed, boolean force, boolean outputLost) {

    /** By a worker that has not missed an output. */
    public Asked(String runId, boolean retryFailed, boolean force) {
      this(runId, retryFailed, force, false);
    }
  }

  /**
   * What a worker asks for.
   *
   * @param partition which one
   * @param inputs as the first listing showed them
   * @param owner fresh token of this claim
   * @param now the worker's clock
   * @param leaseUntil when others may take over
   * @param asked on whose wish
   */
  record Claim(
      PartitionId partition,
      InputIdentity inputs,
      String owner,
      Instant now,
      Instant leaseUntil,
      Asked asked) {}

  /** A held lease: what later steps are conditional on. */
  record Lease(PartitionId partition, String owner) {}

  /** The answer to a claim. */
  sealed interface ClaimResult {
    /** Claimed; the entry as it was before, if there was one. */
    record Claimed(Lease lease, Optional<LedgerEntry> before, int attempts)
        implements ClaimResult {}

    /** Refused; the entry tells why. */
    record Refused(LedgerEntry entry) implements ClaimResult {}
  }

  /**
   * Sets RUNNING with the claim's owner and lease, counts the attempt as unfinished and removes
   * {@code pendingUntil}, when {@link ClaimRule} allows it.
   */
  ClaimResult claim(Claim claim);

  /**
   * Records PROCESSED, if the lease is still held.
   *
   * @param fingerprint of what was processed, which may be newer than the claimed one
   * @return false when the lease was lost: nothing was changed
   */
  boolean commit(Lease lease, String fingerprint, PartitionResult result, Instant now);

  /** Records FAILED, if the lease is still held; false otherwise. */
  boolean fail(Lease lease, String fingerprint, Failure failure, Instant now);

  /** Records RETRYING and gives the lease up, if it is still held; false otherwise. */
  boolean retry(Lease lease, Failure failure, Instant now);

  /**
   * Prolongs a lease, if it is still held; false otherwise.
   *
   * @param leaseUntil when others may take over, from now on
   */
  boolean renew(Lease lease, Instant leaseUntil, Instant now);

  /**
   * Records FAILED for a partition whose message died without a verdict, unless a worker holds a
   * live lease or there is a verdict: PROCESSED or FAILED.
   *
   * @return whether it was recorded
   */
  boolean failWithoutVerdict(PartitionId partition, Failure failure, String runId, Instant now);

  /**
   * Notes that an arrival is scheduled, unless one already is.
   *
   * @return whether it was noted, so that the caller sends exactly one message
   */
  boolean schedule(PartitionId partition, Instant now, Instant pendingUntil);

  /** The entry of one partition; empty when it was never seen. */
  default Optional<LedgerEntry> read(PartitionId partition) {
    return Optional.ofNullable(read(List.of(partition)).get(partition));
  }

  /** The entries of those partitions that have one. */
  Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions);

  /**
   * Those that are RUNNING, RETRYING or FAILED, by partition where the ledger can. Costs as much as
   * there are of these, however many are done.
   */
  Stream<LedgerEntry> unsettled();

  /**
   * All entries, by partition where the ledger can. For people and exports; never on the way of a
   * partition.
   */
  Stream<LedgerEntry> entries();

  @Override
  void close();
}
