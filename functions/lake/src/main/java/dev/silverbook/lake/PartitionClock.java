package dev.silverbook.lake;

import dev.silverbook.features.Clock;

/**
 * What the rows of a partition are ordered by.
 *
 * @param books the clock of its books, and of everything that is computed
 * @param trades the clock of its trades; another one only where books and trades have none in
 *     common, then a trade's time is taken for one of the books' clock
 */
public record PartitionClock(Clock books, Clock trades) {

  /** The same for all. */
  public static PartitionClock of(Clock clock) {
    return new PartitionClock(clock, clock);
  }

  /** Whether times of two clocks are compared. */
  public boolean mixed() {
    return books != trades;
  }
}
