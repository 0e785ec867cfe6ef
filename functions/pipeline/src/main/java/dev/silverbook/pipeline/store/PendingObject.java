package dev.silverbook.pipeline.store;

import java.io.OutputStream;
import java.util.Optional;

/** An object being written. Closing without a commit leaves no trace. */
public interface PendingObject extends AutoCloseable {

  /** Takes the bytes; its write failures are {@link java.io.IOException}s. */
  OutputStream stream();

  /**
   * Makes the bytes the object's new version, whole and durable, if the object is still what the
   * caller saw. Closes the stream when that has not happened yet.
   *
   * @param expectedEtag the version seen, empty when there was no object
   * @return the new version; empty when the object had changed in between, and then it is untouched
   * @throws StoreException when the store refuses or fails
   */
  Optional<StoredObject> commit(Optional<String> expectedEtag);

  /** Gives up what has not been committed. Idempotent. */
  @Override
  void close();
}
