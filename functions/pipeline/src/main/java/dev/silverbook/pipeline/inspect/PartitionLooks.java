package dev.silverbook.pipeline.inspect;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.lake.TimedReader;
import dev.silverbook.lake.understood.FileSchema;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.work.FailureMapping;
import dev.silverbook.pipeline.work.PartitionFailedException;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Looks at partitions through the very engine that processes them, writing nothing: at a small one
 * as a whole, else at the first rows of its first file for what features are made of, and at the
 * first rows of a few files for what they are.
 */
public final class PartitionLooks {

  /** Rows of a file that the engine is shown. */
  static final long ROWS = 10_000;

  /** Files of a partition that are opened, of books and of trades. */
  static final int FILES = 4;

  private static final long ROWS_TO_TELL = 500;

  /** Reasons that say how complete a day is, or compare files: a part of a day knows none. */
  private static final Set<String> OF_WHOLE_DAYS =
      Set.of(
          "gaps",
          "longest_gap",
          "stale_book",
          "starts_late",
          "ends_early",
          "trades_file_contained",
          "trades_doubled");

  /** Begins the reasons that compare files with each other, for which a few rows are enough. */
  private static final String MIXED = "mixed_";

  private final LakeStores lakes;
  private final LakeFormat format;
  private final SilverConfiguration configuration;
  private final Path scratch;
  private final Clock clock;
  private final StopSignal stop;
  private final InputListing listing;

  /**
   * Looks into these lakes.
   *
   * @param scratch for sorting; created when that is needed
   * @param cancelled whether to stop
   */
  public PartitionLooks(
      LakeStores lakes,
      LakeFormat format,
      SilverConfiguration configuration,
      Path scratch,
      Clock clock,
      BooleanSupplier cancelled) {
    this.lakes = lakes;
    this.format = format;
    this.configuration = cheap(configuration);
    this.scratch = scratch;
    this.clock = clock;
    this.stop = new StopSignal(clock, Instant.MAX, cancelled);
    this.listing = new InputListing(lakes);
  }

  /** What is measured does not depend on what is written. */
  private static SilverConfiguration cheap(SilverConfiguration configuration) {
    Map<String, Object> features = new LinkedHashMap<>(configuration.features().toMap());
    features.put("categories", List.of("structural"));
    features.put("outputs", List.of("orderbook"));
    features.put("keep_levels", false);
    return new SilverConfiguration(FeatureConfiguration.fromMap(features), configuration.input());
  }

  /**
   * Looks at one.
   *
   * @throws PartitionFailedException when it must stop
   */
  public PartitionLook look(PartitionId partition) {
    PartitionInputs inputs;
    try {
      inputs = listing.list(partition);
    } catch (RuntimeException e) {
      return failed(partition, Optional.empty(), List.of(), e, Excerpt.NONE);
    }
    return look(inputs);
  }

  /** Looks at one that was listed. */
  public PartitionLook look(PartitionInputs inputs) {
    PartitionId partition = inputs.partition();
    if (inputs.orderBook().isEmpty() && inputs.refusal().isEmpty()) {
      return failed(
          partition,
          Optional.of(inputs),
          List.of(),
          new PartitionFailedException(
              Failure.of(
                  FailureReason.NO_INPUT,
                  "the directory of "
                      + partition
                      + " holds no order-book file; expected names that end in .parquet, .parq, .pq"
                      + " or .pqt")),
          Excerpt.NONE);
    }
    List<PartitionLook.File> files = new ArrayList<>();
    ExcerptReader[] kept = new ExcerptReader[1];
    boolean cut = false;
    try {
      List<StoredObject> books = some(inputs.orderBook());
      List<StoredObject> trades = some(inputs.trades().orElse(List.of()));
      boolean whole =
          books.size() == inputs.orderBook().size()
              && trades.size() == inputs.trades().map(List::size).orElse(0);
      if (inputs.refusal().isEmpty()) {
        whole &= open(lakes.orderBook(), books, false, files);
        whole &= trades.isEmpty() || open(lakes.trades().orElseThrow(), trades, true, files);
      }
      Set<String> degradedBy = new TreeSet<>();
      cut = !whole;
      if (cut) {
        degradedBy.addAll(told(partition, books, trades));
        books = books.subList(0, 1);
        trades = trades.subList(0, Math.min(1, trades.size()));
      }
      PartitionStats stats = process(inputs, books, trades, whole, kept);
      boolean complete = whole;
      DayCondition.degradedBy(stats, partition.date(), configuration.features().quality()).stream()
          .filter(reason -> complete || !OF_WHOLE_DAYS.contains(key(reason)))
          .forEach(degradedBy::add);
      return new PartitionLook(
          partition,
          Optional.of(inputs),
          whole,
          files,
          Optional.empty(),
          Optional.of(stats),
          List.copyOf(degradedBy),
          kept[0].excerpt());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (e instanceof PartitionFailedException stopped
          && stopped.failure().reason() == FailureReason.INTERRUPTED) {
        throw stopped;
      }
      PartitionLook failed =
          failed(
              partition,
              Optional.of(inputs),
              files,
              e,
              kept[0] == null ? Excerpt.NONE : kept[0].excerpt());
      return cut ? unknown(failed) : failed;
    }
  }

