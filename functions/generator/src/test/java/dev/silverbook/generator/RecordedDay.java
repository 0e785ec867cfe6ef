package dev.silverbook.generator;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tape that keeps everything. */
final class RecordedDay implements Tape {

  /** One snapshot; a side is null when its list was. */
  // Compared field by field, never by equals.
  @SuppressWarnings("ArrayRecordComponent")
  record Book(
      long captureMicros,
      long exchangeMillis,
      long nonce,
      double[] bidPrices,
      double[] bidSizes,
      double[] askPrices,
      double[] askSizes) {

    boolean sameAs(Book other) {
      return captureMicros == other.captureMicros
          && exchangeMillis == other.exchangeMillis
          && nonce == other.nonce
          && Arrays.equals(bidPrices, other.bidPrices)
          && Arrays.equals(bidSizes, other.bidSizes)
          && Arrays.equals(askPrices, other.askPrices)
          && Arrays.equals(askSizes, other.askSizes);
    }

    boolean twoSided() {
      return bidPrices != null && askPrices != null && bidPrices.length > 0 && askPrices.length > 0;
    }

    double mid() {
      return (bidPrices[0] + askPrices[0]) / 2;
    }

    double spread() {
      return askPrices[0] - bidPrices[0];
    }
  }

  record Trade(
      long captureMicros, long exchangeMillis, double price, double amount, AggressorSide side) {

    double signedAmount() {
      return side == AggressorSide.BUY ? amount : -amount;
    }
  }

  final List<Book> books = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();

  static RecordedDay of(GeneratorOptions options) throws IOException {
    RecordedDay day = new RecordedDay();
    PartitionId partition =
        new PartitionId(options.exchanges().get(0), options.symbols().get(0), options.startDate());
    new MarketDay(options, partition).play(day);
    return day;
  }

  @Override
  public void snapshot(RawSnapshot snapshot) {
    books.add(
        new Book(
            snapshot.captureMicros(),
            snapshot.exchangeMillis(),
            snapshot.nonce(),
            prices(snapshot.bids()),
            sizes(snapshot.bids()),
            prices(snapshot.asks()),
            sizes(snapshot.asks())));
  }

  @Override
  public void trade(RawTrade trade) {
    trades.add(
        new Trade(
            trade.captureMicros(),
            trade.exchangeMillis(),
            trade.price(),
            trade.amount(),
            trade.side()));
  }

  private static double[] prices(RawLevels levels) {
    double[] values = new double[levels.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels.price(i);
    }
    return levels.absent() ? null : values;
  }

  private static double[] sizes(RawLevels levels) {
    double[] values = new double[levels.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels.size(i);
    }
    return levels.absent() ? null : values;
  }
}
