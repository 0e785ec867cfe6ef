package dev.silverbook.pipeline.inspect;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store whose directories end when time is over: what is counted then is a lower bound, and is
 * said to be one. Reads as the store does, and never writes.
 */
final class BoundedListing implements LakeStore {

  private final LakeStore store;
  private final Clock clock;
  private final Instant deadline;
  private final Map<String, List<String>> known;
  private volatile boolean cut;

  BoundedListing(LakeStore store, Clock clock, Instant deadline) {
    this(store, clock, deadline, new ConcurrentHashMap<>());
  }

  private BoundedListing(
      LakeStore store, Clock clock, Instant deadline, Map<String, List<String>> known) {
    this.store = store;
    this.clock = clock;
    this.deadline = deadline;
    this.known = known;
  }

  /** The same with more time, which lists no directory again. */
  BoundedListing until(Instant later) {
    return new BoundedListing(store, clock, later, known);
  }

  /** Whether anything was left out. */
  boolean cut() {
    return cut;
  }

  private boolean over() {
    cut |= !clock.instant().isBefore(deadline);
    return cut;
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public List<String> directories(String prefix) {
    List<String> names = known.get(prefix);
    if (names == null && !over()) {
      names = store.directories(prefix);
      known.put(prefix, names);
    }
    return names == null ? List.of() : names;
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return over() ? List.of() : store.objects(prefix);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return store.find(key);
  }

  @Override
  public InputObject open(StoredObject object) {
    return store.open(object);
  }

  @Override
  public List<InputObject> openAll(List<StoredObject> objects) {
    return store.openAll(objects);
  }

  @Override
  public List<InputObject> openAll(List<StoredObject> objects, ScratchSpace scratch) {
    return store.openAll(objects, scratch);
  }

  @Override
  public boolean delete(String key, String etag) {
    throw new UnsupportedOperationException("nothing is deleted where one only looks");
  }

  @Override
  public PendingObject create(String key) {
    throw new UnsupportedOperationException("nothing is written where one only looks");
  }
}
