package dev.silverbook.command.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.PartitionResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ledger of a place where nothing has run yet: it can be read, so that a plan can be made
 * without leaving a trace.
 */
public final class UnseenLedger implements Ledger {

  /** Every partition is one that was never claimed. */
  public UnseenLedger() {}

  @Override
  public Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    return Map.of();
  }

  @Override
  public Stream<LedgerEntry> entries() {
    return Stream.empty();
  }

  @Override
  public void close() {}

  @Override
  public ClaimResult claim(Claim claim) {
    throw readOnly();
  }

  @Override
  public boolean commit(Lease lease, String fingerprint, PartitionResult result, Instant now) {
    throw readOnly();
  }

  @Override
  public boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    throw readOnly();
  }

  @Override
  public boolean retry(Lease lease, Failure failure, Instant now) {
    throw readOnly();
  }

  @Override
  public boolean renew(Lease lease, Instant leaseUntil, Instant now) {
    throw readOnly();
  }

  @Override
  public Stream<LedgerEntry> unsettled() {
    return Stream.empty();
  }

  @Override
  public boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    throw readOnly();
  }

  @Override
  public boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("this ledger can only be read");
  }
}
