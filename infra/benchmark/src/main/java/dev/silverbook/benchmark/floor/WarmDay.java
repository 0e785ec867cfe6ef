package dev.silverbook.benchmark.floor;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One partition, processed again and again, whole or only read or only written.
 *
 * <p>{@link #read} and {@link #write} together are the floor: the same rows decoded in time order,
 * the same rows of features encoded, and nothing in between. Bars, of which there are few, count as
 * computing.
 */
public final class WarmDay implements Closeable {

  private static final int FILE_BUFFER = 1 << 16;

  private final LakeStores lakes;
  private final PartitionInputs inputs;
  private final Path scratch;
  private final String name;
  private final LakeFormat format = new ParquetFormat();
  private final RowTape tape;
  private final FeatureSchema schema;
  private PartitionStats stats;

  /**
   * Processes the partition once, recording its rows.
   *
   * @param scratch existing directory
   * @param name unique among the days in that directory
   */
  WarmDay(LakeStores lakes, PartitionInputs inputs, Path scratch, String name) throws IOException {
    this.lakes = lakes;
    this.inputs = inputs;
    this.scratch = scratch;
    this.name = name;
    Recording recording = new Recording(scratch.resolve(name + ".rows"));
    process(FeatureConfiguration.defaults(), new TappedFormat(format, recording));
    this.tape = recording.tape;
    this.schema = recording.schema;
  }

  /** Records every row; of one output only, or the file would be there already. */
  private static final class Recording implements TappedFormat.Tap {

    private final Path file;
    private RowTape tape;
    private FeatureSchema schema;

    Recording(Path file) {
      this.file = file;
    }

    @Override
    public void open(FeatureSchema columns) throws IOException {
      tape = RowTape.create(file, columns);
      schema = columns;
    }

    @Override
    public void row(FeatureRow row) throws IOException {
      tape.record(row);
    }

    @Override
    public void finish() throws IOException {
      tape.finish();
    }
  }

  /** The recorded rows. */
  public RowTape tape() {
    return tape;
  }

  /** Their columns. */
  public FeatureSchema schema() {
    return schema;
  }

  /** What the last {@code process} had to tell. */
  public PartitionStats stats() {
    return stats;
  }

  /** Number of output columns. */
  int columns() {
    return schema.columns().size();
  }

  /** The whole job: read, compute, write. */
  public void process() throws IOException {
    process(FeatureConfiguration.defaults(), format);
  }

  /** The whole job with another configuration, written by another format. */
  public void process(FeatureConfiguration configuration, LakeFormat writing) throws IOException {
    PartitionProcessor processor =
        new PartitionProcessor(
            lakes,
            writing,
            this::reader,
            SilverConfiguration.of(configuration),
            "benchmark",
            java.time.Clock.systemUTC());
    stats =
        processor.process(
            inputs,
            "benchmark",
            this::open,
            new StopSignal(java.time.Clock.systemUTC(), Instant.MAX, () -> false),
            ProgressObserver.NONE);
  }

  /** Decodes snapshots and trades once, in time order. The result keeps the work alive. */
  double read() throws IOException {
    double sum = 0;
    try (OrderedSnapshots snapshots =
        reader().snapshots(open(lakes.orderBook(), inputs.orderBook()))) {
      while (snapshots.next()) {
        sum += snapshots.current().captureMicros() + snapshots.current().bids().length();
      }
    }
    if (inputs.tradesPresent()) {
      try (OrderedTrades trades =
          reader().trades(open(lakes.trades().orElseThrow(), inputs.trades().orElseThrow()))) {
        while (trades.next()) {
          sum += trades.current().price();
        }
      }
    }
    return sum;
  }

  /** Encodes the recorded rows. */
  void write() throws IOException {
    tape.rewind();
    FeatureRow row = new FeatureRow(schema);
    try (FeatureWriter writer = format.create(schema, open(Dataset.ORDERBOOK))) {
      for (long i = 0; i < tape.rows(); i++) {
        tape.play(row);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }

  /** The file of a dataset; the last one written. */
  Path output(Dataset dataset) {
    return scratch.resolve(name + "." + dataset.key() + ".parquet");
  }

  @Override
  public void close() throws IOException {
    tape.close();
    deleteOutputs();
  }

  /** Deletes what was written last. */
  void deleteOutputs() throws IOException {
    for (Dataset dataset : Dataset.values()) {
      Files.deleteIfExists(output(dataset));
    }
  }

  private PartitionReader reader() {
    return new SortedPartitionReader(format, Clock.CAPTURE, scratch);
  }

  private OutputStream open(Dataset dataset) {
    try {
      return new BufferedOutputStream(Files.newOutputStream(output(dataset)), FILE_BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<InputObject> open(LakeStore store, List<StoredObject> objects) {
    return objects.stream().map(store::open).toList();
  }
}
