package dev.silverbook.pipeline.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of directories in one store, each listing kept for a minute: the partitions of a lake
 * share all their levels but the last, and would list them again and again. Thread-safe.
 *
 * <p>Objects are not kept: which of them there are is what a partition's fingerprint is about.
 */
final class KnownDirectories {

  private static final Duration KEPT = Duration.ofMinutes(1);

  /** About ten megabytes. */
  private static final int MOST_NAMES = 100_000;

  private record Listing(List<String> names, Instant at) {}

  private final LakeStore store;
  private final Clock clock;
  private final Map<String, Listing> listings = new HashMap<>();
  private int names;

  KnownDirectories(LakeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Names of the directories directly below a prefix.
   *
   * @param notBefore an older listing does not do; {@link Instant#MAX} for one of now
   * @throws StoreException when the store refuses or fails
   */
  List<String> below(String prefix, Instant notBefore) {
    Instant now = clock.instant();
    Listing known = known(prefix);
    if (known != null && !known.at().isBefore(notBefore) && now.isBefore(known.at().plus(KEPT))) {
      return known.names();
    }
    // Noted before the store is asked: what comes during the listing may not be in it.
    Listing listed = new Listing(store.directories(prefix), now);
    keep(prefix, listed);
    return listed.names();
  }

  private synchronized Listing known(String prefix) {
    return listings.get(prefix);
  }

  private synchronized void keep(String prefix, Listing listed) {
    if (names + listed.names().size() > MOST_NAMES) {
      listings.clear();
      names = 0;
    }
    Listing before = listings.put(prefix, listed);
    names += listed.names().size() - (before == null ? 0 : before.names().size());
  }
}
