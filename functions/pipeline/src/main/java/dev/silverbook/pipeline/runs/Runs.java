package dev.silverbook.pipeline.runs;

import dev.silverbook.pipeline.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: the records of runs, beside the ledger's entries. Each change is one atomic conditional
 * update, with the effect that {@link RunTransition} defines. Thread-safe and safe between
 * processes.
 *
 * <p>Every method throws {@link StoreException} when the store refuses or fails.
 */
public interface Runs {

  /**
   * Records a run that begins, unless there is one of that id that has not failed.
   *
   * @return the record that is there now: the given one, or what was there before
   */
  RunRecord begin(RunRecord run);

  /**
   * Records how far a run is, unless its record says that it is sent or cancelled.
   *
   * @return whether it was recorded
   */
  boolean report(RunRecord run);

  /**
   * Cancels a run, whatever its state.
   *
   * @return its record as it is now; empty when there is none of that id
   */
  Optional<RunRecord> cancel(String id, Instant now);

  /** The record of a run; empty when there is none. */
  Optional<RunRecord> read(String id);

  /** All records that are kept, the newest first. */
  List<RunRecord> newest();
}
