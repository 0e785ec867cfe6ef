package dev.silverbook.pipeline.contract;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.LedgerTransition;
import dev.silverbook.pipeline.ledger.PartitionResult;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Entries in memory, one lock around each step. */
public final class InMemoryLedger implements Ledger {

  private final TreeMap<PartitionId, LedgerEntry> entries = new TreeMap<>();

  @Override
  public synchronized ClaimResult claim(Claim claim) {
    Optional<LedgerEntry> before = entry(claim.partition());
    Optional<LedgerEntry> after = LedgerTransition.claim(before, claim);
    if (!put(after)) {
      return new ClaimResult.Refused(before.orElseThrow());
    }
    return new ClaimResult.Claimed(
        new Lease(claim.partition(), claim.owner()),
        before,
        after.orElseThrow().attempts().count());
  }

  @Override
  public synchronized boolean commit(
      Lease lease, String fingerprint, PartitionResult result, Instant now) {
    return put(LedgerTransition.commit(entry(lease.partition()), lease, fingerprint, result, now));
  }

  @Override
  public synchronized boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    return put(LedgerTransition.fail(entry(lease.partition()), lease, fingerprint, failure, now));
  }

  @Override
  public synchronized boolean retry(Lease lease, Failure failure, Instant now) {
    return put(LedgerTransition.retry(entry(lease.partition()), lease, failure, now));
  }

  @Override
  public synchronized boolean renew(Lease lease, Instant leaseUntil, Instant now) {
    return put(LedgerTransition.renew(entry(lease.partition()), lease, leaseUntil));
  }

  @Override
  public synchronized Stream<LedgerEntry> unsettled() {
    return entries()
        .filter(entry -> entry.status().isPresent() && !entry.is(LedgerStatus.PROCESSED));
  }

  @Override
  public synchronized boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    return put(
        LedgerTransition.failWithoutVerdict(entry(partition), partition, failure, runId, now));
  }

  @Override
  public synchronized boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    return put(LedgerTransition.schedule(entry(partition), partition, now, pendingUntil));
  }

  @Override
  public synchronized Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    Map<PartitionId, LedgerEntry> found = new HashMap<>(entries);
    found.keySet().retainAll(partitions);
    return found;
  }

  @Override
  public synchronized Stream<LedgerEntry> entries() {
    return List.copyOf(entries.values()).stream();
  }

  @Override
  public void close() {}

  private Optional<LedgerEntry> entry(PartitionId partition) {
    return Optional.ofNullable(entries.get(partition));
  }

  private boolean put(Optional<LedgerEntry> entry) {
    entry.ifPresent(changed -> entries.put(changed.partition(), changed));
    return entry.isPresent();
  }
}
