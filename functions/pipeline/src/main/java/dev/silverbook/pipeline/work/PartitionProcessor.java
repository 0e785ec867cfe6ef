package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.PartitionEngine;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Turns one partition's inputs into the bytes of its feature file: streams in, computes, streams
 * out. What it writes depends on inputs, configuration and version alone, byte for byte. Memory
 * does not grow with the number of rows. Thread-safe; each call has an engine and readers of its
 * own.
 */
public final class PartitionProcessor implements Computation {

  /** How far from its day a row may be: clocks differ, and recorders write a little late. */
  private static final long DAY_TOLERANCE_MICROS = TimeUnit.MINUTES.toMicros(5);

  /** Trades whose side nobody knows, as a share, above which that is said with their spellings. */
  private static final double UNKNOWN_SIDES = 0.01;

  private final LakeStores lakes;
  private final LakeFormat format;
  private final Supplier<PartitionReader> readers;
  private final SilverConfiguration configuration;
  private final FeatureConfiguration features;
  private final String version;
  private final Clock clock;

  /**
   * Computes one configuration.
   *
   * @param format writes the output
   * @param readers gives a fresh reader for each partition
   * @param configuration what to compute
   * @param version of the product, for the file's metadata
   * @param clock for the duration in the statistics; never for the output
   */
  public PartitionProcessor(
      LakeStores lakes,
      LakeFormat format,
      Supplier<PartitionReader> readers,
      SilverConfiguration configuration,
      String version,
      Clock clock) {
    this.lakes = lakes;
    this.format = format;
    this.readers = readers;
    this.configuration = configuration;
    this.features = configuration.features();
    this.version = version;
    this.clock = clock;
  }

  @Override
  public SilverConfiguration configuration() {
    return configuration;
  }

  @Override
  public Set<Dataset> datasets() {
    return features.output().outputs();
  }

  @Override
  public PartitionStats process(
      PartitionInputs inputs,
      String fingerprint,
      OutputStreams out,
      StopSignal stop,
      ProgressObserver progress)
      throws IOException {
    if (inputs.refusal().isPresent()) {
      throw new PartitionFailedException(inputs.refusal().get());
    }
    PartitionReader reader = readers.get().on(inputs.partition().date());
    try {
      return read(inputs, fingerprint, out, new Watch(stop, progress), reader);
    } finally {
      reader.scratch().close();
    }
  }

  /** Who is asked on the way whether to go on, and who is told how far it is. */
  private record Watch(StopSignal stop, ProgressObserver progress) {}

