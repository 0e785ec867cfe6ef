package dev.silverbook.benchmark.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.features.Dataset;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmDayTest {

  private static final int ROWS = 500;

  /** What the footer of a whole job says more: version, configuration, names. */
  private static final long MOST_METADATA_BYTES = 4_096;

  @TempDir private Path directory;

  @Test
  void theFloorWritesWhatTheWholeJobWrites() throws IOException {
    try (WarmDay day = day()) {
      assertThat(day.stats().rowsWritten()).isEqualTo(ROWS);
      assertThat(day.stats().tradesRead()).isEqualTo(100);
      Path output = day.output(Dataset.ORDERBOOK);
      day.process();
      long whole = Files.size(output);
      day.write();

      assertThat(Files.size(output)).isBetween(whole - MOST_METADATA_BYTES, whole);
    }
  }

  @Test
  void readingAloneReadsSnapshotsAndTrades() throws IOException {
    try (WarmDay day = day()) {
      assertThat(day.read()).isPositive().isFinite().isEqualTo(day.read());
    }
  }

  private WarmDay day() throws IOException {
    GeneratorOptions options =
        GeneratorOptions.builder()
            .rowsPerDay(ROWS)
            .levels(5)
            .tradesPerDay(100)
            .segmentsPerDay(2)
            .build();
    new BronzeLakeGenerator(options, new ParquetFormat())
        .generate(directory, GenerationListener.SILENT);
    LakeStores lakes =
        new LakeStores(
            new DirectoryStore(directory.resolve(BronzeLakeGenerator.ORDER_BOOK)),
            Optional.of(new DirectoryStore(directory.resolve(BronzeLakeGenerator.TRADES))),
            new DirectoryStore(directory.resolve("silver")));
    PartitionId partition = new PartitionId("demo", "BTC~USDT", options.startDate());
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    return new WarmDay(
        lakes, new InputListing(lakes.orderBook(), lakes.trades()).list(partition), scratch, "day");
  }
}
