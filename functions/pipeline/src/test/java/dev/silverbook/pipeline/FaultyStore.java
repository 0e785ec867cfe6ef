package dev.silverbook.pipeline;

import dev.silverbook.lake.InputObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store whose steps can break; a step is a listing, a look-up, an opened stream, a commit. */
final class FaultyStore implements LakeStore {

  private final LakeStore store;
  private final Fault fault;

  FaultyStore(LakeStore store, Fault fault) {
    this.store = store;
    this.fault = fault;
  }

  private <T> T step(Supplier<T> step) {
    fault.before();
    T result = step.get();
    fault.after();
    return result;
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public List<String> directories(String prefix) {
    return step(() -> store.directories(prefix));
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return step(() -> store.objects(prefix));
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return step(() -> store.find(key));
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
        fault.before();
        InputStream stream = opened.open(offset, length);
        fault.after();
        return stream;
      }
    };
  }

  @Override
  public PendingObject create(String key) {
    PendingObject pending = step(() -> store.create(key));
    return new PendingObject() {
      @Override
      public OutputStream stream() {
        return pending.stream();
      }

      @Override
      public Optional<StoredObject> commit(Optional<String> expectedEtag) {
        return step(() -> pending.commit(expectedEtag));
      }

      @Override
      public void close() {
        pending.close();
      }
    };
  }
}
