package dev.silverbook.pipeline.work;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Handles one message: claim, process, write, commit. Every message ends in exactly one {@link
 * Outcome}; nothing is thrown. Thread-safe.
 *
 * <p>Why it is safe with several workers, crashes and doubled messages:
 *
 * <ul>
 *   <li>The output that is there is looked up <em>before</em> the claim, and replaced only if it is
 *       still that one. Whoever takes a lease over puts after that claim, hence after this look: a
 *       worker that lost its lease cannot overwrite what the new owner wrote.
 *   <li>The inputs are listed again <em>after</em> the claim, which removed {@code pendingUntil}:
 *       an object created before the claim is in that listing, one created after it announces
 *       itself again.
 *   <li>The output's bytes depend on inputs, configuration and version alone, so doing work twice
 *       after a crash gives the same bytes.
 * </ul>
 *
 * <p>What a queue does with an outcome: Processed, Unchanged, Skipped, Gone, Failed and LeaseLost
 * consume the message. Busy and Retrying make it come again; at its last receive that means the
 * dead letters, whose consumer records {@link FailureReason#CRASHED} when nobody else has a
 * verdict. So no message is ever consumed before the ledger knows.
 */
public final class PartitionWorker {

  /** How much longer than the deadline a lease lasts. */
  public static final Duration LEASE_GRACE = Duration.ofSeconds(60);

  private final LakeStores lakes;
  private final Ledger ledger;
  private final PartitionProcessor processor;
  private final InputListing listing;
  private final Fingerprint fingerprints;
  private final Clock clock;
  private final Supplier<String> owners;
  private final ProgressObserver progress;

  /**
   * A worker.
   *
   * @param owners gives a fresh, unique token for each claim
   * @param progress hears how far partitions are
   */
  public PartitionWorker(
      LakeStores lakes,
      Ledger ledger,
      PartitionProcessor processor,
      Clock clock,
      Supplier<String> owners,
      ProgressObserver progress) {
    this.lakes = lakes;
    this.ledger = ledger;
    this.processor = processor;
    this.listing = new InputListing(lakes);
    this.fingerprints = new Fingerprint(processor.configuration(), lakes.trades().isPresent());
    this.clock = clock;
    this.owners = owners;
    this.progress = progress;
  }

  /** Key of a partition's output below the silver root. */
  public static String outputKey(PartitionId partition) {
    return HivePath.canonical(partition) + "part-0.parquet";
  }

  /** Handles one message. */
  public Outcome handle(PartitionMessage message, Delivery delivery) {
    PartitionId partition = message.partition();
    try {
      new StopSignal(clock, delivery.deadline(), delivery.cancelled()).check();
      PartitionInputs inputs = listing.list(partition);
      if (inputs.isEmpty()) {
        return new Outcome.Gone(partition);
      }
      String fingerprint = fingerprints.of(inputs);
      String owner = owners.get();
      Optional<String> seen = outputEtag(partition);
      ClaimResult result = ledger.claim(claim(message, delivery, fingerprint, owner, false));
      if (outputDiffers(result, seen)) {
        // Looked up again, because another worker may have written between our look and our claim.
        seen = outputEtag(partition);
        if (outputDiffers(result, seen)) {
          // Somebody removed or replaced the output: PROCESSED is no longer true.
          result = ledger.claim(claim(message, delivery, fingerprint, owner, true));
        }
      }
      Optional<Lease> lease = lease(result, owner);
      if (lease.isPresent()) {
        return process(message, delivery, lease.get(), before(result), fingerprint, seen);
      }
      return refused(((ClaimResult.Refused) result).entry());
    } catch (RuntimeException | Error e) {
      return withoutLease(message, delivery, FailureMapping.of(e, output(partition)));
    }
  }

  private Claim claim(
      PartitionMessage message,
      Delivery delivery,
      String fingerprint,
      String owner,
      boolean outputLost) {
    return new Claim(
        message.partition(),
        fingerprint,
        fingerprints.configuration(),
        owner,
        clock.instant(),
        delivery.deadline().plus(LEASE_GRACE),
        message.retryFailed(),
        message.force() || outputLost,
        message.runId(),
        prefix(lakes.orderBook(), message.partition()),
        lakes.trades().map(trades -> prefix(trades, message.partition())).orElse(""));
  }

  private static String prefix(LakeStore store, PartitionId partition) {
    return store.location() + "/" + HivePath.canonical(partition);
  }

  /** Whether the claim was refused as PROCESSED, yet that output is not there any more. */
  private static boolean outputDiffers(ClaimResult result, Optional<String> etag) {
    return result instanceof ClaimResult.Refused refused
        && refused.entry().status().equals(Optional.of(LedgerStatus.PROCESSED))
        && refused.entry().output().isPresent()
        && !refused.entry().output().map(StoredObject::etag).equals(etag);
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

  private static Optional<LedgerEntry> before(ClaimResult result) {
    return result instanceof ClaimResult.Claimed claimed ? claimed.before() : Optional.empty();
  }

  private static Outcome refused(LedgerEntry entry) {
    LedgerStatus status =
        entry.status().orElseThrow(() -> new IllegalStateException("refused without a status"));
    return switch (status) {
      case PROCESSED -> new Outcome.Unchanged(entry.partition());
      case FAILED -> new Outcome.Skipped(entry.partition(), entry.failure().orElseThrow());
      case RUNNING -> new Outcome.Busy(entry.partition(), entry.leaseUntil().orElseThrow());
      case RETRYING -> throw new IllegalStateException("the ledger refused a RETRYING partition");
    };
  }

  private Outcome process(
      PartitionMessage message,
      Delivery delivery,
      Lease lease,
      Optional<LedgerEntry> before,
      String claimed,
      Optional<String> seen) {
    PartitionId partition = message.partition();
    String fingerprint = claimed;
    Optional<Outcome.Processed> written = Optional.empty();
    try {
      StopSignal stop = new StopSignal(clock, delivery.deadline(), delivery.cancelled());
      PartitionInputs inputs = listing.list(partition);
      fingerprint = fingerprints.of(inputs);
      requireInputs(inputs);
      Optional<Outcome> settled = settledBefore(message, lease, before, fingerprint);
      if (settled.isPresent()) {
        return settled.get();
      }
      written = write(inputs, fingerprint, seen, stop);
      if (written.isEmpty()) {
        return outputChanged(message, delivery, lease, fingerprint);
      }
      Outcome.Processed done = written.get();
      boolean committed =
          ledger.commit(
              lease, fingerprint, done.stats(), done.degradedBy(), done.output(), clock.instant());
      return committed ? done : withoutCommit(lease, fingerprint, written);
    } catch (IOException | RuntimeException | Error e) {
      Failure failure = FailureMapping.of(e, output(partition));
      return verdict(delivery, lease, fingerprint, failure, written);
    }
  }

  /**
   * The first listing may have been older than what another worker had settled before our claim.
   * The second one shows it: then its verdict is put back, and no work is done twice.
   */
  private Optional<Outcome> settledBefore(
      PartitionMessage message, Lease lease, Optional<LedgerEntry> before, String fingerprint) {
    if (message.force() || !before.map(LedgerEntry::fingerprint).equals(Optional.of(fingerprint))) {
      return Optional.empty();
    }
    LedgerEntry entry = before.get();
    PartitionId partition = entry.partition();
    Instant now = clock.instant();
    if (entry.status().equals(Optional.of(LedgerStatus.PROCESSED))
        && entry.stats().isPresent()
        && entry.output().isPresent()
        && entry.output().map(StoredObject::etag).equals(outputEtag(partition))) {
      return Optional.of(
          ledger.commit(
                  lease,
                  fingerprint,
                  entry.stats().get(),
                  entry.degradedBy(),
                  entry.output().get(),
                  now)
              ? new Outcome.Unchanged(partition)
              : new Outcome.LeaseLost(partition));
    }
    if (entry.status().equals(Optional.of(LedgerStatus.FAILED))
        && entry.failure().isPresent()
        && !message.retryFailed()) {
      return Optional.of(
          ledger.fail(lease, fingerprint, entry.failure().get(), now)
              ? new Outcome.Skipped(partition, entry.failure().get())
              : new Outcome.LeaseLost(partition));
    }
    return Optional.empty();
  }

  private static void requireInputs(PartitionInputs inputs) {
    if (inputs.isEmpty()) {
      throw new PartitionFailedException(
          Failure.of(
              FailureReason.NO_USABLE_ROWS,
              "all order-book objects of "
                  + inputs.partition()
                  + " were removed between two listings; it is tried again when they are back"));
    }
  }

  /** Empty when the output had changed since {@code seen}; it is untouched then. */
  private Optional<Outcome.Processed> write(
      PartitionInputs inputs, String fingerprint, Optional<String> seen, StopSignal stop)
      throws IOException {
    PartitionId partition = inputs.partition();
    try (PendingObject pending = lakes.silver().create(outputKey(partition))) {
      PartitionStats stats =
          processor.process(inputs, fingerprint, pending.stream(), stop, progress);
      // A worker whose time is over must not touch the output: its lease ends soon.
      stop.check();
      return pending
          .commit(seen)
          .map(
              output ->
                  new Outcome.Processed(partition, stats, DayCondition.degradedBy(stats), output));
    }
  }

  private Outcome outputChanged(
      PartitionMessage message, Delivery delivery, Lease lease, String fingerprint) {
    PartitionId partition = message.partition();
    boolean held =
        entry(partition)
            .filter(entry -> entry.status().equals(Optional.of(LedgerStatus.RUNNING)))
            .filter(entry -> entry.leaseOwner().equals(lease.owner()))
            .isPresent();
    if (!held) {
      return new Outcome.LeaseLost(partition);
    }
    Failure failure =
        new Failure(
            FailureReason.OUTPUT_CHANGED,
            output(partition) + " was replaced by another writer while it was being computed",
            outputKey(partition),
            OptionalLong.empty());
    return verdict(delivery, lease, fingerprint, failure, Optional.empty());
  }

  /** Records a failure that came after the claim. */
  private Outcome verdict(
      Delivery delivery,
      Lease lease,
      String fingerprint,
      Failure failure,
      Optional<Outcome.Processed> written) {
    PartitionId partition = lease.partition();
    try {
      if (comesAgain(delivery, failure)) {
        return ledger.retry(lease, failure, clock.instant())
            ? new Outcome.Retrying(partition, failure, true)
            : withoutCommit(lease, fingerprint, written);
      }
      return ledger.fail(lease, fingerprint, failure, clock.instant())
          ? new Outcome.Failed(partition, failure)
          : withoutCommit(lease, fingerprint, written);
    } catch (RuntimeException | Error e) {
      return unrecorded(partition, failure, e);
    }
  }

  /**
   * The ledger says that the lease is not ours any more. When it says PROCESSED with what we wrote,
   * that was our own commit, whose answer was lost on its way.
   */
  private Outcome withoutCommit(
      Lease lease, String fingerprint, Optional<Outcome.Processed> written) {
    if (written.isPresent()) {
      StoredObject output = written.get().output();
      Optional<LedgerEntry> ours =
          entry(lease.partition())
              .filter(entry -> entry.status().equals(Optional.of(LedgerStatus.PROCESSED)))
              .filter(entry -> entry.fingerprint().equals(fingerprint))
              .filter(entry -> entry.output().equals(Optional.of(output)));
      if (ours.isPresent()) {
        return written.get();
      }
    }
    return new Outcome.LeaseLost(lease.partition());
  }

  /** Records a failure that came before a lease was held. */
  private Outcome withoutLease(PartitionMessage message, Delivery delivery, Failure failure) {
    PartitionId partition = message.partition();
    if (comesAgain(delivery, failure)) {
      return new Outcome.Retrying(partition, failure, false);
    }
    try {
      return ledger.failWithoutVerdict(partition, failure, message.runId(), clock.instant())
          ? new Outcome.Failed(partition, failure)
          : new Outcome.Retrying(partition, failure, false);
    } catch (RuntimeException | Error e) {
      return unrecorded(partition, failure, e);
    }
  }

  private Outcome unrecorded(PartitionId partition, Failure failure, Throwable ledgerFailure) {
    String message =
        failure.message()
            + "; the ledger could not be told: "
            + FailureMapping.of(ledgerFailure, output(partition)).message();
    return new Outcome.Retrying(
        partition, new Failure(failure.reason(), message, failure.object(), failure.row()), false);
  }

  /** Interrupted work is never a verdict: the user will run it again. */
  private static boolean comesAgain(Delivery delivery, Failure failure) {
    return failure.reason() == FailureReason.INTERRUPTED
        || (failure.reason().retryable() && !delivery.lastReceive());
  }

  private Optional<LedgerEntry> entry(PartitionId partition) {
    return Optional.ofNullable(ledger.read(List.of(partition)).get(partition));
  }

  private Optional<String> outputEtag(PartitionId partition) {
    return lakes.silver().find(outputKey(partition)).map(StoredObject::etag);
  }

  private String output(PartitionId partition) {
    return lakes.silver().location() + "/" + outputKey(partition);
  }
}
