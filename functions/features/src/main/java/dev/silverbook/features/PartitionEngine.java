package dev.silverbook.features;

import dev.silverbook.features.bars.BarSchema;
import dev.silverbook.features.internal.bar.BarEngine;
import dev.silverbook.features.internal.engine.RowListener;
import dev.silverbook.features.internal.label.LabelEngine;
import dev.silverbook.features.labels.LabelSchema;
import dev.silverbook.features.quality.DayStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One partition in, the rows of all its datasets out, in one pass and bounded memory: {@link
 * FeatureEngine} with bars and labels behind it. State is fresh with each instance; not
 * thread-safe.
 *
 * <p>The caller merges as for {@link FeatureEngine}, and calls {@link #finish} once. Rows of {@link
 * Dataset#ORDERBOOK} and {@link Dataset#LABELS} come in the order of the file; bars of one kind
 * come in time order, kinds side by side.
 */
public final class PartitionEngine {

  private final FeatureEngine engine;
  private final FeatureRow row;
  private final RowSink sink;
  private final Map<Dataset, FeatureSchema> schemas;
  private long orderBookRows;
  private long barRows;
  private long labelRows;

  /**
   * Good for one partition: its windows are empty and its day has not begun.
   *
   * @param configuration what to compute and which datasets to make
   * @param input which optional columns the snapshots have
   * @param tradesPresent whether the partition has a trades dataset
   * @param vpinBucketVolume base units a bucket, positive; NaN when there is nothing to bucket
   * @param day the path's day: cadence intervals and time bars count from its midnight, UTC
   * @param sink receives every row
   */
  public PartitionEngine(
      FeatureConfiguration configuration,
      InputColumns input,
      boolean tradesPresent,
      double vpinBucketVolume,
      LocalDate day,
      RowSink sink) {
    this.sink = sink;
    List<RowListener> listeners = new ArrayList<>();
    if (configuration.has(Dataset.BARS)) {
      listeners.add(new BarEngine(configuration, tradesPresent, day, this::emit));
    }
    if (configuration.has(Dataset.LABELS)) {
      listeners.add(new LabelEngine(configuration, this::emit));
    }
    engine =
        new FeatureEngine(
            configuration,
            input,
            tradesPresent,
            vpinBucketVolume,
            day,
            listeners.toArray(RowListener[]::new));
    row = new FeatureRow(engine.schema());
    schemas = schemas(configuration, engine.schema());
  }

  /** The columns of every dataset that {@code configuration} asks for. */
  public static Map<Dataset, FeatureSchema> schemas(
      FeatureConfiguration configuration, InputColumns input) {
    return schemas(configuration, FeatureSchema.of(configuration, input));
  }

  private static Map<Dataset, FeatureSchema> schemas(
      FeatureConfiguration configuration, FeatureSchema orderBook) {
    EnumMap<Dataset, FeatureSchema> schemas = new EnumMap<>(Dataset.class);
    for (Dataset dataset : configuration.output().outputs()) {
      schemas.put(dataset, schema(dataset, configuration, orderBook));
    }
    return Collections.unmodifiableMap(schemas);
  }

  /** The columns of one dataset, whether or not {@code configuration} asks for it. */
  public static FeatureSchema schema(
      Dataset dataset, FeatureConfiguration configuration, InputColumns input) {
    return schema(dataset, configuration, FeatureSchema.of(configuration, input));
  }

  private static FeatureSchema schema(
      Dataset dataset, FeatureConfiguration configuration, FeatureSchema orderBook) {
    return switch (dataset) {
      case ORDERBOOK -> orderBook;
      case BARS -> BarSchema.of(configuration);
      case LABELS -> LabelSchema.of(configuration);
    };
  }

  /** The columns of every dataset made, in the order of {@link Dataset}. */
  public Map<Dataset, FeatureSchema> schemas() {
    return schemas;
  }

  /**
   * Takes the next trade.
   *
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   * @throws dev.silverbook.features.bars.TooManyBarsException when bars are too short for the day
   * @throws IOException what the sink throws
   */
  public void onTrade(RawTrade trade) throws IOException {
    try {
      if (engine.onTrade(trade, row)) {
        emit(Dataset.ORDERBOOK, 0, row);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Takes the next snapshot.
   *
   * @throws IllegalArgumentException when its clock is null or time runs backwards
   * @throws dev.silverbook.features.bars.TooManyBarsException when bars are too short for the day
   * @throws IOException what the sink throws
   */
  public void onSnapshot(RawSnapshot snapshot) throws IOException {
    try {
      if (engine.onSnapshot(snapshot, row)) {
        emit(Dataset.ORDERBOOK, 0, row);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Nothing follows: what was held back comes out.
   *
   * @throws IOException what the sink throws
   */
  public void finish() throws IOException {
    try {
      if (engine.finish(row)) {
        emit(Dataset.ORDERBOOK, 0, row);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Rows emitted so far. */
  public long rows(Dataset dataset) {
    return switch (dataset) {
      case ORDERBOOK -> orderBookRows;
      case BARS -> barRows;
      case LABELS -> labelRows;
    };
  }

  /** What has been seen so far. */
  public EngineCounts counts() {
    return engine.counts();
  }

  /** What has been measured so far. */
  public DayStatistics statistics() {
    return engine.statistics();
  }

  private void emit(Dataset dataset, int part, FeatureRow filled) throws IOException {
    switch (dataset) {
      case ORDERBOOK -> orderBookRows++;
      case BARS -> barRows++;
      case LABELS -> labelRows++;
    }
    sink.row(dataset, part, filled);
  }
}
