package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Decides from the ledger which partitions need work. A plan is a hint like every message: a worker
 * that gets one too many finds it unchanged, and one that was missed is in the next plan.
 *
 * <p>A planner that lists inputs also sees changed inputs and removed outputs; one that does not
 * asks the ledger alone, one read for a hundred partitions, and leaves changed inputs to arrivals,
 * or to workers when a recheck is asked for.
 */
public final class Planner {

  private static final int BATCH = 100;

  private record Listing(InputListing inputs, LakeStore silver, Consumer<IgnoredPath> ignored) {}

  private final Ledger ledger;
  private final Fingerprint fingerprints;
  private final Optional<Listing> listing;
  private final Clock clock;

  private Planner(Ledger ledger, Fingerprint fingerprints, Optional<Listing> listing, Clock clock) {
    this.ledger = ledger;
    this.fingerprints = fingerprints;
    this.listing = listing;
    this.clock = clock;
  }

  /** A planner that lists each partition's inputs. */
  public static Planner listing(
      LakeStores lakes, Ledger ledger, Fingerprint fingerprints, Clock clock) {
    return listing(lakes, ledger, fingerprints, clock, ignored -> {});
  }

  /**
   * The same.
   *
   * @param ignored told of files in partitions that are no inputs by their names
   */
  public static Planner listing(
      LakeStores lakes,
      Ledger ledger,
      Fingerprint fingerprints,
      Clock clock,
      Consumer<IgnoredPath> ignored) {
    Listing listing = new Listing(new InputListing(lakes, clock), lakes.silver(), ignored);
    return new Planner(ledger, fingerprints, Optional.of(listing), clock);
  }

  /** A planner that asks the ledger alone. */
  public static Planner byLedger(Ledger ledger, Fingerprint fingerprints, Clock clock) {
    return new Planner(ledger, fingerprints, Optional.empty(), clock);
  }

