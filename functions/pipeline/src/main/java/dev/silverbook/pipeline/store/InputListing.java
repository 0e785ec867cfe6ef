package dev.silverbook.pipeline.store;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lists a partition's inputs, now: under every spelling its directory may have (padded or not), at
 * any depth below.
 */
public final class InputListing {

  private static final String INPUT_SUFFIX = ".parquet";

  private final LakeStore orderBook;
  private final Optional<LakeStore> trades;

  /** Lists in these stores. */
  public InputListing(LakeStore orderBook, Optional<LakeStore> trades) {
    this.orderBook = orderBook;
    this.trades = trades;
  }

  /**
   * One listing.
   *
   * @throws StoreException when a store refuses or fails
   */
  public PartitionInputs list(PartitionId partition) {
    List<String> ignored = new ArrayList<>();
    List<StoredObject> books = list(orderBook, partition, ignored);
    Optional<List<StoredObject>> tradeObjects =
        trades.map(store -> list(store, partition, ignored));
    return new PartitionInputs(partition, books, tradeObjects, ignored);
  }

  private static List<StoredObject> list(
      LakeStore store, PartitionId partition, List<String> ignored) {
    List<StoredObject> inputs = new ArrayList<>();
    for (String prefix : HivePath.candidates(partition)) {
      for (StoredObject object : store.objects(prefix)) {
        if (object.key().endsWith(INPUT_SUFFIX)) {
          inputs.add(object);
        } else {
          ignored.add(object.key());
        }
      }
    }
    inputs.sort(Comparator.comparing(StoredObject::key));
    return inputs;
  }
}
