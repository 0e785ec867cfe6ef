package dev.silverbook.pipeline.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One partition's entry in the ledger.
 *
 * @param partition whose
 * @param status what is true about it; empty while only an arrival is pending
 * @param fingerprint what the status is about: inputs, configuration and engine version
 * @param configuration hash of feature configuration and engine version alone, so that a planner
 *     can tell a changed configuration without listing inputs
 * @param leaseOwner token of the claiming worker; empty when there is no lease
 * @param leaseUntil end of the lease; empty when there is no lease
 * @param attempts claims since the last PROCESSED
 * @param firstFailedAt first failure since the last PROCESSED
 * @param failure the last failure since the last PROCESSED
 * @param stats of the last PROCESSED
 * @param degradedBy why the condition of the day was degraded at the last PROCESSED; empty means
 *     good
 * @param output what the last PROCESSED wrote
 * @param pendingUntil an arrival is already scheduled until then
 * @param updatedAt last change
 * @param runId the run that made it
 * @param inputPrefix where the order books of the last claim are; empty when never claimed
 * @param tradesPrefix where its trades are; empty when never claimed or none are configured
 */
public record LedgerEntry(
    PartitionId partition,
    Optional<LedgerStatus> status,
    String fingerprint,
    String configuration,
    String leaseOwner,
    Optional<Instant> leaseUntil,
    int attempts,
    Optional<Instant> firstFailedAt,
    Optional<Failure> failure,
    Optional<PartitionStats> stats,
    List<String> degradedBy,
    Optional<StoredObject> output,
    Optional<Instant> pendingUntil,
    Instant updatedAt,
    String runId,
    String inputPrefix,
    String tradesPrefix) {

  /** Copies the list. */
  public LedgerEntry {
    degradedBy = List.copyOf(degradedBy);
  }

  /** Whether a worker holds it at {@code now}. */
  public boolean leasedAt(Instant now) {
    return status.equals(Optional.of(LedgerStatus.RUNNING))
        && leaseUntil.map(now::isBefore).orElse(false);
  }
}
