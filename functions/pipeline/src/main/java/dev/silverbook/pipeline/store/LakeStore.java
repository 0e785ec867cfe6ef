package dev.silverbook.pipeline.store;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.util.List;
import java.util.Optional;

/**
 * Port: objects below one root, a directory or a bucket prefix. Keys and prefixes are relative to
 * that root, {@code /}-separated; a non-empty prefix ends with {@code /}. Thread-safe.
 *
 * <p>Every method throws {@link StoreException} when the store refuses or fails.
 */
public interface LakeStore {

  /** Where the root is, for people: an absolute path or {@code s3://bucket/prefix}. */
  String location();

  /**
   * Names of the directories directly below {@code prefix}, ascending, without a slash, also of
   * those whose names start with {@code .} or {@code _}. Empty when there is no such prefix.
   */
  List<String> directories(String prefix);

  /**
   * All objects at any depth below {@code prefix} by ascending key, leaving out empty directory
   * markers and everything with a path segment that starts with {@code .} or {@code _}. Empty when
   * there is no such prefix.
   */
  List<StoredObject> objects(String prefix);

  /** The object with exactly that key, now. */
  Optional<StoredObject> find(String key);

  /**
   * Opens that version of an object for reading; its size is the listed one. When the object has
   * been replaced or removed since, reading throws {@link StoreException} with {@link
   * FailureReason#STORE_UNAVAILABLE} instead of delivering other bytes: what a fingerprint covers
   * is what is read.
   */
  InputObject open(StoredObject object);

  /**
   * Deletes that version of an object.
   *
   * @param etag the version to delete
   * @return whether no object is there any more, also when none was; false when another version is
   *     there, which is untouched
   */
  boolean delete(String key, String etag);

  /**
   * The same for objects that will be read one after the other, about in that order, so that a
   * store may look ahead.
   *
   * @return one for each, in the same order
   */
  default List<InputObject> openAll(List<StoredObject> objects) {
    return objects.stream().map(this::open).toList();
  }

  /**
   * The same, where a store may keep copies on disk for as long as nobody else needs the room.
   *
   * @param scratch closed by the caller when nobody reads any more
   */
  default List<InputObject> openAll(List<StoredObject> objects, ScratchSpace scratch) {
    return openAll(objects);
  }

  /** Starts writing a new version of {@code key}; nothing is visible before the commit. */
  PendingObject create(String key);
}
