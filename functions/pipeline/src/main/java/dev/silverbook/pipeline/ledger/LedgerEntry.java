package dev.silverbook.pipeline.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One partition's entry in the ledger.
 *
 * @param partition whose
 * @param state what is true about it
 * @param inputs what the state is about
 * @param attempts how often it was tried since the last PROCESSED
 * @param result of the last PROCESSED
 * @param times when it changed, and when more is expected
 */
public record LedgerEntry(
    PartitionId partition,
    PartitionState state,
    InputIdentity inputs,
    Attempts attempts,
    Optional<PartitionResult> result,
    EntryTimes times) {

  /** Of a partition of which nothing is known. */
  static LedgerEntry blank(PartitionId partition, Instant now) {
    return new LedgerEntry(
        partition,
        new PartitionState.Expected(),
        InputIdentity.UNKNOWN,
        Attempts.NONE,
        Optional.empty(),
        new EntryTimes(now, "", Optional.empty(), Optional.empty()));
  }

  /** The state's name; empty while only an arrival is pending. */
  public Optional<LedgerStatus> status() {
    return state.status();
  }

  /** Whether it has that status. */
  public boolean is(LedgerStatus status) {
    return status().equals(Optional.of(status));
  }

  /** What the status is about: inputs, configuration and engine version. */
  public String fingerprint() {
    return inputs.fingerprint();
  }

  /** Hash of feature configuration and engine version alone. */
  public String configuration() {
    return inputs.configuration();
  }

  /** The last failure since the last PROCESSED. */
  public Optional<Failure> failure() {
    return state.failure();
  }

  /** Token of the claiming worker; empty when there is no lease. */
  public String leaseOwner() {
    return state instanceof PartitionState.Running running ? running.owner() : "";
  }

  /** End of the lease; empty when there is no lease. */
  public Optional<Instant> leaseUntil() {
    return state instanceof PartitionState.Running running
        ? Optional.of(running.leaseUntil())
        : Optional.empty();
  }

  /** Statistics of the last PROCESSED. */
  public Optional<PartitionStats> stats() {
    return result.map(PartitionResult::stats);
  }

  /** Why the day was degraded at the last PROCESSED; empty means good, or none yet. */
  public List<String> degradedBy() {
    return result.map(PartitionResult::degradedBy).orElse(List.of());
  }

  /** What the last PROCESSED wrote; empty when there was none. */
  public List<WrittenOutput> outputs() {
    return result.map(PartitionResult::outputs).orElse(List.of());
  }

  /** An arrival is already scheduled until then. */
  public Optional<Instant> pendingUntil() {
    return times.pendingUntil();
  }

  /** Last change. */
  public Instant updatedAt() {
    return times.updatedAt();
  }

  /** The run that made it. */
  public String runId() {
    return times.runId();
  }

  /** Whether a worker holds it at {@code now}. */
  public boolean leasedAt(Instant now) {
    return leaseUntil().map(now::isBefore).orElse(false);
  }

  /** Whether that claim holds it, at whatever time. */
  public boolean heldBy(String owner) {
    return state instanceof PartitionState.Running running && running.owner().equals(owner);
  }

  /** The same with another state. */
  public LedgerEntry withState(PartitionState other) {
    return new LedgerEntry(partition, other, inputs, attempts, result, times);
  }

  /** The same with other times. */
  LedgerEntry withTimes(EntryTimes other) {
    return new LedgerEntry(partition, state, inputs, attempts, result, other);
  }
}
