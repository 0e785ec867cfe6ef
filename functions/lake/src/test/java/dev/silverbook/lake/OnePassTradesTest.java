package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawTrade;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trades that are looked at while their times are read give what reading them again gives. */
class OnePassTradesTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 5);
  private static final long START = 1_741_132_800_000_000L;

  @TempDir private Path scratch;

  /** Cannot say times and trades at once. */
  private record EachByItself(LakeFormat format) implements LakeFormat {

    @Override
    public SnapshotReader openSnapshots(InputObject object, InputContext context)
        throws IOException {
      return format.openSnapshots(object, context);
    }

    @Override
    public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
      return format.openTrades(object, context);
    }

    @Override
    public TimeReader openTimes(InputObject object, Clock clock, InputContext context)
        throws IOException {
      return format.openTimes(object, clock, context);
    }

    @Override
    public Optional<TimedTrades> openTimedTrades(
        InputObject object, Clock clock, InputContext context) {
      return Optional.empty();
    }

    @Override
    public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
      return format.create(schema, out);
    }

    @Override
    public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
        throws IOException {
      return format.createParts(schema, parts, out);
    }
  }

  /** What a reader delivers and says. */
  private record Delivered(
      PartitionReader.Clocks clocks,
      double volume,
      List<String> trades,
      String report,
      String failure) {}

  private Delivered read(LakeFormat format, List<FileObject> files) {
    List<String> rows = new ArrayList<>();
    try {
      PartitionReader reader = new SortedPartitionReader(format, Clock.CAPTURE, scratch).on(DAY);
      PartitionReader.Clocks clocks = reader.clocks(Clock.CAPTURE, List.of(), files);
      double volume = reader.tradeVolume(files);
      try (OrderedTrades trades = reader.trades(files)) {
        while (trades.next()) {
          RawTrade trade = trades.current();
          rows.add(
              trades.object()
                  + " "
                  + trades.row()
                  + " "
                  + trade.captureMicros()
                  + " "
                  + trade.exchangeMillis()
                  + " "
                  + Double.doubleToLongBits(trade.price())
                  + " "
                  + Double.doubleToLongBits(trade.amount())
                  + " "
                  + trade.side()
                  + " "
                  + trades.tradeId());
        }
        InputReport report = trades.report();
        return new Delivered(clocks, volume, rows, report + " " + trades.counts(), "");
      }
    } catch (IOException e) {
      return new Delivered(PartitionReader.Clocks.of(Clock.CAPTURE), 0, rows, "", e.getMessage());
    }
  }

  private static FileObject file(String key, Random random, long[] times, int kind)
      throws IOException {
    String side = kind == 0 ? "" : "optional binary side (STRING);";
    String fields =
        (kind == 3 ? "" : "optional int64 capture_ts;")
            + "optional int64 timestamp; optional double price; optional double amount; optional"
            + " int64 id;"
            + side;
    List<Consumer<Group>> rows = new ArrayList<>();
    for (long time : times) {
      rows.add(
          row -> {
            if (kind != 3 && random.nextInt(40) != 0) {
              row.add("capture_ts", time);
            }
            row.add("timestamp", time / 1_000);
            row.add("price", 100.0 + random.nextInt(5));
            row.add(
                "amount", kind == 0 && random.nextInt(30) == 0 ? -1.0 : 1.0 + random.nextInt(3));
            if (random.nextInt(4) != 0) {
              row.add("id", (long) random.nextInt(300));
            }
            if (kind != 0) {
              row.add("side", List.of("buy", "SELL", "what", "2").get(random.nextInt(4)));
            }
          });
    }
    return new FileObject(key, ReferenceFile.write(fields, rows, random));
  }

  /** Files that follow one another, touch, overlap or are out of order; one may lack the clock. */
  private static List<FileObject> day(Random random) throws IOException {
    int count = 1 + random.nextInt(5);
    boolean apart = random.nextBoolean();
    List<FileObject> files = new ArrayList<>();
    long start = START;
    for (int i = 0; i < count; i++) {
      long[] times = new long[random.nextInt(60)];
      for (int k = 0; k < times.length; k++) {
        times[k] = start + random.nextInt(50) * 1_000L;
      }
      if (random.nextInt(5) != 0) {
        Arrays.sort(times);
      }
      int kind = random.nextInt(12) == 0 ? 3 : random.nextInt(3);
      files.add(file("f" + (random.nextInt(6) == 0 ? 9 - i : i), random, times, kind));
      start += apart ? 50_000 : random.nextInt(60) * 1_000L;
    }
    return files.stream().map(FileObject::key).distinct().count() == files.size()
        ? files
        : files.subList(0, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheOrderOfFilesTheResultIsThatOfReadingThemAgain(long seed) throws IOException {
    Random random = new Random(seed);
    LakeFormat format = new ParquetFormat();
    for (int i = 0; i < 100; i++) {
      List<FileObject> files = day(random);
      assertThat(read(format, files)).isEqualTo(read(new EachByItself(format), files));
    }
  }

  @Test
  void filesThatFollowOneAnotherAreOpenedOnce() throws IOException {
    Random random = new Random(6);
    List<FileObject> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(file("f" + (10 + i), random, new long[] {START + i * 9L, START + i * 9L + 5}, 1));
    }
    assertThat(read(new ParquetFormat(), files).trades()).hasSizeGreaterThan(30);
    assertThat(files).allSatisfy(file -> assertThat(file.opened()).isEqualTo(1));
  }

  @Test
  void whatIsWrongWithAPriceIsFoundWhenTradesAreReadNotWhenTheirTimesAre() throws IOException {
    byte[] file =
        ReferenceFile.write(
            "required int64 capture_ts; required boolean price; required double amount;",
            List.of(
                row -> {
                  row.add("capture_ts", START);
                  row.add("price", true);
                  row.add("amount", 1.0);
                }),
            new Random(1));
    List<FileObject> files = List.of(new FileObject("a", file));
    PartitionReader reader =
        new SortedPartitionReader(new ParquetFormat(), Clock.CAPTURE, scratch).on(DAY);
    assertThat(reader.clocks(Clock.CAPTURE, List.of(), files).trades()).isEqualTo(Clock.CAPTURE);
    assertThatThrownBy(() -> reader.trades(files))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("column 'price' is boolean");
  }
}