  private PartitionStats read(
      PartitionInputs inputs,
      String fingerprint,
      OutputStreams out,
      Watch watch,
      PartitionReader reader)
      throws IOException {
    Instant start = clock.instant();
    HeapGauge heap = new HeapGauge();
    StopSignal stop = watch.stop();
    ScratchSpace scratch = reader.scratch();
    List<InputObject> books = open(lakes.orderBook(), inputs.orderBook(), scratch, stop);
    // Once, so that the store knows what it has read already.
    List<InputObject> tradeObjects =
        inputs.tradesPresent()
            ? open(lakes.trades().orElseThrow(), inputs.trades().orElseThrow(), scratch, stop)
            : List.of();
    PartitionReader.Clocks clocks =
        reader.clocks(configuration.features().clock(), books, tradeObjects);
    FeatureConfiguration features = configuration.features().on(clocks.books());
    try (OrderedSnapshots snapshots = reader.snapshots(books)) {
      requireRows(snapshots.counts(), inputs, features);
      double bucketVolume = bucketVolume(reader, tradeObjects);
      ReadCounts tradeCounts = new ReadCounts(0, 0, 0);
      InputReport tradeReport = InputReport.NONE;
      try (DatasetWriters writers =
          new DatasetWriters(
              format, features, PartitionEngine.schemas(features, snapshots.columns()), out)) {
        PartitionEngine engine =
            new PartitionEngine(
                features,
                snapshots.columns(),
                inputs.tradesPresent(),
                bucketVolume,
                inputs.partition().date(),
                writers);
        Merge merge =
            new Merge(
                engine,
                new Ticker(stop, heap, watch.progress(), inputs, snapshots.counts().rows()),
                inputs.partition().date(),
                features);
        if (inputs.tradesPresent()) {
          try (OrderedTrades trades = reader.trades(tradeObjects)) {
            tradeCounts = trades.counts();
            merge.run(snapshots, trades);
            tradeReport = trades.report();
          }
        } else {
          merge.run(snapshots);
        }
        engine.finish();
        Map<String, String> metadata = metadata(inputs, fingerprint, bucketVolume);
        Understood understood = understood(inputs, snapshots.report(), tradeReport, merge.depth());
        understood.lines().forEach((key, line) -> metadata.put("silverbook.input." + key, line));
        Map<InputCount, Long> counted = counted(snapshots.report(), tradeReport);
        if (merge.outside() > 0) {
          counted.put(InputCount.ROWS_OUTSIDE_DAY, merge.outside());
        }
        counted.forEach(
            (what, count) -> metadata.put("silverbook.input." + what.key(), count.toString()));
        writers.finish(metadata);
        if (!inputs.ignored().isEmpty()) {
          // Not in the metadata: what is no input must not change the output's bytes.
          counted.put(InputCount.FILES_IGNORED, (long) inputs.ignored().size());
        }
        heap.sample();
        return new PartitionStats(
            read(snapshots.counts()),
            read(tradeCounts),
            inputs.tradesMissing(),
            engine.rows(Dataset.ORDERBOOK),
            engine.counts(),
            bucketVolume,
            new PartitionStats.Cost(
                inputs.objects(),
                inputs.bytes(),
                writers.bytes(),
                Duration.between(start, clock.instant()).toMillis(),
                heap.peakBytes(),
                scratch.mostBytes()),
            Optional.of(engine.statistics()),
            counted,
            doubts(snapshots.report(), tradeReport, tradeCounts.rows()),
            Optional.of(understood));
      }
    }
  }

  private static PartitionStats.Read read(ReadCounts counts) {
    return new PartitionStats.Read(counts.rows(), counts.rowsWithoutTime());
  }

  private static Understood understood(
      PartitionInputs inputs, InputReport orderBook, InputReport trades, int depth) {
    boolean traded = inputs.tradesPresent();
    return new Understood(
        inputs.layouts().orderBook(),
        inputs.layouts().trades().filter(layout -> traded),
        orderBook.clock().key(),
        orderBook.understood(),
        traded ? Optional.of(trades.understood()) : Optional.empty(),
        depth);
  }

  private static Map<InputCount, Long> counted(InputReport orderBook, InputReport trades) {
    Map<InputCount, Long> counted = new EnumMap<>(InputCount.class);
    orderBook.counts().forEach((what, count) -> counted.merge(what, count, Long::sum));
    trades.counts().forEach((what, count) -> counted.merge(what, count, Long::sum));
    return counted;
  }

  /** Why the input itself makes the day degraded, each with its key. */
  private static List<String> doubts(InputReport orderBook, InputReport trades, long tradesRead) {
    Set<String> doubts = new TreeSet<>();
    for (InputReport report : List.of(orderBook, trades)) {
      report.doubts().forEach((key, words) -> doubts.add(key + ": " + words));
      if (report.unknownSides() > UNKNOWN_SIDES * tradesRead) {
        doubts.add("side_spellings: unknown are " + report.unknownSpellings());
      }
    }
    return List.copyOf(doubts);
  }

