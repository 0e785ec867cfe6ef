package dev.silverbook.pipeline.inspect;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What rows look like once they are understood.
 *
 * @param book the first snapshot with both sides, else the first one; empty without any
 * @param trades the first three
 * @param orderBook what readers of the order books said
 * @param tradeReport what readers of the trades said
 */
public record Excerpt(
    Optional<Book> book, List<Trade> trades, InputReport orderBook, InputReport tradeReport) {

  /** Levels a side that are kept. */
  static final int LEVELS = 3;

  /** Nothing was read. */
  static final Excerpt NONE =
      new Excerpt(Optional.empty(), List.of(), InputReport.NONE, InputReport.NONE);

  /** Copies. */
  public Excerpt {
    trades = List.copyOf(trades);
  }

  /**
   * A level.
   *
   * @param price NaN where there is none
   * @param size NaN where there is none
   */
  public record Level(double price, double size) {}

  /**
   * A snapshot.
   *
   * @param micros its time by the clock, since the epoch
   * @param bids the best few
   * @param asks the best few
   * @param bidLevels how many there are
   * @param askLevels how many there are
   */
  public record Book(
      long micros, List<Level> bids, List<Level> asks, int bidLevels, int askLevels) {}

  /**
   * A trade.
   *
   * @param micros its time by the clock, since the epoch
   * @param side the aggressor's
   * @param price NaN where there is none
   * @param amount NaN where there is none
   */
  public record Trade(long micros, AggressorSide side, double price, double amount) {}

  static List<Level> levels(RawLevels side) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < Math.min(LEVELS, side.length()); i++) {
      levels.add(new Level(side.price(i), side.size(i)));
    }
    return levels;
  }
}
