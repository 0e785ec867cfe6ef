package dev.silverbook.pipeline.work;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.PartitionResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** A ledger that tells its steps by the methods' names. */
public final class SteppedLedger implements Ledger {

  private final Ledger ledger;
  private final Steps steps;

  public SteppedLedger(Ledger ledger, Steps steps) {
    this.ledger = ledger;
    this.steps = steps;
  }

  @Override
  public ClaimResult claim(Claim claim) {
    return steps.take("claim", () -> ledger.claim(claim));
  }

  @Override
  public boolean commit(Lease lease, String fingerprint, PartitionResult result, Instant now) {
    return steps.take("commit", () -> ledger.commit(lease, fingerprint, result, now));
  }

  @Override
  public boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    return steps.take("fail", () -> ledger.fail(lease, fingerprint, failure, now));
  }

  @Override
  public boolean retry(Lease lease, Failure failure, Instant now) {
    return steps.take("retry", () -> ledger.retry(lease, failure, now));
  }

  @Override
  public boolean renew(Lease lease, Instant leaseUntil, Instant now) {
    return steps.take("renew", () -> ledger.renew(lease, leaseUntil, now));
  }

  @Override
  public Stream<LedgerEntry> unsettled() {
    return ledger.unsettled();
  }

  @Override
  public boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    return steps.take(
        "failWithoutVerdict", () -> ledger.failWithoutVerdict(partition, failure, runId, now));
  }

  @Override
  public boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    return steps.take("schedule", () -> ledger.schedule(partition, now, pendingUntil));
  }

  @Override
  public Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    return steps.take("read", () -> ledger.read(partitions));
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
