package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.TableReader;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.work.Computation;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The outputs of one partition, computed again into a scratch store; gone when closed. */
final class Recomputed implements AutoCloseable {

  private final LakeStore scratch;
  private final Map<Dataset, StoredObject> objects = new EnumMap<>(Dataset.class);

  private Recomputed(LakeStore scratch) {
    this.scratch = scratch;
  }

  /**
   * Computes.
   *
   * @param name keeps apart what is in the scratch store at one time
   */
  static Recomputed from(
      PartitionInputs inputs,
      String fingerprint,
      Computation computation,
      LakeStore scratch,
      String name,
      StopSignal stop)
      throws IOException {
    Recomputed made = new Recomputed(scratch);
    Map<Dataset, PendingObject> pending = new EnumMap<>(Dataset.class);
    boolean done = false;
    try {
      computation.process(
          inputs,
          fingerprint,
          dataset -> {
            PendingObject object = scratch.create(name + "/" + dataset.key() + ".parquet");
            pending.put(dataset, object);
            return object.stream();
          },
          stop,
          ProgressObserver.NONE);
      for (Map.Entry<Dataset, PendingObject> each : pending.entrySet()) {
        made.objects.put(each.getKey(), each.getValue().commit(Optional.empty()).orElseThrow());
      }
      done = true;
      return made;
    } finally {
      pending.values().forEach(PendingObject::close);
      if (!done) {
        made.close();
      }
    }
  }

  /** The bytes of one dataset. */
  InputObject object(Dataset dataset) {
    return scratch.open(objects.get(dataset));
  }

  /** Its columns. */
  TableReader table(Dataset dataset) throws IOException {
    return TableReader.open(object(dataset));
  }

  @Override
  public void close() {
    objects.values().forEach(object -> scratch.delete(object.key(), object.etag()));
  }
}
