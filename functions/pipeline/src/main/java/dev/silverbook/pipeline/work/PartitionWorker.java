package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.Ledger;
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
import java.util.function.Predicate;
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
 * <p>What a queue does with an outcome: Processed, Unchanged, Skipped, Gone, Failed, Cancelled and
 * LeaseLost consume the message. Busy and Retrying make it come again; at its last receive that
 * means the dead letters, whose consumer records {@link FailureReason#CRASHED} when nobody else has
 * a verdict. So no message is ever consumed before the ledger knows.
 */
public final class PartitionWorker {

  /** How long a partition is leased, from the claim and from each renewal. */
  public static final Duration LEASE = HeldLease.LENGTH;

  /** So far may the queue's clock be from ours. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Computation computation;
  private final SilverOutputs outputs;
  private final Settled settled;
  private final InputListing listing;
  private final Fingerprint fingerprints;
  private final Claims claims;
  private final Clock clock;
  private final Predicate<String> cancelled;
  private final ProgressObserver progress;

  /** Works on whatever it is asked, because none of its runs can be cancelled. */
  public PartitionWorker(
      LakeStores lakes,
      Ledger ledger,
      Computation computation,
      Clock clock,
      Supplier<String> owners,
      ProgressObserver progress) {
    this(lakes, ledger, computation, clock, owners, run -> false, progress);
  }

  /**
   * Works for one ledger, on the places and the configuration of its processor.
   *
   * @param owners gives a fresh, unique token for each claim
   * @param cancelled whether nobody wants a run any more, by its id
   * @param progress hears how far partitions are
   */
  public PartitionWorker(
      LakeStores lakes,
      Ledger ledger,
      Computation computation,
      Clock clock,
      Supplier<String> owners,
      Predicate<String> cancelled,
      ProgressObserver progress) {
    this.ledger = ledger;
    this.computation = computation;
    this.outputs = new SilverOutputs(lakes.silver(), computation.datasets());
    this.settled = new Settled(ledger, outputs, clock);
    this.listing = new InputListing(lakes, clock);
    this.fingerprints = new Fingerprint(computation.configuration(), lakes.trades().isPresent());
    this.claims = new Claims(lakes, ledger, outputs, fingerprints, clock, owners);
    this.clock = clock;
    this.cancelled = cancelled;
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
      if (cancelled.test(message.runId())) {
        return new Outcome.Cancelled(partition);
      }
      Instant known = directoriesOf(delivery);
      return attempt(message, delivery, known)
          .or(() -> attempt(message, delivery, Instant.MAX))
          .orElseThrow();
    } catch (RuntimeException | Error e) {
      return withoutLease(message, delivery, FailureMapping.of(e, outputs.address(partition)));
    }
  }

  /**
   * One try.
   *
   * @param notBefore how old the listing of directories may be that decides whether there is work
   * @return empty when that must not be decided by an older listing
   */
  private Optional<Outcome> attempt(
      PartitionMessage message, Delivery delivery, Instant notBefore) {
    boolean ofNow = notBefore.equals(Instant.MAX);
    PartitionInputs inputs = listing.list(message.partition(), notBefore);
    if (inputs.isEmpty()) {
      return ofNow
          ? Optional.of(new Outcome.Gone(message.partition(), listing.place(message.partition())))
          : Optional.empty();
    }
    String fingerprint = fingerprints.of(inputs);
    Claims.Answer answer = claims.ask(message, fingerprint);
    if (answer.lease().isPresent()) {
      HeldLease held =
          new HeldLease(
              ledger, answer.lease().get(), answer.leaseUntil(), clock, delivery.leased());
      // Where the ledger knew nothing of the partition, every object that this message does not
      // announce has a message of its own. Else an arrival may have been noted, which counts on a
      // listing after a claim, or another worker may have covered what an older listing lacks.
      Instant again = answer.first() ? notBefore : Instant.MAX;
      return Optional.of(process(message, delivery, held, answer, fingerprint, again));
    }
    LedgerEntry entry = ((ClaimResult.Refused) answer.result()).entry();
    // An arrival that was noted counts on the listing of this message.
    return ofNow || entry.pendingUntil().isEmpty()
        ? Optional.of(refused(message, entry))
        : Optional.empty();
  }

  /**
   * How old a listing of directories may be: what a message announces was there when it was sent,
   * and what came later announces itself, or counts on an arrival that was noted.
   */
  private static Instant directoriesOf(Delivery delivery) {
    return delivery.sentAt().map(sent -> sent.plus(CLOCKS_APART)).orElse(Instant.MAX);
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
      Claims.Answer claim,
      String claimed,
      Instant notBefore) {
    PartitionId partition = message.partition();
    Lease lease = held.lease();
    Optional<LedgerEntry> before = claim.before();
    Map<Dataset, String> seen = claim.seen();
    String fingerprint = claimed;
    Optional<PartitionInputs> listed = Optional.empty();
    Optional<Outcome.Processed> written = Optional.empty();
    try {
      StopSignal stop =
          new StopSignal(clock, delivery.deadline(), delivery.cancelled(), held::keep);
      PartitionInputs inputs = listing.list(partition, notBefore);
      listed = Optional.of(inputs);
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
      Failure failure =
          StillWritten.failure(e, outputs.address(partition), listed, clock.instant());
      return verdict(delivery, held, fingerprint, failure, written);
    }
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
    Failure of = FailureMapping.of(ledgerFailure, outputs.address(partition));
    return new Outcome.Retrying(
        partition,
        failure.saying("the ledger could not be told: " + of.message()),
        false,
        leasedUntil);
  }

  /** Interrupted work is never a verdict: the user will run it again. */
  private static boolean comesAgain(Delivery delivery, Failure failure) {
    return failure.reason() == FailureReason.INTERRUPTED
        || (failure.retryable() && !delivery.lastReceive());
  }
}
