package dev.silverbook.pipeline.store;

import java.time.Instant;
import java.util.Objects;

/**
 * An object as a listing shows it. Equal when key, size and version are: the time is told by
 * listings, not by every answer to a write.
 *
 * @param key key below the store's root, {@code /}-separated
 * @param size bytes
 * @param etag opaque version: changes whenever the bytes are replaced
 * @param modified when this version was written; {@link Instant#EPOCH} where that is not known
 */
public record StoredObject(String key, long size, String etag, Instant modified) {

  /** Of which nobody knows when it was written. */
  public StoredObject(String key, long size, String etag) {
    this(key, size, etag, Instant.EPOCH);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredObject object
        && key.equals(object.key)
        && size == object.size
        && etag.equals(object.etag);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, size, etag);
  }
}
