package dev.silverbook.pipeline.store;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.pipeline.failure.Failure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One partition's input objects, as one listing showed them.
 *
 * @param partition whose
 * @param orderBook order-book objects by ascending key
 * @param trades trade objects by ascending key; no list at all when no trades location is
 *     configured
 * @param ignored keys of objects that are no input by their names
 * @param refusal why these objects cannot be one partition's inputs; empty when they can
 * @param layouts how the directories that were listed name partitions
 */
public record PartitionInputs(
    PartitionId partition,
    List<StoredObject> orderBook,
    Optional<List<StoredObject>> trades,
    List<String> ignored,
    Optional<Failure> refusal,
    Layouts layouts) {

  /**
   * Patterns of directories.
   *
   * @param orderBook of the order books
   * @param trades of the trades; empty when no trades location is configured
   */
  public record Layouts(String orderBook, Optional<String> trades) {

    /** The layout that outputs have. */
    public static final Layouts CANONICAL = new Layouts(Layout.CANONICAL.name(), Optional.empty());
  }

  /** Copies the lists. */
  public PartitionInputs {
    orderBook = List.copyOf(orderBook);
    trades = trades.map(List::copyOf);
    ignored = List.copyOf(ignored);
  }

  /** Inputs that nothing speaks against. */
  public PartitionInputs(
      PartitionId partition,
      List<StoredObject> orderBook,
      Optional<List<StoredObject>> trades,
      List<String> ignored) {
    this(partition, orderBook, trades, ignored, Optional.empty());
  }

  /** Inputs in the canonical layout. */
  public PartitionInputs(
      PartitionId partition,
      List<StoredObject> orderBook,
      Optional<List<StoredObject>> trades,
      List<String> ignored,
      Optional<Failure> refusal) {
    this(partition, orderBook, trades, ignored, refusal, Layouts.CANONICAL);
  }

  /** The same objects, where their directories are said to name partitions so. */
  public PartitionInputs laidOut(Layouts as) {
    return new PartitionInputs(partition, orderBook, trades, ignored, refusal, as);
  }

  /** Whether there is nothing to decide on: no order-book object, and no refusal to record. */
  public boolean isEmpty() {
    return orderBook.isEmpty() && refusal.isEmpty();
  }

  /** Whether there are trades to read. */
  public boolean tradesPresent() {
    return trades.map(objects -> !objects.isEmpty()).orElse(false);
  }

  /** Whether a trades location is configured but holds nothing for this partition. */
  public boolean tradesMissing() {
    return trades.map(List::isEmpty).orElse(false);
  }

  /** Number of objects of both kinds. */
  public int objects() {
    return orderBook.size() + trades.map(List::size).orElse(0);
  }

  /** When the newest object of both kinds was written; {@link Instant#EPOCH} without any. */
  public Instant newest() {
    return Stream.concat(orderBook.stream(), trades.stream().flatMap(List::stream))
        .map(StoredObject::modified)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Size of all objects of both kinds. */
  public long bytes() {
    return bytes(orderBook) + trades.map(PartitionInputs::bytes).orElse(0L);
  }

  private static long bytes(List<StoredObject> objects) {
    return objects.stream().mapToLong(StoredObject::size).sum();
  }
}
