package dev.silverbook.pipeline.work;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A store that tells its steps: {@code directories}, {@code list}, {@code find}, {@code open},
 * {@code create}, {@code put}.
 */
public final class SteppedStore implements LakeStore {

  private final LakeStore store;
  private final Steps steps;

  public SteppedStore(LakeStore store, Steps steps) {
    this.store = store;
    this.steps = steps;
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public List<String> directories(String prefix) {
    return steps.take("directories", () -> store.directories(prefix));
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return steps.take("list", () -> store.objects(prefix));
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return steps.take("find", () -> store.find(key));
  }

  @Override
  public InputObject open(StoredObject object) {
    InputObject opened = store.open(object);
    return new InputObject() {
      @Override
      public String key() {
        return opened.key();
      }

      @Override
      public long size() {
        return opened.size();
      }

      @Override
      public InputStream open(long offset, long length) throws IOException {
        steps.before("open");
        InputStream stream = opened.open(offset, length);
        steps.after("open");
        return stream;
      }
    };
  }

  @Override
  public boolean delete(String key, String etag) {
    return steps.take("delete", () -> store.delete(key, etag));
  }

  @Override
  public PendingObject create(String key) {
    PendingObject pending = steps.take("create", () -> store.create(key));
    return new PendingObject() {
      @Override
      public OutputStream stream() {
        return pending.stream();
      }

      @Override
      public Optional<StoredObject> commit(Optional<String> expectedEtag) {
        return steps.take("put", () -> pending.commit(expectedEtag));
      }

      @Override
      public void close() {
        pending.close();
      }
    };
  }
}
