package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the times of one object say about how to read it.
 *
 * @param rows all rows
 * @param nulls rows without a time
 * @param first earliest time; meaningless when no row has one
 * @param last latest time; meaningless when no row has one
 * @param sorted whether no time is earlier than the one before
 * @param ties whether two rows may have the same time: in order, two neighbours do
 * @param clocks clocks that the object has columns for
 * @param markets what its columns of exchange, symbol and instrument say, by column
 * @param columns optional columns of the object
 * @param bookRows what a row is, when the object holds order books
 */
record TimeScan(
    long rows,
    long nulls,
    long first,
    long last,
    boolean sorted,
    boolean ties,
    Set<Clock> clocks,
    Map<String, Set<String>> markets,
    InputColumns columns,
    BookRows bookRows) {

  /**
   * Reads all times of {@code object}; all are null when it lacks the clock.
   *
   * @throws UnreadableObjectException when there is a null where none may be
   */
  static TimeScan of(LakeFormat format, InputObject object, Clock clock, InputContext context)
      throws IOException {
    try (TimeReader reader = format.openTimes(object, clock, context)) {
      return of(reader, object, clock, context);
    }
  }

  /** Reads all times of {@code reader}, which stays open; as above. */
  static TimeScan of(TimeReader reader, InputObject object, Clock clock, InputContext context)
      throws IOException {
    Set<Clock> clocks = EnumSet.noneOf(Clock.class);
    for (Clock one : Clock.values()) {
      if (reader.has(one)) {
        clocks.add(one);
      }
    }
    boolean nullable = !reader.hasClock() || clock == Clock.EXCHANGE || context.day().isPresent();
    if (reader.signedAmounts()) {
      context.notes().signAmounts();
    }
    long rows = 0;
    long nulls = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long before = Long.MIN_VALUE;
    boolean sorted = true;
    boolean ties = false;
    while (reader.next()) {
      rows++;
      long time = reader.time();
      if (time == RawSnapshot.NULL) {
        if (!nullable) {
          throw nullTime(object, reader.row());
        }
        nulls++;
        continue;
      }
      sorted &= time >= last;
      ties |= time == before;
      before = time;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
    return new TimeScan(
        rows,
        nulls,
        first,
        last,
        sorted,
        ties || !sorted,
        clocks,
        reader.markets(),
        reader.columns(),
        reader.bookRows());
  }

  /** Whether all rows of {@code other} may be among these, by number and time. */
  boolean covers(TimeScan other) {
    return rows - nulls >= other.rows - other.nulls && first <= other.first && last >= other.last;
  }

  boolean empty() {
    return rows == nulls;
  }

  /** What to say of an object that lacks the clock. */
  static UnreadableObjectException missingClock(
      InputObject object, Clock clock, Set<Clock> others) {
    String remedy =
        switch (clock) {
          case CAPTURE ->
              others.contains(Clock.EXCHANGE)
                  ? ", or set clock: exchange to order by 'timestamp'"
                  : "";
          case EXCHANGE ->
              others.contains(Clock.CAPTURE)
                  ? ", or set clock: capture to order by 'capture_ts'"
                  : "";
        };
    return new UnreadableObjectException(
        Reason.SCHEMA_MISMATCH,
        object.key(),
        object.key()
            + ": column '"
            + clock.column()
            + "' is missing, expected timestamp or int64; name the time's column (columns: {"
            + switch (clock) {
              case CAPTURE -> "capture_time";
              case EXCHANGE -> "exchange_time";
            }
            + ": ...}), correct the writer"
            + remedy);
  }

  private static UnreadableObjectException nullTime(InputObject object, long row) {
    return new UnreadableObjectException(
        Reason.SCHEMA_MISMATCH,
        object.key(),
        row,
        object.key()
            + ": column 'capture_ts' is null in row "
            + row
            + ", expected a time in every row; correct the writer, or set clock: exchange to order"
            + " by 'timestamp'",
        null);
  }
}
