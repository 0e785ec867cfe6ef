package dev.silverbook.pipeline.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Instant;
import java.util.List;
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
    LedgerEntry before = entry.orElseGet(() -> blank(claim.partition(), claim.now()));
    return Optional.of(
        new LedgerEntry(
            claim.partition(),
            Optional.of(LedgerStatus.RUNNING),
            claim.fingerprint(),
            claim.configuration(),
            claim.owner(),
            Optional.of(claim.leaseUntil()),
            before.attempts() + 1,
            before.firstFailedAt(),
            before.failure(),
            before.stats(),
            before.degradedBy(),
            before.output(),
            Optional.empty(),
            claim.now(),
            claim.runId(),
            claim.inputPrefix(),
            claim.tradesPrefix()));
  }

  /** {@link Ledger#commit}: forgets failures and attempts. */
  public static Optional<LedgerEntry> commit(
      Optional<LedgerEntry> entry,
      Ledger.Lease lease,
      String fingerprint,
      PartitionStats stats,
      List<String> degradedBy,
      StoredObject output,
      Instant now) {
    return held(entry, lease)
        .map(
            held ->
                new LedgerEntry(
                    held.partition(),
                    Optional.of(LedgerStatus.PROCESSED),
                    fingerprint,
                    held.configuration(),
                    "",
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(stats),
                    degradedBy,
                    Optional.of(output),
                    held.pendingUntil(),
                    now,
                    held.runId(),
                    held.inputPrefix(),
                    held.tradesPrefix()));
  }

  /** {@link Ledger#fail}. */
  public static Optional<LedgerEntry> fail(
      Optional<LedgerEntry> entry,
      Ledger.Lease lease,
      String fingerprint,
      Failure failure,
      Instant now) {
    return held(entry, lease)
        .map(held -> failed(held, LedgerStatus.FAILED, fingerprint, failure, now, held.runId()));
  }

  /** {@link Ledger#retry}. */
  public static Optional<LedgerEntry> retry(
      Optional<LedgerEntry> entry, Ledger.Lease lease, Failure failure, Instant now) {
    return held(entry, lease)
        .map(
            held ->
                failed(
                    held, LedgerStatus.RETRYING, held.fingerprint(), failure, now, held.runId()));
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
    LedgerEntry before = entry.orElseGet(() -> blank(partition, now));
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
        : Optional.of(
            failed(before, LedgerStatus.FAILED, before.fingerprint(), failure, now, runId));
  }

  /** {@link Ledger#schedule}. */
  public static Optional<LedgerEntry> schedule(
      Optional<LedgerEntry> entry, PartitionId partition, Instant now, Instant pendingUntil) {
    LedgerEntry before = entry.orElseGet(() -> blank(partition, now));
    if (before.pendingUntil().map(now::isBefore).orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        new LedgerEntry(
            partition,
            before.status(),
            before.fingerprint(),
            before.configuration(),
            before.leaseOwner(),
            before.leaseUntil(),
            before.attempts(),
            before.firstFailedAt(),
            before.failure(),
            before.stats(),
            before.degradedBy(),
            before.output(),
            Optional.of(pendingUntil),
            now,
            before.runId(),
            before.inputPrefix(),
            before.tradesPrefix()));
  }

  private static Optional<LedgerEntry> held(Optional<LedgerEntry> entry, Ledger.Lease lease) {
    return entry.filter(
        held ->
            held.status().equals(Optional.of(LedgerStatus.RUNNING))
                && held.leaseOwner().equals(lease.owner()));
  }

  private static LedgerEntry failed(
      LedgerEntry before,
      LedgerStatus status,
      String fingerprint,
      Failure failure,
      Instant now,
      String runId) {
    return new LedgerEntry(
        before.partition(),
        Optional.of(status),
        fingerprint,
        before.configuration(),
        "",
        Optional.empty(),
        before.attempts(),
        Optional.of(before.firstFailedAt().orElse(now)),
        Optional.of(failure),
        before.stats(),
        before.degradedBy(),
        before.output(),
        before.pendingUntil(),
        now,
        runId,
        before.inputPrefix(),
        before.tradesPrefix());
  }

  private static LedgerEntry blank(PartitionId partition, Instant now) {
    return new LedgerEntry(
        partition,
        Optional.empty(),
        "",
        "",
        "",
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        now,
        "",
        "",
        "");
  }
}
