package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedParquetTest {

  private static final int ROWS = 4_800;
  private static final int TRADES = 6_000;

  @TempDir Path root;

  private record FileObject(Path path) implements InputObject {

    @Override
    public String key() {
      return path.toString();
    }

    @Override
    public long size() {
      return path.toFile().length();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
      InputStream in = Files.newInputStream(path);
      in.skipNBytes(offset);
      return in;
    }
  }

  private static GeneratorOptions options(long seed) {
    return GeneratorOptions.builder()
        .rowsPerDay(ROWS)
        .tradesPerDay(TRADES)
        .levels(7)
        .seed(seed)
        .unsidedTrades(0.1)
        .blemishes(new BlemishRates(0.01, 0.02, 0.01, 0.02, 0.01, 1))
        .build();
  }

  private static void generate(GeneratorOptions options, Path into) throws IOException {
    new BronzeLakeGenerator(options, new ParquetFormat()).generate(into, GenerationListener.SILENT);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatIsReadBackIsWhatWasPlayed() throws IOException {
    GeneratorOptions options = options(1);
    generate(options, root);
    RecordedDay expected = new RecordedDay();
    new MarketDay(options, new PartitionId("demo", "BTC~USDT", options.startDate())).play(expected);

    RecordedDay read = new RecordedDay();
    ParquetFormat format = new ParquetFormat();
    for (Path file : files(root.resolve(BronzeLakeGenerator.ORDER_BOOK))) {
      try (SnapshotReader reader = format.openSnapshots(new FileObject(file))) {
        while (reader.next()) {
          read.snapshot(reader.current());
        }
      }
    }
    for (Path file : files(root.resolve(BronzeLakeGenerator.TRADES))) {
      try (TradeReader reader = format.openTrades(new FileObject(file))) {
        while (reader.next()) {
          RawTrade trade = reader.current();
          read.trade(trade);
        }
      }
    }
    assertThat(read.trades).isEqualTo(expected.trades);
    assertThat(read.books).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(read.books.get(i).sameAs(expected.books.get(i))).as("row %d", i).isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    generate(options(1), root.resolve("a"));
    generate(options(1), root.resolve("b"));
    generate(options(2), root.resolve("c"));
    List<Path> files = files(root.resolve("a"));
    assertThat(files).hasSizeGreaterThan(40);
    for (Path file : files) {
      Path name = root.resolve("a").relativize(file);
      assertThat(Files.mismatch(file, root.resolve("b").resolve(name))).isEqualTo(-1);
      assertThat(Files.mismatch(file, root.resolve("c").resolve(name))).isNotEqualTo(-1);
    }
  }
}
