package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How to wait before trying again. Injected, so that tests do not sleep. Thread-safe. */
@FunctionalInterface
public interface Backoff {

  /**
   * Waits before the next try.
   *
   * @param failures how many tries in a row have failed, from 1
   * @throws StoreException with {@link FailureReason#INTERRUPTED} when the thread is interrupted
   */
  void pause(int failures);

  /**
   * Waits a random time up to {@code base}, doubled with each failure and never above {@code
   * longest} ("full jitter": many callers that failed together do not come back together).
   *
   * @throws IllegalArgumentException unless 0 &lt; base &le; longest
   */
  static Backoff exponential(Duration base, Duration longest) {
    if (base.toMillis() < 1 || base.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "back-off needs 1 ms <= base <= longest, got " + base + " and " + longest);
    }
    return failures -> {
      long bound = longest.toMillis();
      // Beyond 2^30 the doubled base is above any sensible bound, and the shift would overflow.
      if (failures <= 30) {
        bound = Math.min(bound, base.toMillis() << (failures - 1));
      }
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(bound + 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(
            FailureReason.INTERRUPTED, null, "interrupted while waiting to try again", e);
      }
    };
  }
}
