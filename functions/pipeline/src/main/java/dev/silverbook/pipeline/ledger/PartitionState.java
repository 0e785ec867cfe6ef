package dev.silverbook.pipeline.ledger;

import dev.silverbook.pipeline.failure.Failure;
import java.time.Instant;
import java.util.Optional;

/** What is true about a partition, with what belongs to that state alone. */
public sealed interface PartitionState {

  /** Its name in the ledger; empty while only an arrival is expected. */
  Optional<LedgerStatus> status();

  /** The failure that counts since the last PROCESSED, if there was one. */
  Optional<Failure> failure();

  /** Nobody has worked on it: only an arrival is scheduled. */
  record Expected() implements PartitionState {
    @Override
    public Optional<LedgerStatus> status() {
      return Optional.empty();
    }

    @Override
    public Optional<Failure> failure() {
      return Optional.empty();
    }
  }

  /**
   * A worker holds a lease on it.
   *
   * @param owner token of the claim
   * @param leaseUntil when others may take over
   * @param failure the failure before this claim, since the last PROCESSED
   */
  record Running(String owner, Instant leaseUntil, Optional<Failure> failure)
      implements PartitionState {
    @Override
    public Optional<LedgerStatus> status() {
      return Optional.of(LedgerStatus.RUNNING);
    }
  }

  /**
   * It failed in a way that may pass.
   *
   * @param why as recorded
   */
  record Retrying(Failure why) implements PartitionState {
    @Override
    public Optional<LedgerStatus> status() {
      return Optional.of(LedgerStatus.RETRYING);
    }

    @Override
    public Optional<Failure> failure() {
      return Optional.of(why);
    }
  }

  /** Its outputs hold what follows from exactly the inputs in the fingerprint. */
  record Processed() implements PartitionState {
    @Override
    public Optional<LedgerStatus> status() {
      return Optional.of(LedgerStatus.PROCESSED);
    }

    @Override
    public Optional<Failure> failure() {
      return Optional.empty();
    }
  }

  /**
   * It failed for good, for the inputs in the fingerprint.
   *
   * @param why as recorded
   */
  record Failed(Failure why) implements PartitionState {
    @Override
    public Optional<LedgerStatus> status() {
      return Optional.of(LedgerStatus.FAILED);
    }

    @Override
    public Optional<Failure> failure() {
      return Optional.of(why);
    }
  }
}
