package dev.silverbook.pipeline.contract;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects in memory. Each version has an etag of its own, also when the bytes are the same. */
public final class InMemoryStore implements LakeStore {

  private static final class Version {
    private final byte[] bytes;
    private final String etag;
    private final Instant modified;

    Version(byte[] bytes, int put) {
      this.bytes = bytes;
      this.etag = "etag-" + put;
      this.modified = Instant.EPOCH.plusSeconds(put);
    }
  }

  private final TreeMap<String, Version> versions = new TreeMap<>();
  private int puts;

  /** Puts an object, whatever was there. */
  public synchronized StoredObject put(String key, byte[] bytes) {
    puts++;
    versions.put(key, new Version(bytes.clone(), puts));
    return find(key).orElseThrow();
  }

  /** Removes an object, if it is there. */
  public synchronized void remove(String key) {
    versions.remove(key);
  }

  /** The bytes of an object; empty when there is none. */
  public synchronized Optional<byte[]> bytes(String key) {
    return Optional.ofNullable(versions.get(key)).map(version -> version.bytes.clone());
  }

  @Override
  public String location() {
    return "memory:";
  }

  @Override
  public synchronized List<String> directories(String prefix) {
    TreeSet<String> names = new TreeSet<>();
    for (String key : versions.keySet()) {
      int end = key.startsWith(prefix) ? key.indexOf('/', prefix.length()) : -1;
      if (end > 0) {
        names.add(key.substring(prefix.length(), end));
      }
    }
    return List.copyOf(names);
  }

  @Override
  public synchronized List<StoredObject> objects(String prefix) {
    List<StoredObject> objects = new ArrayList<>();
    for (String key : versions.keySet()) {
      boolean hidden =
          Arrays.stream(key.split("/", -1))
              .anyMatch(name -> name.startsWith(".") || name.startsWith("_"));
      if (key.startsWith(prefix) && !hidden) {
        objects.add(find(key).orElseThrow());
      }
    }
    return objects;
  }

  @Override
  public synchronized Optional<StoredObject> find(String key) {
    return Optional.ofNullable(versions.get(key))
        .map(
            version -> new StoredObject(key, version.bytes.length, version.etag, version.modified));
  }

  @Override
  public InputObject open(StoredObject object) {
    return new OpenedObject(object);
  }

  @Override
  public synchronized boolean delete(String key, String etag) {
    Version version = versions.get(key);
    if (version != null && !version.etag.equals(etag)) {
      return false;
    }
    versions.remove(key);
    return true;
  }

  @Override
  public PendingObject create(String key) {
    return new PendingVersion(key);
  }

  private synchronized byte[] read(StoredObject object) {
    Version version = versions.get(object.key());
    if (version == null || !version.etag.equals(object.etag())) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          object.key(),
          object.key() + " has changed since it was listed",
          null);
    }
    return version.bytes;
  }

  private synchronized Optional<StoredObject> replace(
      String key, Optional<String> expectedEtag, byte[] bytes) {
    return find(key).map(StoredObject::etag).equals(expectedEtag)
        ? Optional.of(put(key, bytes))
        : Optional.empty();
  }

  private final class OpenedObject implements InputObject {

    private final StoredObject object;

    OpenedObject(StoredObject object) {
      this.object = object;
    }

    @Override
    public String key() {
      return object.key();
    }

    @Override
    public long size() {
      return object.size();
    }

    @Override
    public InputStream open(long offset, long length) {
      return new ByteArrayInputStream(
          read(object), Math.toIntExact(offset), Math.toIntExact(length));
    }
  }

  private final class PendingVersion implements PendingObject {

    private final String key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PendingVersion(String key) {
      this.key = key;
    }

    @Override
    public OutputStream stream() {
      return bytes;
    }

    @Override
    public Optional<StoredObject> commit(Optional<String> expectedEtag) {
      return replace(key, expectedEtag, bytes.toByteArray());
    }

    @Override
    public void close() {
      bytes.reset();
    }
  }
}
