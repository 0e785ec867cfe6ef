package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Asked;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the ledger for partitions, looking first at the outputs that are there: whoever takes a
 * lease over puts after that claim, hence after this look. Thread-safe.
 */
final class Claims {

  /**
   * What the ledger answered.
   *
   * @param lease what was claimed; empty when it was refused
   * @param leaseUntil when the lease ends, if there is one
   * @param seen ETags of the outputs that were there before the claim
   * @param result the answer itself
   */
  record Answer(
      Optional<Lease> lease, Instant leaseUntil, Map<Dataset, String> seen, ClaimResult result) {

    /** Whether it is known that the ledger had nothing of the partition before. */
    boolean first() {
      return result instanceof ClaimResult.Claimed claimed && claimed.before().isEmpty();
    }

    /** The entry as the claim found it; empty when there was none, or nobody can tell any more. */
    Optional<LedgerEntry> before() {
      return result instanceof ClaimResult.Claimed claimed ? claimed.before() : Optional.empty();
    }
  }

  private final LakeStores lakes;
  private final Ledger ledger;
  private final SilverOutputs outputs;
  private final Fingerprint fingerprints;
  private final Clock clock;
  private final Supplier<String> owners;

  Claims(
      LakeStores lakes,
      Ledger ledger,
      SilverOutputs outputs,
      Fingerprint fingerprints,
      Clock clock,
      Supplier<String> owners) {
    this.lakes = lakes;
    this.ledger = ledger;
    this.outputs = outputs;
    this.fingerprints = fingerprints;
    this.clock = clock;
    this.owners = owners;
  }

  /** Claims a message's partition for inputs of this fingerprint. */
  Answer ask(PartitionMessage message, String fingerprint) {
    PartitionId partition = message.partition();
    String owner = owners.get();
    Map<Dataset, String> seen = outputs.seen(partition);
    Claim claim = claim(message, fingerprint, owner, false);
    ClaimResult result = ledger.claim(claim);
    if (outputDiffers(result, seen)) {
      // Looked up again, because another worker may have written between our look and our claim.
      seen = outputs.seen(partition);
      if (outputDiffers(result, seen)) {
        // Somebody removed or replaced the output: PROCESSED is no longer true.
        claim = claim(message, fingerprint, owner, true);
        result = ledger.claim(claim);
      }
    }
    return new Answer(lease(result, owner), claim.leaseUntil(), seen, result);
  }

  private Claim claim(
      PartitionMessage message, String fingerprint, String owner, boolean outputLost) {
    Instant now = clock.instant();
    return new Claim(
        message.partition(),
        new InputIdentity(
            fingerprint,
            fingerprints.configuration(),
            prefix(lakes.orderBook(), message.partition()),
            lakes.trades().map(trades -> prefix(trades, message.partition())).orElse("")),
        owner,
        now,
        now.plus(HeldLease.LENGTH),
        new Asked(message.runId(), message.retryFailed(), message.force(), outputLost));
  }

  private static String prefix(LakeStore store, PartitionId partition) {
    return store.location() + "/" + HivePath.canonical(partition);
  }

  /** Whether the claim was refused as PROCESSED, yet that output is not there any more. */
  private boolean outputDiffers(ClaimResult result, Map<Dataset, String> seen) {
    return result instanceof ClaimResult.Refused refused
        && refused.entry().is(LedgerStatus.PROCESSED)
        && !outputs.asListed(refused.entry(), seen);
  }

  /**
   * The lease, if it is ours. A refusal that names our own token is a claim that succeeded at an
   * attempt whose answer was lost on its way.
   */
  private static Optional<Lease> lease(ClaimResult result, String owner) {
    if (result instanceof ClaimResult.Claimed claimed) {
      return Optional.of(claimed.lease());
    }
    LedgerEntry entry = ((ClaimResult.Refused) result).entry();
    return entry.leaseOwner().equals(owner)
        ? Optional.of(new Lease(entry.partition(), owner))
        : Optional.empty();
  }
}
