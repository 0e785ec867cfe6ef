package dev.silverbook.discovery;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A store of directories only, which notes what was listed and can refuse one listing. */
final class WatchedStore implements LakeStore {

  final InMemoryStore objects = new InMemoryStore();
  final Queue<String> listed = new ConcurrentLinkedQueue<>();
  Optional<String> refused = Optional.empty();

  /** A day with an order-book object. */
  void putDay(String exchange, String symbol, int year, int month, int day) {
    objects.put(
        "exchange=%s/symbol=%s/year=%d/month=%02d/day=%02d/part-0.parquet"
            .formatted(exchange, symbol, year, month, day),
        new byte[1]);
  }

  @Override
  public String location() {
    return objects.location();
  }

  @Override
  public List<String> directories(String prefix) {
    listed.add(prefix);
    if (refused.equals(Optional.of(prefix))) {
      throw new StoreException(FailureReason.THROTTLED, prefix, "slow down", null);
    }
    return objects.directories(prefix);
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    throw new AssertionError("a backfill lists no objects, yet it listed those below " + prefix);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    throw new AssertionError("a backfill looks at no object, yet it looked at " + key);
  }

  @Override
  public InputObject open(StoredObject object) {
    throw new AssertionError("a backfill reads no object, yet it opened " + object.key());
  }

  @Override
  public boolean delete(String key, String etag) {
    throw new AssertionError("a backfill deletes no object, yet it deleted " + key);
  }

  @Override
  public PendingObject create(String key) {
    throw new AssertionError("a backfill writes no object, yet it wrote " + key);
  }
}
