package dev.silverbook.pipeline;

import dev.silverbook.lake.PartitionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A ledger whose steps can break. */
final class FaultyLedger implements Ledger {

  private final Ledger ledger;
  private final Fault fault;

  FaultyLedger(Ledger ledger, Fault fault) {
    this.ledger = ledger;
    this.fault = fault;
  }

  private <T> T step(Supplier<T> step) {
    fault.before();
    T result = step.get();
    fault.after();
    return result;
  }

  @Override
  public ClaimResult claim(Claim claim) {
    return step(() -> ledger.claim(claim));
  }

  @Override
  public boolean commit(
      Lease lease,
      String fingerprint,
      PartitionStats stats,
      List<String> degradedBy,
      StoredObject output,
      Instant now) {
    return step(() -> ledger.commit(lease, fingerprint, stats, degradedBy, output, now));
  }

  @Override
  public boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    return step(() -> ledger.fail(lease, fingerprint, failure, now));
  }

  @Override
  public boolean retry(Lease lease, Failure failure, Instant now) {
    return step(() -> ledger.retry(lease, failure, now));
  }

  @Override
  public boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    return step(() -> ledger.failWithoutVerdict(partition, failure, runId, now));
  }

  @Override
  public boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    return step(() -> ledger.schedule(partition, now, pendingUntil));
  }

  @Override
  public Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    return step(() -> ledger.read(partitions));
  }

  @Override
  public Stream<LedgerEntry> entries() {
    return ledger.entries();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
