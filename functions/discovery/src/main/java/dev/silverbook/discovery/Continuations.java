package dev.silverbook.discovery;

import dev.silverbook.pipeline.store.StoreException;

/** Where a backfill that is out of time leaves its cursor for the next invocation. */
@FunctionalInterface
public interface Continuations {

  /**
   * Sends it.
   *
   * @throws StoreException when it could not be sent
   */
  void send(BackfillCursor cursor);
}