  private void requireRows(
      ReadCounts counts, PartitionInputs inputs, FeatureConfiguration features) {
    if (counts.rows() == 0) {
      throw new PartitionFailedException(
          Failure.of(
              FailureReason.NO_USABLE_ROWS,
              "the order-book objects of "
                  + inputs.partition()
                  + " hold no row: "
                  + String.join(
                      ", ", inputs.orderBook().stream().map(StoredObject::key).toList())));
    }
    if (counts.rows() == counts.rowsWithoutTime()) {
      throw new PartitionFailedException(
          Failure.of(
              FailureReason.NO_USABLE_ROWS,
              "column "
                  + features.clock().column()
                  + ", which is the clock, is null in all "
                  + counts.rows()
                  + " rows of "
                  + inputs.partition()));
    }
  }

  /** Base units a bucket; NaN when nothing needs buckets or nothing was traded. */
  private double bucketVolume(PartitionReader reader, List<InputObject> trades) throws IOException {
    if (trades.isEmpty() || !features.needsVpin()) {
      return Double.NaN;
    }
    if (!features.vpinBucketVolumeIsAuto()) {
      return features.vpinBucketVolume();
    }
    double volume = reader.tradeVolume(trades);
    return volume > 0 ? volume / features.vpinBucketsPerDay() : Double.NaN;
  }

  private static List<InputObject> open(
      LakeStore store, List<StoredObject> objects, ScratchSpace scratch, StopSignal stop) {
    return store.openAll(objects, scratch).stream()
        .<InputObject>map(object -> new StoppableInput(object, stop))
        .toList();
  }

  private Map<String, String> metadata(
      PartitionInputs inputs, String fingerprint, double bucketVolume) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("silverbook.version", version);
    metadata.put("silverbook.configuration", configuration.toJson());
    metadata.put("silverbook.partition", inputs.partition().key());
    metadata.put("silverbook.fingerprint", fingerprint);
    metadata.put(
        "silverbook.vpin_bucket_volume",
        Double.isNaN(bucketVolume) ? "none" : Double.toString(bucketVolume));
    return metadata;
  }

  /** Feeds each trade before the first snapshot at or after its time. */
  private static final class Merge {

    private final PartitionEngine engine;
    private final Ticker ticker;
    private final FeatureConfiguration features;
    private final long dayFrom;
    private final long dayTo;
    private long rows;
    private long outside;
    private int depth;

    Merge(PartitionEngine engine, Ticker ticker, LocalDate day, FeatureConfiguration features) {
      this.features = features;
      this.engine = engine;
      this.ticker = ticker;
      this.dayFrom = micros(day) - DAY_TOLERANCE_MICROS;
      this.dayTo = micros(day.plusDays(1)) + DAY_TOLERANCE_MICROS;
    }

    private static long micros(LocalDate day) {
      return TimeUnit.DAYS.toMicros(day.toEpochDay());
    }

    /** Rows of another day. */
    long outside() {
      return outside;
    }

    /** Most levels of a side so far. */
    int depth() {
      return depth;
    }

    void run(OrderedSnapshots snapshots) throws IOException {
      while (snapshots.next()) {
        write(snapshots, snapshots.current().time(features.clock()));
      }
      ticker.check(rows);
    }

    void run(OrderedSnapshots snapshots, OrderedTrades trades) throws IOException {
      boolean more = trades.next();
      while (snapshots.next()) {
        long time = snapshots.current().time(features.clock());
        while (more && trades.current().time(features.clock()) <= time) {
          take(trades);
          more = trades.next();
        }
        write(snapshots, time);
      }
      // What comes after the last row has no row to belong to, but it is counted.
      while (more) {
        take(trades);
        more = trades.next();
      }
      ticker.check(rows);
    }

    private void take(OrderedTrades trades) throws IOException {
      long time = trades.current().time(features.clock());
      outside += time < dayFrom || time >= dayTo ? 1 : 0;
      engine.onTrade(trades.current());
      ticker.tick(rows);
    }

    private void write(OrderedSnapshots snapshots, long time) throws IOException {
      outside += time < dayFrom || time >= dayTo ? 1 : 0;
      RawSnapshot book = snapshots.current();
      depth = Math.max(depth, Math.max(book.bids().length(), book.asks().length()));
      engine.onSnapshot(book);
      rows++;
      ticker.tick(rows);
    }
  }
}
