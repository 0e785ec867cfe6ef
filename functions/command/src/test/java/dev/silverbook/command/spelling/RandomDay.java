package dev.silverbook.command.spelling;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A small day of books and trades that goes some way up and down. */
final class RandomDay {

  private static final long SECOND = 1_000_000;
  private static final int MOST_ROWS = 90;

  private final Random random;
  private final LocalDate date;
  private final long resolution;
  private final boolean whole;
  private final boolean ties;
  private final int levels;
  private final List<Row> books = new ArrayList<>();
  private final List<Row> trades = new ArrayList<>();

  /** Everything follows from {@code random}. */
  RandomDay(Random random) {
    this.random = random;
    this.date = LocalDate.of(2012, 1, 1).plusDays(random.nextInt(7_000));
    this.resolution = new long[] {1, 1_000, SECOND}[random.nextInt(3)];
    this.whole = random.nextInt(3) == 0;
    this.ties = random.nextInt(4) == 0;
    this.levels = random.nextInt(5) == 0 ? 12 : 1 + random.nextInt(5);
    play();
  }

  private void play() {
    int count = 12 + random.nextInt(MOST_ROWS);
    long time = TimeUnit.DAYS.toMicros(date.toEpochDay()) + 3_600 * SECOND * random.nextInt(23);
    int mid = 1_000;
    double[][][] sizes = new double[2][levels][1];
    for (double[][] side : sizes) {
      for (double[] size : side) {
        size[0] = size();
      }
    }
    long sequence = 1L + random.nextInt(1_000);
    long id = 1L + random.nextInt(100_000);
    for (int i = 0; i < count; i++) {
      if (!(ties && random.nextInt(3) == 0)) {
        time += resolution * (1 + random.nextInt(resolution == SECOND ? 3 : 900_000));
      }
      mid += random.nextInt(3) - 1;
      sequence += 1 + random.nextInt(2);
      int half = 1 + random.nextInt(2);
      boolean oneSided = i > 0 && random.nextInt(40) == 0;
      boolean bidsOnly = random.nextBoolean();
      double[][] bids = side(sizes[0], mid - half, -1, oneSided && !bidsOnly);
      double[][] asks = side(sizes[1], mid + half, 1, oneSided && bidsOnly);
      long exchangeTime = exchangeTime(time);
      books.add(new Row(time, exchangeTime, sequence, false, bids, asks, null));
      for (int t = random.nextInt(3); t > 0; t--) {
        Boolean buy = random.nextInt(50) == 0 ? null : (Boolean) random.nextBoolean();
        double price = price(mid + (random.nextBoolean() ? half : -half));
        trades.add(trade(time - resolution * t, id++, new Row.Trade(buy, price, size())));
      }
    }
    if (trades.isEmpty()) {
      trades.add(trade(time, id, new Row.Trade(true, price(mid), size())));
    }
    trades.sort((one, other) -> Long.compare(one.time(), other.time()));
    if (!ties) {
      spread();
    }
  }

  /** No two trades at one time: their order would depend on their files. */
  private void spread() {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < trades.size(); i++) {
      Row trade = trades.get(i);
      long time = Math.max(trade.time(), last + resolution);
      trades.set(i, trade.at(time));
      last = time;
    }
  }

  private Row trade(long time, long id, Row.Trade trade) {
    return new Row(time, exchangeTime(time), id, false, null, null, trade);
  }

  private long exchangeTime(long time) {
    long delay = resolution == SECOND ? 1_000L * random.nextInt(3) : random.nextInt(900);
    return time / 1_000 - delay;
  }

  private double[][] side(double[][] sizes, int best, int step, boolean empty) {
    int depth = empty ? 0 : random.nextInt(6) == 0 ? 1 + random.nextInt(levels) : levels;
    double[][] side = new double[depth][];
    int price = best;
    for (int i = 0; i < depth; i++) {
      if (random.nextBoolean()) {
        sizes[i][0] = size();
      }
      side[i] = new double[] {price(price), sizes[i][0]};
      price += step * (1 + random.nextInt(2));
    }
    return side;
  }

  private double price(int ticks) {
    return whole ? ticks : ticks / 100.0;
  }

  private double size() {
    int number = 1 + random.nextInt(2_000);
    return whole ? number : number / 1_000.0;
  }

  /** Its date, UTC. */
  LocalDate date() {
    return date;
  }

  /** All times are multiples of this many microseconds. */
  long resolution() {
    return resolution;
  }

  /** Whether all numbers are whole and below 2048. */
  boolean whole() {
    return whole;
  }

  /** Whether rows may have the same time. */
  boolean ties() {
    return ties;
  }

  /** Most levels of a side. */
  int levels() {
    return levels;
  }

  /** Whole books, by time. */
  List<Row> books() {
    return books;
  }

  /** Trades, by time. */
  List<Row> trades() {
    return trades;
  }
}