  /** Rows that are not among the first may still come. */
  private static PartitionLook unknown(PartitionLook failed) {
    Failure failure = failed.failure().orElseThrow();
    return failure.reason() == FailureReason.NO_USABLE_ROWS
        ? new PartitionLook(
            failed.partition(),
            failed.inputs(),
            false,
            failed.files(),
            Optional.empty(),
            Optional.empty(),
            List.of("no_usable_rows: among the first rows: " + failure.message()),
            failed.excerpt())
        : failed;
  }

  /**
   * Looks at trades that no books are beside: what they are, not whether they fit.
   *
   * @param store where they are
   */
  public PartitionLook lookAtTrades(
      PartitionId partition, LakeStore store, List<StoredObject> objects) {
    List<PartitionLook.File> files = new ArrayList<>();
    ExcerptReader kept = new ExcerptReader(reader(partition, ROWS_TO_TELL), false);
    try {
      List<StoredObject> some = some(objects);
      open(store, some, true, files);
      List<InputObject> opened = store.openAll(some);
      kept.clocks(configuration.features().clock(), List.of(), opened);
      try (OrderedTrades rows = kept.trades(opened)) {
        readAll(rows);
      }
      InputReport report = kept.excerpt().tradeReport();
      Set<String> doubts = new TreeSet<>();
      addMixed(report, doubts);
      if (report.unknownSides() > 0) {
        doubts.add("side_spellings: unknown are " + report.unknownSpellings());
      }
      return new PartitionLook(
          partition,
          Optional.empty(),
          false,
          files,
          Optional.empty(),
          Optional.empty(),
          List.copyOf(doubts),
          kept.excerpt());
    } catch (IOException | RuntimeException e) {
      if (e instanceof PartitionFailedException stopped
          && stopped.failure().reason() == FailureReason.INTERRUPTED) {
        throw stopped;
      }
      return failed(partition, Optional.empty(), files, e, kept.excerpt());
    }
  }

  private static PartitionLook failed(
      PartitionId partition,
      Optional<PartitionInputs> inputs,
      List<PartitionLook.File> files,
      Throwable thrown,
      Excerpt excerpt) {
    return new PartitionLook(
        partition,
        inputs,
        false,
        files,
        Optional.of(FailureMapping.of(thrown, "nowhere")),
        Optional.empty(),
        List.of(),
        excerpt);
  }

  private static String key(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** All of a few; of many the first, two between, and the last. */
  private static List<StoredObject> some(List<StoredObject> objects) {
    if (objects.size() <= FILES) {
      return objects;
    }
    List<StoredObject> some = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      some.add(objects.get((int) ((long) i * (objects.size() - 1) / (FILES - 1))));
    }
    return some;
  }

  /**
   * Reads footers.
   *
   * @return whether the files are so short that they can be read as a whole
   */
  private boolean open(
      LakeStore store, List<StoredObject> objects, boolean trades, List<PartitionLook.File> files)
      throws IOException {
    boolean few = true;
    for (InputObject object : store.openAll(objects)) {
      FileSchema schema = FileSchema.read(object);
      files.add(new PartitionLook.File(object.key(), trades, schema));
      few &= schema.rows() <= ROWS;
    }
    return few;
  }

  private PartitionReader reader(PartitionId partition, long rows) {
    LakeFormat first = new FirstRows(format, rows);
    return new SortedPartitionReader(
            first,
            configuration.features().clock(),
            scratch,
            configuration.input(),
            configuration.features().book().depthLevels())
        .on(partition.date());
  }

  /** What the first rows of several files say about each other. */
  private Set<String> told(
      PartitionId partition, List<StoredObject> books, List<StoredObject> trades)
      throws IOException {
    Set<String> doubts = new TreeSet<>();
    PartitionReader reader = reader(partition, ROWS_TO_TELL);
    List<InputObject> bookObjects = lakes.orderBook().openAll(books);
    List<InputObject> tradeObjects =
        trades.isEmpty() ? List.of() : lakes.trades().orElseThrow().openAll(trades);
    reader.clocks(configuration.features().clock(), bookObjects, tradeObjects);
    try (OrderedSnapshots rows = reader.snapshots(bookObjects)) {
      readAll(rows);
      addMixed(rows.report(), doubts);
    }
    if (!tradeObjects.isEmpty()) {
      try (OrderedTrades rows = reader.trades(tradeObjects)) {
        readAll(rows);
        addMixed(rows.report(), doubts);
      }
    }
    return doubts;
  }

  private void readAll(TimedReader rows) throws IOException {
    while (rows.next()) {
      stop.check();
    }
  }

  private static void addMixed(InputReport report, Set<String> doubts) {
    report
        .doubts()
        .forEach(
            (key, words) -> {
              if (key.startsWith(MIXED)) {
                doubts.add(key + ": " + words);
              }
            });
  }

  private PartitionStats process(
      PartitionInputs inputs,
      List<StoredObject> books,
      List<StoredObject> trades,
      boolean whole,
      ExcerptReader[] kept)
      throws IOException {
    PartitionInputs part =
        new PartitionInputs(
            inputs.partition(),
            books,
            inputs.trades().map(all -> trades),
            inputs.ignored(),
            inputs.refusal(),
            inputs.layouts());
    kept[0] = new ExcerptReader(reader(inputs.partition(), ROWS), !whole);
    return new PartitionProcessor(lakes, format, () -> kept[0], configuration, "inspect", clock)
        .process(
            part,
            "inspect",
            dataset -> OutputStream.nullOutputStream(),
            stop,
            ProgressObserver.NONE);
  }
}
