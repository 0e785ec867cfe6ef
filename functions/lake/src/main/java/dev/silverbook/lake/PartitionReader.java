package dev.silverbook.lake;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads a partition's objects as one stream in time order, whatever order the rows have in their
 * files, in bounded memory.
 */
public interface PartitionReader {

  /**
   * Opens order-book objects.
   *
   * @param objects at least one, in any order; ties in time go by ascending key, then row position
   * @throws UnreadableObjectException when an object is unusable, or when {@code capture_ts} is the
   *     clock and null somewhere
   * @throws IOException when the store or the scratch disk fails
   */
  OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException;

  /**
   * This reader for a partition of {@code day}, UTC, which decides the unit of times that are plain
   * numbers.
   */
  default PartitionReader on(LocalDate day) {
    return this;
  }

  /** Opens trade objects; throws as {@link #snapshots}. */
  OrderedTrades trades(List<? extends InputObject> objects) throws IOException;

  /**
   * Reads all trades.
   *
   * @return base units of those that {@link #trades} delivers with a usable price and amount
   */
  default double tradeVolume(List<? extends InputObject> objects) throws IOException {
    CompensatedSum volume = new CompensatedSum();
    try (OrderedTrades trades = trades(objects)) {
      while (trades.next()) {
        if (trades.current().usable()) {
          volume.add(trades.current().amount());
        }
      }
    }
    return volume.value();
  }
}
