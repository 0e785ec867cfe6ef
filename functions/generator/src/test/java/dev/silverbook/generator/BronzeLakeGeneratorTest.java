package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BronzeLakeGeneratorTest {

  private static final int ROWS = 2_400;
  private static final int TRADES = 1_200;

  @TempDir Path root;

  /** One text line per row; fails on request after some rows. */
  private static final class LineFormat implements LakeFormat {

    private long rowsUntilFailure = Long.MAX_VALUE;

    @Override
    public SnapshotReader openSnapshots(InputObject object, InputContext context) {
      throw new UnsupportedOperationException("writes only");
    }

    @Override
    public TradeReader openTrades(InputObject object, InputContext context) {
      throw new UnsupportedOperationException("writes only");
    }

    @Override
    public TimeReader openTimes(InputObject object, Clock clock, InputContext context) {
      throw new UnsupportedOperationException("writes only");
    }

    @Override
    public Optional<TimedTrades> openTimedTrades(
        InputObject object, Clock clock, InputContext context) {
      throw new UnsupportedOperationException("writes only");
    }

    @Override
    public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out) {
      throw new UnsupportedOperationException("generated lakes have one part");
    }

    @Override
    public FeatureWriter create(FeatureSchema schema, OutputStream out) {
      PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
      return new FeatureWriter() {
        @Override
        public void write(FeatureRow row) throws IOException {
          if (rowsUntilFailure-- == 0) {
            throw new IOException("disk full");
          }
          lines.println(
              Arrays.toString(row.integers())
                  + Arrays.toString(row.numbers())
                  + Arrays.toString(row.labels())
                  + (row.snapshot() == null ? "" : row.snapshot().bids().length()));
        }

        @Override
        public void finish(Map<String, String> metadata) {
          lines.flush();
        }

        @Override
        public void close() {
          lines.close();
        }
      };
    }
  }

  private static GeneratorOptions.Builder small() {
    return GeneratorOptions.builder().rowsPerDay(ROWS).tradesPerDay(TRADES).levels(5);
  }

  private GeneratedLake generate(GeneratorOptions.Builder options) throws IOException {
    return new BronzeLakeGenerator(options.build(), new LineFormat())
        .generate(root, GenerationListener.SILENT);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void segmentsOfMinutesHaveThemInTheirNames() throws IOException {
    GeneratedLake lake = generate(small().segmentsPerDay(1_440).blemishes(BlemishRates.NONE));
    assertThat(lake.rows()).isEqualTo(ROWS);
    assertThat(files())
        .filteredOn(file -> file.startsWith("orderbook"))
        .hasSize(1_440)
        .contains(
            "orderbook/exchange=demo/symbol=BTC~USDT/year=2025/month=01/day=06/segment_20250106_0000.parquet",
            "orderbook/exchange=demo/symbol=BTC~USDT/year=2025/month=01/day=06/segment_20250106_2359.parquet");
  }

  @Test
  void everyPartitionHasItsHiveDirectoryAndHourlySegments() throws IOException {
    GeneratedLake lake =
        generate(
            small()
                .tradesPerDay(5 * TRADES)
                .exchanges(List.of("one", "two"))
                .symbols(List.of("BTC/USDT", "ETH/USDT"))
                .startDate(LocalDate.of(2025, 1, 31))
                .days(2));
    assertThat(lake.partitions()).isEqualTo(8);
    assertThat(lake.files()).isEqualTo(8 * 48);
    assertThat(lake.rows()).isEqualTo(8L * ROWS);
    assertThat(lake.trades()).isEqualTo(8L * 5 * TRADES);
    List<String> files = files();
    assertThat(files)
        .hasSize(8 * 48)
        .contains(
            "orderbook/exchange=one/symbol=BTC~USDT/year=2025/month=01/day=31/segment_20250131_00.parquet",
            "orderbook/exchange=two/symbol=ETH~USDT/year=2025/month=02/day=01/segment_20250201_23.parquet",
            "trades/exchange=two/symbol=BTC~USDT/year=2025/month=02/day=01/segment_20250201_09.parquet");
    long bytes = 0;
    for (String file : files) {
      bytes += Files.size(root.resolve(file));
    }
    assertThat(lake.bytes()).isEqualTo(bytes);
  }

  @Test
  void segmentsHoldTheRowsOfTheirHours() throws IOException {
    generate(small().segmentsPerDay(4).blemishes(BlemishRates.NONE));
    Path day = root.resolve("orderbook/exchange=demo/symbol=BTC~USDT/year=2025/month=01/day=06");
    for (String hour : List.of("00", "06", "12", "18")) {
      assertThat(Files.readAllLines(day.resolve("segment_20250106_" + hour + ".parquet")))
          .hasSize(ROWS / 4);
    }
  }

  @Test
  void hoursWithoutRowsHaveNoFileAndNoTradesMeanNoDataset() throws IOException {
    generate(small().rowsPerDay(3).tradesPerDay(0).blemishes(BlemishRates.NONE));
    assertThat(files())
        .extracting(name -> name.substring(name.length() - 10))
        .containsExactly("00.parquet", "08.parquet", "16.parquet");
    assertThat(root.resolve("trades")).doesNotExist();
  }

  @Test
  void progressIsToldAfterEachPartition() throws IOException {
    List<String> told = new ArrayList<>();
    new BronzeLakeGenerator(small().days(2).build(), new LineFormat())
        .generate(
            root,
            (partition, done, total, soFar) ->
                told.add(partition + " " + done + "/" + total + " " + soFar.rows()));
    assertThat(told)
        .containsExactly("demo BTC/USDT 2025-01-06 1/2 2400", "demo BTC/USDT 2025-01-07 2/2 4800");
  }

  @Test
  void existingSegmentsAreRefusedOrReplaced() throws IOException {
    generate(small().segmentsPerDay(24));
    assertThatThrownBy(() -> generate(small().segmentsPerDay(1)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("segment_20250106_00.parquet")
        .hasMessageContaining("choose another one");
    generate(small().segmentsPerDay(1).replace(true));
    assertThat(files()).hasSize(2);
  }

  @Test
  void aFailureLeavesNeitherAHalfSegmentNorATemporaryFile() throws IOException {
    LineFormat format = new LineFormat();
    format.rowsUntilFailure = 500;
    BronzeLakeGenerator generator =
        new BronzeLakeGenerator(
            small().blemishes(BlemishRates.NONE).tradesPerDay(0).build(), format);
    assertThatThrownBy(() -> generator.generate(root, GenerationListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    List<String> left = files();
    assertThat(left).hasSize(5).allMatch(name -> name.endsWith(".parquet"));
    for (String name : left) {
      assertThat(Files.readAllLines(root.resolve(name))).hasSize(ROWS / 24);
    }
  }
}
