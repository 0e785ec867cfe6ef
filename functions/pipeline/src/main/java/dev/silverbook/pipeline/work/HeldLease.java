package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A lease that is renewed while its partition gets on. It is looked at wherever a partition looks
 * at its deadline, by the thread that works: one that hangs loses its lease, as one that died does.
 */
final class HeldLease {

  /** How long a lease lasts from its claim or renewal: so late is a crash noticed. */
  static final Duration LENGTH = Duration.ofMinutes(3);

  /** After how long it is renewed, so that two renewals may fail before it ends. */
  static final Duration RENEWED_AFTER = Duration.ofMinutes(1);

  /** After a renewal that failed in a way that may pass. */
  private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(20);

  private final Ledger ledger;
  private final Lease lease;
  private final Clock clock;
  private final Consumer<Instant> leased;
  private Instant until;
  private Instant renewAt;

  /**
   * A lease that was just claimed.
   *
   * @param until as claimed
   * @param leased told of each end of the lease, this one included
   */
  HeldLease(Ledger ledger, Lease lease, Instant until, Clock clock, Consumer<Instant> leased) {
    this.ledger = ledger;
    this.lease = lease;
    this.clock = clock;
    this.leased = leased;
    this.until = until;
    this.renewAt = until.minus(LENGTH).plus(RENEWED_AFTER);
    leased.accept(until);
  }

  Lease lease() {
    return lease;
  }

  /** When others may take over. */
  synchronized Instant until() {
    return until;
  }

  /**
   * Renews the lease when it is time to.
   *
   * @throws PartitionFailedException with {@link FailureReason#LEASE_LOST} when others may have
   *     taken over
   */
  synchronized void keep() {
    Instant now = clock.instant();
    if (now.isBefore(renewAt)) {
      return;
    }
    Instant next = now.plus(LENGTH);
    try {
      if (!ledger.renew(lease, next, now)) {
        throw lost("somebody else has taken it over");
      }
    } catch (StoreException e) {
      if (!now.isBefore(until)) {
        throw lost("it ended at " + until + " and could not be renewed: " + e.getMessage());
      }
      renewAt = now.plus(TRIED_AGAIN_AFTER);
      return;
    }
    until = next;
    renewAt = now.plus(RENEWED_AFTER);
    leased.accept(next);
  }

  private PartitionFailedException lost(String why) {
    return new PartitionFailedException(
        Failure.of(
            FailureReason.LEASE_LOST, "the lease on " + lease.partition() + " is lost: " + why));
  }
}
