package dev.silverbook.pipeline.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How often a partition was tried since the last PROCESSED.
 *
 * @param count claims
 * @param unfinished claims in a row whose worker ended without a word
 * @param failures verdicts FAILED
 * @param firstFailedAt first failure
 */
public record Attempts(int count, int unfinished, int failures, Optional<Instant> firstFailedAt) {

  /** After so many claims without a word, the next finds that the partition crashes its workers. */
  public static final int MOST_UNFINISHED = 5;

  /** None yet. */
  public static final Attempts NONE = new Attempts(0, 0, 0, Optional.empty());

  /** Whether no worker should try again by itself. */
  public boolean exhausted() {
    return unfinished >= MOST_UNFINISHED;
  }

  /** One claim more. */
  Attempts claimed() {
    return new Attempts(count + 1, unfinished + 1, failures, firstFailedAt);
  }

  /** A failure that may pass; the first one's time stays. */
  Attempts retrying(Instant now) {
    return new Attempts(count, 0, failures, Optional.of(firstFailedAt.orElse(now)));
  }

  /** A verdict FAILED; the first failure's time stays. */
  Attempts failed(Instant now) {
    return new Attempts(count, 0, failures + 1, Optional.of(firstFailedAt.orElse(now)));
  }
}
