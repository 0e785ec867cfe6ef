package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads a partition's objects as one stream in time order, whatever order the rows have in their
 * files, in bounded memory.
 */
public interface PartitionReader {

  /**
   * What the rows of a partition are ordered by.
   *
   * @param books the clock of its books, and of everything that is computed
   * @param trades the clock of its trades; another one only where books and trades have none in
   *     common, then a trade's time is taken for one of the books' clock
   */
  record Clocks(Clock books, Clock trades) {

    /** The same for all. */
    public static Clocks of(Clock clock) {
      return new Clocks(clock, clock);
    }
  }

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
  PartitionReader on(LocalDate day);

  /**
   * Decides the clocks, for books and trades together; what is opened afterwards is ordered by it.
   *
   * @param wanted what the configuration says
   * @param orderBook none when only trades are read
   * @param trades none when there are no trades; at least one object is there in all
   * @throws UnreadableObjectException when an object has no clock that could be used
   */
  Clocks clocks(
      Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades)
      throws IOException;

  /**
   * Where it puts what does not fit in memory. Who opens the objects may put copies there; who
   * reads closes it at the end.
   */
  ScratchSpace scratch();

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
