package dev.silverbook.pipeline.ledger;

import dev.silverbook.features.Dataset;
import dev.silverbook.pipeline.store.StoredObject;

/**
 * One object that a partition was turned into.
 *
 * @param dataset what it holds
 * @param key below the silver root
 * @param size bytes
 * @param etag version written
 */
public record WrittenOutput(Dataset dataset, String key, long size, String etag) {

  /** An object that was written for that dataset. */
  public static WrittenOutput of(Dataset dataset, StoredObject object) {
    return new WrittenOutput(dataset, object.key(), object.size(), object.etag());
  }
}
