package dev.silverbook.pipeline.runs;

import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whether a run is cancelled, from a record that is at most a minute old: so many messages of
 * one run go through a worker that reading it for each would double the reads. Thread-safe.
 */
public final class CancelledRuns {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST_RUNS = 1_000;

  private record Looked(boolean cancelled, Instant at) {}

  private final Runs runs;
  private final Clock clock;
  private final Map<String, Looked> looked = new LinkedHashMap<>();

  /** Nothing is read yet. */
  public CancelledRuns(Runs runs, Clock clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * Whether that run is cancelled. A run without a record is not.
   *
   * @throws StoreException when the record cannot be read
   */
  public synchronized boolean has(String id) {
    if (id.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Looked known = looked.get(id);
    if (known != null && (known.cancelled() || now.isBefore(known.at().plus(KEPT)))) {
      return known.cancelled();
    }
    boolean cancelled =
        runs.read(id).filter(run -> run.state() == RunRecord.State.CANCELLED).isPresent();
    if (looked.size() == MOST_RUNS) {
      looked.remove(looked.keySet().iterator().next());
    }
    looked.put(id, new Looked(cancelled, now));
    return cancelled;
  }
}
