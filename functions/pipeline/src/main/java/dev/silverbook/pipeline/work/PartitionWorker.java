package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Asked;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.Ledger.Lease;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** How long a partition is leased, from the claim and from each renewal. */
  public static final Duration LEASE = HeldLease.LENGTH;

  private static final int MOST_NAMES = 10;

  private final LakeStores lakes;
  private final Ledger ledger;
  private final Computation computation;
  private final SilverOutputs outputs;
  private final Settled settled;
  private final InputListing listing;
  private final Fingerprint fingerprints;
  private final Clock clock;
  private final Supplier<String> owners;
  private final ProgressObserver progress;

  /**
   * Works for one ledger, on the places and the configuration of its processor.
   *
   * @param owners gives a fresh, unique token for each claim
   * @param progress hears how far partitions are
   */
  public PartitionWorker(
      LakeStores lakes,
      Ledger ledger,
      Computation computation,
      Clock clock,
      Supplier<String> owners,
      ProgressObserver progress) {
    this.lakes = lakes;
    this.ledger = ledger;
    this.computation = computation;
    this.outputs = new SilverOutputs(lakes.silver(), computation.datasets());
    this.settled = new Settled(ledger, outputs, clock);
    this.listing = new InputListing(lakes);
    this.fingerprints = new Fingerprint(computation.configuration(), lakes.trades().isPresent());
    this.clock = clock;
    this.owners = owners;
    this.progress = progress;
  }

  /** Key of one of a partition's outputs below the silver root. */
  public static String outputKey(Dataset dataset, PartitionId partition) {
    return SilverOutputs.key(dataset, partition);
  }

  /** Handles one message. */
  public Outcome handle(PartitionMessage message, Delivery delivery) {
    PartitionId partition = message.partition();
    try {
      new StopSignal(clock, delivery.deadline(), delivery.cancelled()).check();
      PartitionInputs inputs = listing.list(partition);
      if (inputs.isEmpty() && inputs.ignored().isEmpty()) {
        return new Outcome.Gone(partition);
      }
      String fingerprint = fingerprints.of(inputs);
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
      Optional<Lease> lease = lease(result, owner);
      if (lease.isPresent()) {
        HeldLease held =
            new HeldLease(ledger, lease.get(), claim.leaseUntil(), clock, delivery.leased());
        return process(message, delivery, held, before(result), fingerprint, seen);
      }
      return refused(message, ((ClaimResult.Refused) result).entry());
    } catch (RuntimeException | Error e) {
      return withoutLease(message, delivery, FailureMapping.of(e, outputs.address(partition)));
    }
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
        now.plus(LEASE),
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

  private static Optional<LedgerEntry> before(ClaimResult result) {
    return result instanceof ClaimResult.Claimed claimed ? claimed.before() : Optional.empty();
  }

  private Outcome refused(PartitionMessage message, LedgerEntry entry) {
    LedgerStatus status =
        entry.status().orElseThrow(() -> new IllegalStateException("refused without a status"));
    return switch (status) {
      case PROCESSED -> new Outcome.Unchanged(entry.partition());
      case FAILED -> new Outcome.Skipped(entry.partition(), entry.failure().orElseThrow());
      case RUNNING ->
          entry.attempts().exhausted() && !entry.leasedAt(clock.instant())
              ? crashed(message, entry)
              : new Outcome.Busy(entry.partition(), entry.leaseUntil().orElseThrow());
      case RETRYING -> throw new IllegalStateException("the ledger refused a RETRYING partition");
    };
  }

  /** Its workers died one after the other: another try would only lose the next. */
  private Outcome crashed(PartitionMessage message, LedgerEntry entry) {
    Failure failure =
        Failure.of(
            FailureReason.CRASHED,
            entry.attempts().unfinished()
                + " workers in a row ended without a word, the last one before "
                + entry.leaseUntil().orElseThrow()
                + "; usually the memory is too small for this partition");
    return ledger.failWithoutVerdict(entry.partition(), failure, message.runId(), clock.instant())
        ? new Outcome.Failed(entry.partition(), failure)
        : new Outcome.LeaseLost(entry.partition());
  }

  private Outcome process(
      PartitionMessage message,
      Delivery delivery,
      HeldLease held,
      Optional<LedgerEntry> before,
      String claimed,
      Map<Dataset, String> seen) {
    PartitionId partition = message.partition();
    Lease lease = held.lease();
    String fingerprint = claimed;
    Optional<Outcome.Processed> written = Optional.empty();
    try {
      StopSignal stop =
          new StopSignal(clock, delivery.deadline(), delivery.cancelled(), held::keep);
      PartitionInputs inputs = listing.list(partition);
      fingerprint = fingerprints.of(inputs);
      Optional<Outcome> earlier =
          settled.before(message, lease, before, new Settled.Listing(inputs, fingerprint));
      if (earlier.isPresent()) {
        return earlier.get();
      }
      requireInputs(inputs);
      written = write(inputs, fingerprint, seen, stop);
      if (written.isEmpty()) {
        return outputChanged(delivery, held, fingerprint);
      }
      // Before the commit, so that the ledger never forgets an object that is still there.
      outputs.deleteUnasked(before.map(LedgerEntry::outputs).orElse(List.of()));
      Outcome.Processed done = written.get();
      boolean committed = ledger.commit(lease, fingerprint, done.result(), clock.instant());
      return committed ? done : withoutCommit(lease, fingerprint, written);
    } catch (IOException | RuntimeException | Error e) {
      Failure failure = FailureMapping.of(e, outputs.address(partition));
      return verdict(delivery, held, fingerprint, failure, written);
    }
  }

  private static void requireInputs(PartitionInputs inputs) {
    if (inputs.isEmpty() && !inputs.ignored().isEmpty()) {
      throw new PartitionFailedException(
          new Failure(
              FailureReason.NO_INPUT,
              "the order books of "
                  + inputs.partition()
                  + " hold no object that ends in .parquet, but "
                  + inputs.ignored().size()
                  + " others: "
                  + String.join(", ", inputs.ignored().stream().limit(MOST_NAMES).toList()),
              inputs.ignored().get(0),
              OptionalLong.empty()));
    }
    if (inputs.isEmpty()) {
      throw new PartitionFailedException(
          Failure.of(
              FailureReason.NO_USABLE_ROWS,
              "all order-book objects of "
                  + inputs.partition()
                  + " were removed between two listings; it is tried again when they are back"));
    }
  }

  /** Empty when an output had changed since it was seen. */
  private Optional<Outcome.Processed> write(
      PartitionInputs inputs, String fingerprint, Map<Dataset, String> seen, StopSignal stop)
      throws IOException {
    PartitionId partition = inputs.partition();
    try (SilverOutputs.Pending pending = outputs.start(partition)) {
      PartitionStats stats = computation.process(inputs, fingerprint, pending, stop, progress);
      return pending
          .commit(seen, stop)
          .map(
              written ->
                  new Outcome.Processed(
                      partition,
                      new PartitionResult(
                          stats,
                          DayCondition.degradedBy(
                              stats,
                              partition.date(),
                              computation.configuration().features().quality()),
                          written,
                          Optional.of(CoveredInputs.of(fingerprint, inputs)))));
    }
  }

  private Outcome outputChanged(Delivery delivery, HeldLease held, String fingerprint) {
    Lease lease = held.lease();
    PartitionId partition = lease.partition();
    if (ledger.read(partition).filter(entry -> entry.heldBy(lease.owner())).isEmpty()) {
      return new Outcome.LeaseLost(partition);
    }
    Failure failure =
        new Failure(
            FailureReason.OUTPUT_CHANGED,
            outputs.address(partition)
                + " was replaced by another writer while it was being computed",
            outputKey(Dataset.ORDERBOOK, partition),
            OptionalLong.empty());
    return verdict(delivery, held, fingerprint, failure, Optional.empty());
  }

  /** Records a failure that came after the claim. */
  private Outcome verdict(
      Delivery delivery,
      HeldLease held,
      String fingerprint,
      Failure failure,
      Optional<Outcome.Processed> written) {
    Lease lease = held.lease();
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
      return unrecorded(partition, failure, e, Optional.of(held.until()));
    }
  }

  /**
   * The ledger says that the lease is not ours any more. When it says PROCESSED with what we wrote,
   * that was our own commit, whose answer was lost on its way.
   */
  private Outcome withoutCommit(
      Lease lease, String fingerprint, Optional<Outcome.Processed> written) {
    if (written.isPresent()) {
      List<WrittenOutput> mine = written.get().outputs();
      Optional<LedgerEntry> ours =
          ledger
              .read(lease.partition())
              .filter(entry -> entry.is(LedgerStatus.PROCESSED))
              .filter(entry -> entry.fingerprint().equals(fingerprint))
              .filter(entry -> entry.outputs().equals(mine));
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
      return unrecorded(partition, failure, e, Optional.empty());
    }
  }

  private Outcome unrecorded(
      PartitionId partition,
      Failure failure,
      Throwable ledgerFailure,
      Optional<Instant> leasedUntil) {
    String message =
        failure.message()
            + "; the ledger could not be told: "
            + FailureMapping.of(ledgerFailure, outputs.address(partition)).message();
    return new Outcome.Retrying(
        partition,
        new Failure(failure.reason(), message, failure.object(), failure.row()),
        false,
        leasedUntil);
  }

  /** Interrupted work is never a verdict: the user will run it again. */
  private static boolean comesAgain(Delivery delivery, Failure failure) {
    return failure.reason() == FailureReason.INTERRUPTED
        || (failure.reason().retryable() && !delivery.lastReceive());
  }
}
