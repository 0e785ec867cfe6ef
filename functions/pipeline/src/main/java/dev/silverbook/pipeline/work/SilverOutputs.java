package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of one configuration's datasets in the silver store. Each is replaced only while it
 * is what was seen before the claim, one after the other, {@link Dataset#ORDERBOOK} last: whoever
 * finds the newest features finds what belongs to them, too.
 */
final class SilverOutputs {

  private final LakeStore store;
  private final Set<Dataset> datasets;

  SilverOutputs(LakeStore store, Set<Dataset> datasets) {
    this.store = store;
    this.datasets = datasets;
  }

  static String key(Dataset dataset, PartitionId partition) {
    return dataset.key() + "/" + HivePath.canonical(partition) + "part-0.parquet";
  }

  /** For people. */
  String address(PartitionId partition) {
    return store.location() + "/" + key(Dataset.ORDERBOOK, partition);
  }

  /** The version of each dataset's object now; nothing for those that have none. */
  Map<Dataset, String> seen(PartitionId partition) {
    Map<Dataset, String> etags = new EnumMap<>(Dataset.class);
    for (Dataset dataset : datasets) {
      store
          .find(key(dataset, partition))
          .map(StoredObject::etag)
          .ifPresent(etag -> etags.put(dataset, etag));
    }
    return etags;
  }

  /** Whether what an entry lists is what was seen: every dataset, in that very version. */
  boolean asListed(LedgerEntry entry, Map<Dataset, String> seen) {
    Map<Dataset, String> listed = new EnumMap<>(Dataset.class);
    for (WrittenOutput output : entry.outputs()) {
      if (datasets.contains(output.dataset())) {
        listed.put(output.dataset(), output.etag());
      }
    }
    return listed.keySet().equals(datasets) && listed.equals(seen);
  }

  /** Starts writing a partition's outputs. */
  Pending start(PartitionId partition) {
    return new Pending(partition);
  }

  /**
   * Deletes what an earlier configuration asked for and this one does not, where it still is what
   * was written then.
   */
  void deleteUnasked(List<WrittenOutput> before) {
    for (WrittenOutput output : before) {
      if (!datasets.contains(output.dataset())) {
        store.delete(output.key(), output.etag());
      }
    }
  }

  /** Outputs being written. Closing without a commit leaves no trace of what was not put. */
  final class Pending implements OutputStreams, AutoCloseable {

    private final PartitionId partition;
    private final Map<Dataset, PendingObject> pending = new EnumMap<>(Dataset.class);

    private Pending(PartitionId partition) {
      this.partition = partition;
    }

    @Override
    public OutputStream open(Dataset dataset) {
      PendingObject object = store.create(key(dataset, partition));
      pending.put(dataset, object);
      return object.stream();
    }

    /**
     * Puts one after the other.
     *
     * @param stop asked before each
     * @return what was written; empty when an object had changed since it was seen: it and those
     *     after it are untouched then
     */
    Optional<List<WrittenOutput>> commit(Map<Dataset, String> seen, StopSignal stop) {
      List<WrittenOutput> written = new ArrayList<>();
      List<Dataset> order = new ArrayList<>(datasets);
      order.sort((first, second) -> second.compareTo(first));
      for (Dataset dataset : order) {
        PendingObject object = pending.get(dataset);
        if (object == null) {
          throw new IllegalStateException("nothing was written for " + dataset.key());
        }
        // A worker whose time is over must not touch an output: its lease ends soon.
        stop.check();
        Optional<StoredObject> put = object.commit(Optional.ofNullable(seen.get(dataset)));
        if (put.isEmpty()) {
          return Optional.empty();
        }
        written.add(WrittenOutput.of(dataset, put.get()));
      }
      return Optional.of(written);
    }

    @Override
    public void close() {
      RuntimeException first = null;
      for (PendingObject object : pending.values()) {
        try {
          object.close();
        } catch (RuntimeException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }
}
