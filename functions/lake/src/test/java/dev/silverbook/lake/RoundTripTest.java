package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Category;
import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  static final FeatureSchema BRONZE =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("timestamp", ColumnType.INT64),
              column("nonce", ColumnType.INT64),
              column("bids", ColumnType.LEVELS),
              column("asks", ColumnType.LEVELS)));

  static final FeatureSchema TRADES =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("timestamp", ColumnType.INT64),
              column("price", ColumnType.DOUBLE),
              column("amount", ColumnType.DOUBLE),
              column("side", ColumnType.LABEL)));

  private final LakeFormat format = new ParquetFormat();

  static Column column(String name, ColumnType type) {
    return new Column(
        name,
        type,
        Category.STRUCTURAL,
        "1",
        name,
        "",
        false,
        true,
        type == ColumnType.LABEL ? List.of("buy", "sell", "other") : List.of());
  }

  /** A snapshot as text, NULL_VALUE and NaN told apart. */
  static String text(RawSnapshot snapshot) {
    return snapshot.captureMicros()
        + " "
        + snapshot.exchangeMillis()
        + " "
        + snapshot.nonce()
        + " "
        + text(snapshot.bids())
        + " "
        + text(snapshot.asks());
  }

  static String text(RawLevels levels) {
    if (levels.absent()) {
      return "absent";
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < levels.length(); i++) {
      text.append(number(levels.price(i))).append('@').append(number(levels.size(i))).append(' ');
    }
    return text.append(']').toString();
  }

  private static String number(double value) {
    return RawLevels.isNull(value) ? "null" : Double.toString(value);
  }

  static String text(RawTrade trade) {
    return trade.captureMicros()
        + " "
        + trade.exchangeMillis()
        + " "
        + trade.price()
        + " "
        + trade.amount()
        + " "
        + trade.side();
  }

  static void randomLevels(RawLevels target, Random random, int most) {
    if (random.nextInt(10) == 0) {
      target.setAbsent();
      return;
    }
    int length = random.nextInt(most + 1);
    double[] prices = new double[length + 3];
    double[] sizes = new double[length + 3];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = random.nextInt(30) == 0 ? RawLevels.NULL_VALUE : random.nextDouble();
      sizes[i] = random.nextInt(30) == 0 ? Double.NaN : random.nextDouble();
    }
    target.set(prices, 1, sizes, 3, length);
  }

  private byte[] snapshots(int rows, List<String> expected) throws IOException {
    Random random = new Random(7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(BRONZE);
    RawSnapshot snapshot = new RawSnapshot();
    try (FeatureWriter writer = format.create(BRONZE, out)) {
      for (int i = 0; i < rows; i++) {
        long capture = 1_700_000_000_000_000L + i * 1000L;
        long exchange = random.nextInt(5) == 0 ? RawSnapshot.NULL : capture / 1000;
        long nonce = random.nextInt(5) == 0 ? RawSnapshot.NULL : random.nextLong();
        snapshot.set(capture, exchange, nonce);
        randomLevels(snapshot.bids(), random, 30);
        randomLevels(snapshot.asks(), random, 30);
        row.clear();
        row.setSnapshot(snapshot);
        row.integers()[0] = capture;
        row.integers()[1] = exchange;
        row.integers()[2] = nonce;
        writer.write(row);
        expected.add(text(snapshot));
      }
      writer.finish(Map.of("a", "b"));
    }
    return out.toByteArray();
  }

  @Test
  void snapshotsComeBackAsWrittenOverManyRowGroups() throws IOException {
    List<String> expected = new ArrayList<>();
    FileObject object = new FileObject("k", snapshots(60_000, expected));
    List<String> found = new ArrayList<>();
    try (SnapshotReader reader = format.openSnapshots(object)) {
      assertThat(reader.columns()).isEqualTo(InputColumns.ALL);
      while (reader.next()) {
        assertThat(reader.row()).isEqualTo(found.size());
        found.add(text(reader.current()));
      }
      assertThat(reader.next()).isFalse();
    }
    assertThat(found).isEqualTo(expected);
    assertThat(object.openStreams()).isZero();
  }

  @Test
  void theSameRowsGiveTheSameBytes() throws IOException {
    assertThat(snapshots(5_000, new ArrayList<>())).isEqualTo(snapshots(5_000, new ArrayList<>()));
  }

  @Test
  void aFileWithoutRowsIsAFile() throws IOException {
    FileObject object = new FileObject("k", snapshots(0, new ArrayList<>()));
    try (SnapshotReader reader = format.openSnapshots(object)) {
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void timesAreReadWithoutTheRows() throws IOException {
    FileObject object = new FileObject("k", snapshots(3_000, new ArrayList<>()));
    try (TimeReader reader = format.openTimes(object, Clock.CAPTURE)) {
      for (int i = 0; i < 3_000; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.time()).isEqualTo(1_700_000_000_000_000L + i * 1000L);
      }
      assertThat(reader.next()).isFalse();
    }
    assertThat(object.opened()).as("the footer and one column").isEqualTo(2);
  }

  @Test
  void tradesComeBackAsWritten() throws IOException {
    Random random = new Random(11);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(TRADES);
    List<String> expected = new ArrayList<>();
    RawTrade trade = new RawTrade();
    AggressorSide[] sides = {AggressorSide.BUY, AggressorSide.SELL, AggressorSide.UNKNOWN};
    try (FeatureWriter writer = format.create(TRADES, out)) {
      for (int i = 0; i < 70_000; i++) {
        row.clear();
        row.integers()[0] = i;
        row.integers()[1] = i % 9 == 0 ? RawSnapshot.NULL : i;
        row.set(0, random.nextInt(6) == 0 ? Double.NaN : random.nextDouble());
        row.set(1, random.nextDouble());
        int code = random.nextInt(4) - 1;
        row.labels()[0] = (byte) code;
        trade.set(
            row.integers()[0],
            row.integers()[1],
            row.numbers()[0],
            row.numbers()[1],
            code < 0 ? AggressorSide.UNKNOWN : sides[code]);
        expected.add(text(trade));
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    List<String> found = new ArrayList<>();
    try (TradeReader reader = format.openTrades(new FileObject("k", out.toByteArray()))) {
      while (reader.next()) {
        found.add(text(reader.current()));
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