  /**
   * One entry per partition, in their order. Works through the stream in batches as the result is
   * consumed.
   *
   * @throws StoreException while consuming, when the ledger fails or the partitions' source does
   */
  public Stream<PlanEntry> plan(Stream<PartitionId> partitions, PlanRequest request) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Entries(partitions.iterator(), request),
                Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(partitions::close);
  }

  private PlanEntry decide(
      PartitionId partition,
      Optional<LedgerEntry> entry,
      PlanRequest request,
      Instant started,
      Instant now) {
    Optional<LedgerStatus> status = entry.flatMap(LedgerEntry::status);
    if (status.equals(Optional.of(LedgerStatus.RUNNING)) && entry.orElseThrow().leasedAt(now)) {
      return planned(
          partition,
          Decision.RUNNING_ELSEWHERE,
          "its lease ends at " + entry.get().leaseUntil().orElseThrow());
    }
    Optional<PartitionInputs> inputs;
    try {
      inputs = listing.map(with -> with.inputs().list(partition, started));
    } catch (StoreException e) {
      return planned(partition, Decision.LISTING_FAILED, e.getMessage());
    }
    inputs.stream()
        .flatMap(listed -> listed.ignored().stream())
        .forEach(key -> listing.orElseThrow().ignored().accept(IgnoredPath.noInput(key)));
    if (inputs.map(PartitionInputs::isEmpty).orElse(false)) {
      return planned(
          partition, Decision.NO_INPUT, "below " + listing.orElseThrow().inputs().place(partition));
    }
    if (request.force()) {
      return planned(partition, Decision.FORCED, "");
    }
    if (status.isEmpty()) {
      return planned(partition, Decision.NEW, "");
    }
    LedgerEntry held = entry.orElseThrow();
    if (inputs.map(left -> expired(held, left)).orElse(false)) {
      return planned(partition, Decision.INPUTS_EXPIRED, "");
    }
    return switch (status.get()) {
      case RUNNING -> planned(partition, Decision.LEASE_EXPIRED, "");
      case RETRYING -> planned(partition, Decision.RETRYING, failure(held));
      case PROCESSED -> decideProcessed(held, inputs, request);
      case FAILED -> decideFailed(held, inputs, request, now);
    };
  }

  private PlanEntry decideProcessed(
      LedgerEntry held, Optional<PartitionInputs> inputs, PlanRequest request) {
    Optional<Decision> changed = changed(held, inputs);
    if (changed.isPresent()) {
      return planned(held.partition(), changed.get(), "");
    }
    if (listing.isPresent() && outputDiffers(held, listing.get().silver())) {
      return planned(held.partition(), Decision.OUTPUT_MISSING, "");
    }
    return rechecks(request)
        ? planned(held.partition(), Decision.RECHECK, "")
        : planned(held.partition(), Decision.UNCHANGED, "");
  }

  private PlanEntry decideFailed(
      LedgerEntry held, Optional<PartitionInputs> inputs, PlanRequest request, Instant now) {
    if (request.retryFailed()) {
      return planned(held.partition(), Decision.RETRY_FAILED, failure(held));
    }
    // A failure before any claim has no fingerprint: there is nothing it could have changed from.
    if (!held.fingerprint().isEmpty()) {
      Optional<Decision> changed = changed(held, inputs);
      if (changed.isPresent()) {
        return planned(held.partition(), changed.get(), "");
      }
    }
    if (request.heal() && Healing.due(held, now)) {
      return planned(held.partition(), Decision.HEALING, failure(held));
    }
    return rechecks(request)
        ? planned(held.partition(), Decision.RECHECK, failure(held))
        : planned(held.partition(), Decision.FAILED_BEFORE, failure(held));
  }

  /** Whether only a part is left of what a done partition was made from. */
  private static boolean expired(LedgerEntry held, PartitionInputs left) {
    return held.is(LedgerStatus.PROCESSED)
        && held.result()
            .flatMap(PartitionResult::covered)
            .map(covered -> covered.hasOutlived(left))
            .orElse(false);
  }

  /** A planner that lists inputs has already looked. */
  private boolean rechecks(PlanRequest request) {
    return request.recheck() && listing.isEmpty();
  }

  private Optional<Decision> changed(LedgerEntry held, Optional<PartitionInputs> inputs) {
    if (!held.configuration().equals(fingerprints.configuration())) {
      return Optional.of(Decision.CHANGED_CONFIGURATION);
    }
    return inputs
        .map(fingerprints::of)
        .filter(fingerprint -> !fingerprint.equals(held.fingerprint()))
        .map(fingerprint -> Decision.CHANGED_INPUTS);
  }

  private static boolean outputDiffers(LedgerEntry held, LakeStore silver) {
    return held.outputs().stream()
        .anyMatch(
            output ->
                !silver
                    .find(output.key())
                    .map(StoredObject::etag)
                    .equals(Optional.of(output.etag())));
  }

  private static String failure(LedgerEntry held) {
    return held.failure().map(failure -> failure.reason() + ": " + failure.message()).orElse("");
  }

  private static PlanEntry planned(PartitionId partition, Decision decision, String detail) {
    return new PlanEntry(
        partition, decision, detail.isEmpty() ? decision.text() : decision.text() + ": " + detail);
  }

  /** Decides batch after batch, and counts those that run. */
  private final class Entries implements Iterator<PlanEntry> {

    private final Iterator<PartitionId> partitions;
    private final PlanRequest request;
    private final Deque<PlanEntry> decided = new ArrayDeque<>();
    private final Instant started = clock.instant();
    private long running;

    Entries(Iterator<PartitionId> partitions, PlanRequest request) {
      this.partitions = partitions;
      this.request = request;
    }

    @Override
    public boolean hasNext() {
      if (decided.isEmpty() && partitions.hasNext()) {
        decideBatch();
      }
      return !decided.isEmpty();
    }

    @Override
    public PlanEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the plan has no more entries");
      }
      return decided.remove();
    }

    private void decideBatch() {
      List<PartitionId> batch = new ArrayList<>(BATCH);
      while (batch.size() < BATCH && partitions.hasNext()) {
        batch.add(partitions.next());
      }
      Map<PartitionId, LedgerEntry> entries = ledger.read(batch);
      Instant now = clock.instant();
      for (PartitionId partition : batch) {
        Optional<LedgerEntry> entry = Optional.ofNullable(entries.get(partition));
        PlanEntry planned = decide(partition, entry, request, started, now);
        decided.add(limited(planned).having(entry));
      }
    }

    private PlanEntry limited(PlanEntry entry) {
      if (!entry.decision().runs()) {
        return entry;
      }
      if (running >= request.limit()) {
        return planned(entry.partition(), Decision.OVER_LIMIT, entry.reason());
      }
      running++;
      return entry;
    }
  }
}
