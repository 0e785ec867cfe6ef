package dev.silverbook.pipeline.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * What each step of the protocol does to an entry: pure functions from the entry as it is to the
 * entry as it becomes, empty when the step's condition does not hold. A ledger that can read and
 * write in one transaction applies them; one that cannot says the same in its own conditions.
 */
public final class LedgerTransition {

  private LedgerTransition() {}

  /** {@link Ledger#claim}: attempts count from the last PROCESSED. */
  public static Optional<LedgerEntry> claim(Optional<LedgerEntry> entry, Ledger.Claim claim) {
    if (!ClaimRule.allows(claim, entry)) {
      return Optional.empty();
    }
    LedgerEntry before = entry.orElseGet(() -> LedgerEntry.blank(claim.partition(), claim.now()));
    return Optional.of(
        new LedgerEntry(
            claim.partition(),
            new PartitionState.Running(claim.owner(), claim.leaseUntil(), before.failure()),
            claim.inputs(),
            before.attempts().claimed(),
            before.result(),
            new EntryTimes(
                claim.now(), claim.asked().runId(), Optional.empty(), Optional.of(claim.now()))));
  }

  /** {@link Ledger#commit}: forgets failures and attempts. */
  public static Optional<LedgerEntry> commit(
      Optional<LedgerEntry> entry,
      Ledger.Lease lease,
      String fingerprint,
      PartitionResult result,
      Instant now) {
    return held(entry, lease)
        .map(
            held ->
                new LedgerEntry(
                    held.partition(),
                    new PartitionState.Processed(),
                    held.inputs().withFingerprint(fingerprint),
                    Attempts.NONE,
                    Optional.of(result),
                    held.times().changed(now, held.runId())));
  }

  /** {@link Ledger#fail}. */
  public static Optional<LedgerEntry> fail(
      Optional<LedgerEntry> entry,
      Ledger.Lease lease,
      String fingerprint,
      Failure failure,
      Instant now) {
    return held(entry, lease)
        .map(
            held ->
                failed(
                    held,
                    failure,
                    held.inputs().withFingerprint(fingerprint),
                    held.times().changed(now, held.runId())));
  }

  /** {@link Ledger#retry}. */
  public static Optional<LedgerEntry> retry(
      Optional<LedgerEntry> entry, Ledger.Lease lease, Failure failure, Instant now) {
    return held(entry, lease)
        .map(
            held ->
                new LedgerEntry(
                    held.partition(),
                    new PartitionState.Retrying(failure),
                    held.inputs(),
                    held.attempts().retrying(now),
                    held.result(),
                    held.times().changed(now, held.runId())));
  }

  /** {@link Ledger#renew}. */
  public static Optional<LedgerEntry> renew(
      Optional<LedgerEntry> entry, Ledger.Lease lease, Instant leaseUntil) {
    return held(entry, lease)
        .map(
            held ->
                held.withState(
                    new PartitionState.Running(lease.owner(), leaseUntil, held.failure())));
  }

  /**
   * {@link Ledger#failWithoutVerdict}. Without an entry the new one has an empty fingerprint, which
   * no claim equals: such a failure keeps nobody from trying.
   */
  public static Optional<LedgerEntry> failWithoutVerdict(
      Optional<LedgerEntry> entry,
      PartitionId partition,
      Failure failure,
      String runId,
      Instant now) {
    LedgerEntry before = entry.orElseGet(() -> LedgerEntry.blank(partition, now));
    boolean verdict =
        before
            .status()
            .map(
                status ->
                    switch (status) {
                      case PROCESSED, FAILED -> true;
                      case RUNNING -> before.leasedAt(now);
                      case RETRYING -> false;
                    })
            .orElse(false);
    return verdict
        ? Optional.empty()
        : Optional.of(failed(before, failure, before.inputs(), before.times().changed(now, runId)));
  }

  /** {@link Ledger#schedule}. */
  public static Optional<LedgerEntry> schedule(
      Optional<LedgerEntry> entry, PartitionId partition, Instant now, Instant pendingUntil) {
    LedgerEntry before = entry.orElseGet(() -> LedgerEntry.blank(partition, now));
    if (before.pendingUntil().map(now::isBefore).orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        before.withTimes(
            before.times().changed(now, before.runId()).pending(Optional.of(pendingUntil))));
  }

  private static Optional<LedgerEntry> held(Optional<LedgerEntry> entry, Ledger.Lease lease) {
    return entry.filter(held -> held.heldBy(lease.owner()));
  }

  private static LedgerEntry failed(
      LedgerEntry before, Failure failure, InputIdentity inputs, EntryTimes times) {
    return new LedgerEntry(
        before.partition(),
        new PartitionState.Failed(failure),
        inputs,
        before.attempts().failed(times.updatedAt()),
        before.result(),
        times);
  }
}
