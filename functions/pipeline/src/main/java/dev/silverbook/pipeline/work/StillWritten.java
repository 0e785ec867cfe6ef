package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells a file that is still being written from one that was cut off: by its age, since both look
 * the same.
 */
final class StillWritten {

  /** So long a writer may take to finish a file that is already visible. */
  private static final Duration YOUNG = Duration.ofMinutes(15);

  private StillWritten() {}

  /**
   * The failure to record: the mapped one, retryable when the object that it is about ends too
   * early and is younger than 15 minutes.
   *
   * @param thrown what was caught
   * @param output where the output was going
   * @param inputs what was being read; empty when that had not been listed yet
   */
  static Failure failure(
      Throwable thrown, String output, Optional<PartitionInputs> inputs, Instant now) {
    Failure failure = FailureMapping.of(thrown, output);
    return FailureMapping.incomplete(thrown)
        .flatMap(key -> inputs.flatMap(listed -> object(listed, key)))
        .filter(object -> now.isBefore(object.modified().plus(YOUNG)))
        .map(
            object ->
                failure.passing(
                    "it was last written at "
                        + object.modified()
                        + " and may still be being written: it is tried again"))
        .orElse(failure);
  }

  private static Optional<StoredObject> object(PartitionInputs inputs, String key) {
    return Stream.concat(
            inputs.orderBook().stream(), inputs.trades().stream().flatMap(List::stream))
        .filter(object -> object.key().equals(key))
        .findFirst();
  }
}
