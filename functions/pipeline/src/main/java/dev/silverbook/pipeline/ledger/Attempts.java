package dev.silverbook.pipeline.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How often a partition was tried.
 *
 * @param count claims since the last PROCESSED
 * @param firstFailedAt first failure since the last PROCESSED
 */
public record Attempts(int count, Optional<Instant> firstFailedAt) {

  /** None yet. */
  public static final Attempts NONE = new Attempts(0, Optional.empty());

  /** One claim more. */
  Attempts claimed() {
    return new Attempts(count + 1, firstFailedAt);
  }

  /** A failure; the first one's time stays. */
  Attempts failed(Instant now) {
    return new Attempts(count, Optional.of(firstFailedAt.orElse(now)));
  }
}
