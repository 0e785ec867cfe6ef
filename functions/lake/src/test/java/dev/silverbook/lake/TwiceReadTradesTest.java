package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades that are there twice, in files as they are. */
class TwiceReadTradesTest {

  private static final long START = 1_700_000_000_000_000L;

  @TempDir private Path scratch;

  /** Trades {@code from} to {@code to}, with what their id is stored as; null for none. */
  private static FileObject file(String key, int from, int to, String type, IntFunction<Object> id)
      throws IOException {
    List<Consumer<Group>> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int number = i;
      rows.add(
          row -> {
            row.add("capture_ts", START + number * 1_000L);
            row.add("price", 100.0 + number % 7);
            row.add("amount", 1.0 + number);
            Object value = id.apply(number);
            if (value instanceof Long whole) {
              row.add("id", whole);
            } else if (value != null) {
              row.add("id", (String) value);
            }
          });
    }
    return new FileObject(
        key,
        ReferenceFile.write(
            "required int64 capture_ts; required double price; required double amount; optional "
                + type
                + " id;",
            rows,
            new Random(from + to)));
  }

  private static FileObject whole(String key, int from, int to) throws IOException {
    return file(key, from, to, "int64", number -> (long) number + 1);
  }

  private static FileObject text(String key, int from, int to) throws IOException {
    return file(key, from, to, "binary", number -> Integer.toString(number + 1));
  }

  private record Read(int trades, double volume, InputReport report) {}

  private Read read(FileObject... objects) throws IOException {
    PartitionReader reader = new SortedPartitionReader(new ParquetFormat(), Clock.CAPTURE, scratch);
    double volume = reader.tradeVolume(List.of(objects));
    int count = 0;
    try (OrderedTrades trades = reader.trades(List.of(objects))) {
      double sum = 0;
      while (trades.next()) {
        count++;
        sum += trades.current().amount();
      }
      assertThat(sum).isEqualTo(volume);
      return new Read(count, volume, trades.report());
    }
  }

  @Test
  void filesThatOverlapByHalfGiveEachTradeOnce() throws IOException {
    Read once = read(whole("a", 0, 300));
    for (FileObject second : List.of(whole("b", 100, 300), text("b", 100, 300))) {
      Read twice = read(whole("a", 0, 200), second);
      assertThat(twice.trades()).isEqualTo(300);
      assertThat(twice.volume()).isEqualTo(once.volume());
      assertThat(twice.report().counts()).containsEntry(InputCount.TRADES_DUPLICATE, 100L);
      assertThat(twice.report().doubts()).isEmpty();
    }
  }

  @Test
  void textOfAnyKindIdentifies() throws IOException {
    for (String prefix : List.of("x-", "00", "1111111111222222222233333333334444-", "-")) {
      Read twice =
          read(
              file("a", 0, 200, "binary", number -> prefix + number),
              file("b", 100, 300, "binary", number -> prefix + number));
      assertThat(twice.trades()).as(prefix).isEqualTo(300);
    }
  }

  @Test
  void nullZeroAndEmptyAreNoId() throws IOException {
    for (int kind = 0; kind < 4; kind++) {
      Object id = new Object[] {null, 0L, "", "0"}[kind];
      String type = id instanceof String ? "binary" : "int64";
      Read twice =
          read(file("a", 0, 200, type, number -> id), file("b", 100, 300, type, number -> id));
      assertThat(twice.trades()).as("%s", id).isEqualTo(400);
      assertThat(twice.report().counts()).doesNotContainKey(InputCount.TRADES_DUPLICATE);
      assertThat(twice.report().doubts())
          .as("half of each")
          .doesNotContainKey("trades_file_contained");
    }
  }

  @Test
  void withoutIdsAFileInAnotherOneIsDoubtful() throws IOException {
    Read contained =
        read(
            file("a", 0, 300, "int64", number -> null),
            file("b", 100, 200, "int64", number -> null));
    assertThat(contained.trades()).isEqualTo(400);
    assertThat(contained.report().doubts())
        .containsOnlyKeys("trades_file_contained")
        .hasValueSatisfying(
            new org.assertj.core.api.Condition<>(
                words -> words.contains("all trades of b are in a"), "names both"));
    Read doubled =
        read(
            file("a", 0, 300, "int64", number -> null), file("b", 0, 300, "int64", number -> null));
    assertThat(doubled.report().doubts()).containsKeys("trades_file_contained", "trades_doubled");
  }

  @Test
  void idsThatAreAllTheSameDropNothing() throws IOException {
    Read read = read(file("a", 0, 300, "int64", number -> 7L));
    assertThat(read.trades()).isEqualTo(300);
    assertThat(read.report().doubts()).containsKey("trade_ids_do_not_identify");
  }
}
