package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts a verdict back that the listing after a claim shows to be still the right one, so that no
 * work is done twice, and none is undone.
 */
final class Settled {

  /** What was listed after the claim. */
  record Listing(PartitionInputs inputs, String fingerprint) {}

  private final Ledger ledger;
  private final SilverOutputs outputs;
  private final Clock clock;

  Settled(Ledger ledger, SilverOutputs outputs, Clock clock) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.clock = clock;
  }

  /**
   * The outcome when there is nothing to do.
   *
   * <ul>
   *   <li>The inputs of the last result are partly gone, and there is nothing new: the result
   *       stays, with a note. Only force computes from what is left.
   *   <li>The listing before the claim was older than what another worker had settled before it.
   * </ul>
   *
   * @param before the entry as the claim found it
   */
  Optional<Outcome> before(
      PartitionMessage message, Lease lease, Optional<LedgerEntry> before, Listing listing) {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    LedgerEntry entry = before.get();
    Optional<PartitionResult> result = entry.result();
    Optional<CoveredInputs> covered = result.flatMap(PartitionResult::covered);
    if (!message.force()
        && covered.filter(inputs -> inputs.hasOutlived(listing.inputs())).isPresent()) {
      return Optional.of(
          putBack(lease, covered.get().fingerprint(), result.get().withExpiredInputs()));
    }
    boolean own = !message.runId().isEmpty() && message.runId().equals(entry.runId());
    if (!entry.fingerprint().equals(listing.fingerprint())) {
      return Optional.empty();
    }
    if (entry.is(LedgerStatus.PROCESSED)
        && (own || !message.force())
        && result.isPresent()
        && outputs.asListed(entry, outputs.seen(entry.partition()))) {
      return Optional.of(putBack(lease, listing.fingerprint(), result.get()));
    }
    if (entry.is(LedgerStatus.FAILED) && (own || !(message.force() || message.retryFailed()))) {
      Instant now = clock.instant();
      return entry
          .failure()
          .map(
              failure ->
                  ledger.fail(lease, listing.fingerprint(), failure, now)
                      ? new Outcome.Skipped(entry.partition(), failure)
                      : new Outcome.LeaseLost(entry.partition()));
    }
    return Optional.empty();
  }

  private Outcome putBack(Lease lease, String fingerprint, PartitionResult result) {
    return ledger.commit(lease, fingerprint, result, clock.instant())
        ? new Outcome.Unchanged(lease.partition())
        : new Outcome.LeaseLost(lease.partition());
  }
}
