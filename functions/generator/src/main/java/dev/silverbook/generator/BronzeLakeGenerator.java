package dev.silverbook.generator;

import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a bronze lake of simulated markets, one partition after the other:
 *
 * <pre>{@code
 * GeneratorOptions options =
 *     GeneratorOptions.builder().symbols(List.of("BTC/USDT", "ETH/USDT")).days(2).seed(7).build();
 * GeneratedLake lake =
 *     new BronzeLakeGenerator(options, new ParquetFormat())
 *         .generate(root, GenerationListener.SILENT);
 * }</pre>
 *
 * <p>Below {@code root} come {@code orderbook} and, unless there are to be no trades, {@code
 * trades}, each {@code exchange=/symbol=/year=/month=/day=/segment_YYYYMMDD_HH.parquet}, with
 * minutes after the hour where segments are shorter. Rows are in time order. The bytes depend on
 * the options and the format alone; memory does not grow with the number of rows.
 */
public final class BronzeLakeGenerator {

  /** Directory of the snapshots below the root. */
  public static final String ORDER_BOOK = "orderbook";

  /** Directory of the trades below the root. */
  public static final String TRADES = "trades";

  private final GeneratorOptions options;
  private final LakeFormat format;

  /**
   * Nothing is written yet.
   *
   * @param options what to generate
   * @param format encodes the files
   */
  public BronzeLakeGenerator(GeneratorOptions options, LakeFormat format) {
    this.options = Objects.requireNonNull(options, "options");
    this.format = Objects.requireNonNull(format, "format");
  }

  /**
   * Generates the lake. Every file appears complete or not at all; a call that fails leaves the
   * files completed so far.
   *
   * @param root created when it is not there
   * @param progress told after each partition, on the calling thread
   * @return totals
   * @throws FileAlreadyExistsException when a partition has segments already and {@link
   *     GeneratorOptions#replace} is false
   * @throws IOException when a file cannot be written
   */
  public GeneratedLake generate(Path root, GenerationListener progress) throws IOException {
    GeneratedLake lake = GeneratedLake.EMPTY;
    for (PartitionId partition : partitions()) {
      lake = generate(root, partition, lake);
      progress.partitionDone(partition, lake.partitions(), options.partitions(), lake);
    }
    return lake;
  }

  private GeneratedLake generate(Path root, PartitionId partition, GeneratedLake lake)
      throws IOException {
    try (SegmentedDataset snapshots =
            new SegmentedDataset(
                format,
                BronzeSchema.SNAPSHOTS,
                root,
                ORDER_BOOK,
                partition,
                options.segmentsPerDay(),
                options.replace());
        SegmentedDataset trades =
            new SegmentedDataset(
                format,
                BronzeSchema.TRADES,
                root,
                TRADES,
                partition,
                options.segmentsPerDay(),
                options.replace())) {
      new MarketDay(options, partition).play(new DatasetTape(snapshots, trades));
      snapshots.finish();
      trades.finish();
      return lake.plusPartition(
          snapshots.files() + trades.files(),
          snapshots.rows(),
          trades.rows(),
          snapshots.bytes() + trades.bytes());
    }
  }

  private List<PartitionId> partitions() {
    List<PartitionId> partitions = new ArrayList<>();
    for (String exchange : options.exchanges()) {
      for (String symbol : options.symbols()) {
        for (int day = 0; day < options.days(); day++) {
          partitions.add(new PartitionId(exchange, symbol, options.startDate().plusDays(day)));
        }
      }
    }
    return partitions;
  }
}
