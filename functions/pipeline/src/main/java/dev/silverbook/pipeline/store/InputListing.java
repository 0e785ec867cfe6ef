package dev.silverbook.pipeline.store;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lists a partition's inputs, now: in every directory that names it, however spelled, at any depth
 * below.
 */
public final class InputListing {

  private static final int NAMED = 5;

  private final LakeStore booksStore;
  private final PartitionObjects orderBook;
  private final Optional<LakeStore> tradesStore;
  private final Optional<PartitionObjects> trades;

  /** Lists in these stores, whose layouts are detected. */
  public InputListing(LakeStore orderBook, Optional<LakeStore> trades) {
    this(orderBook, trades, LayoutChoice.DETECTED, LayoutChoice.DETECTED, Clock.systemUTC());
  }

  /** Lists in these stores, by the machine's clock. */
  public InputListing(LakeStores lakes) {
    this(lakes, Clock.systemUTC());
  }

  /**
   * Lists in these stores.
   *
   * @param clock tells how old a listing of directories is
   */
  public InputListing(LakeStores lakes, Clock clock) {
    this(lakes.orderBook(), lakes.trades(), lakes.orderBookLayout(), lakes.tradesLayout(), clock);
  }

  private InputListing(
      LakeStore orderBook,
      Optional<LakeStore> trades,
      LayoutChoice orderBookLayout,
      LayoutChoice tradesLayout,
      Clock clock) {
    this.booksStore = orderBook;
    this.orderBook = new PartitionObjects(orderBook, orderBookLayout, clock);
    this.tradesStore = trades;
    this.trades = trades.map(store -> new PartitionObjects(store, tradesLayout, clock));
  }

  /**
   * One listing, all of it of now.
   *
   * @throws StoreException when a store refuses or fails
   */
  public PartitionInputs list(PartitionId partition) {
    return list(partition, Instant.MAX);
  }

  /**
   * One listing of objects.
   *
   * @param notBefore the directories that lead to them may be known from an earlier listing of at
   *     most a minute ago, but of none before this
   * @throws StoreException when a store refuses or fails
   */
  public PartitionInputs list(PartitionId partition, Instant notBefore) {
    List<String> ignored = new ArrayList<>();
    PartitionObjects.Found books = orderBook.list(partition, notBefore);
    List<StoredObject> bookObjects = inputs(books, ignored);
    Optional<PartitionObjects.Found> tradesFound =
        trades.map(lake -> lake.list(partition, notBefore));
    Optional<Failure> nothingReadable =
        bookObjects.isEmpty() ? noInput(List.copyOf(ignored)) : Optional.empty();
    Optional<List<StoredObject>> tradeObjects = tradesFound.map(found -> inputs(found, ignored));
    Optional<Failure> refusal =
        books
            .table()
            .or(() -> nothingReadable)
            .or(
                () ->
                    FurtherLevels.refusal(
                        booksStore.location(), orderBook.layout(partition), bookObjects))
            .or(() -> tradesFound.flatMap(PartitionObjects.Found::table))
            .or(
                () ->
                    tradeObjects.flatMap(
                        objects ->
                            FurtherLevels.refusal(
                                tradesStore.orElseThrow().location(),
                                trades.orElseThrow().layout(partition),
                                objects)));
    return new PartitionInputs(
        partition,
        bookObjects,
        tradeObjects,
        ignored,
        refusal,
        new PartitionInputs.Layouts(
            orderBook.layout(partition).name(), trades.map(lake -> lake.layout(partition).name())));
  }

  /** Where a partition's order books are looked for, for people: the place and its layout. */
  public String place(PartitionId partition) {
    return booksStore.location() + "/" + orderBook.layout(partition).path(partition);
  }

  private Optional<Failure> noInput(List<String> ignored) {
    if (ignored.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            FailureReason.NO_INPUT,
            "the partition's directory in "
                + booksStore.location()
                + " has no file that is Parquet by its name, only "
                + String.join(", ", ignored.stream().limit(NAMED).toList())
                + (ignored.size() > NAMED ? " and " + (ignored.size() - NAMED) + " more" : "")
                + "; expected names that end in .parquet, .parq, .pq or .pqt",
            ignored.get(0),
            OptionalLong.empty()));
  }

  private static List<StoredObject> inputs(PartitionObjects.Found found, List<String> ignored) {
    List<StoredObject> inputs = new ArrayList<>();
    for (StoredObject object : found.objects()) {
      if (InputFileName.isInput(object.key())) {
        inputs.add(object);
      } else {
        ignored.add(object.key());
      }
    }
    inputs.sort(Comparator.comparing(StoredObject::key));
    return inputs;
  }
}
