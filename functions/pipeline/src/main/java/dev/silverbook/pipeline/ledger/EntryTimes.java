package dev.silverbook.pipeline.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * When an entry changed, and when more is expected.
 *
 * @param updatedAt last change
 * @param runId the run of the last claim or verdict; empty before the first
 * @param pendingUntil an arrival is already scheduled until then
 * @param claimedAt the last claim: the listing that counts was made after it
 */
public record EntryTimes(
    Instant updatedAt, String runId, Optional<Instant> pendingUntil, Optional<Instant> claimedAt) {

  /** A change now, by that run. */
  EntryTimes changed(Instant now, String byRun) {
    return new EntryTimes(now, byRun, pendingUntil, claimedAt);
  }

  /** With an arrival expected, or none. */
  EntryTimes pending(Optional<Instant> until) {
    return new EntryTimes(updatedAt, runId, until, claimedAt);
  }
}
