package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads one clock of an object and nothing else. */
public interface TimeReader extends TimedReader {

  /** Whether the object has the clock's column; without it every time is null. */
  boolean hasClock();

  /** Whether the object has a column for that clock, too. */
  boolean has(Clock clock);

  /** Which optional order-book columns the object has. */
  InputColumns columns();

  /** What a row is, when the object holds order books. */
  BookRows bookRows();

  /**
   * What the object's columns of exchange, symbol and instrument say, by the column's name in lower
   * case; may have to be read for it. Where one says more than one thing they need not be all.
   *
   * @throws UnreadableObjectException when the bytes are not what the format says
   */
  Map<String, Set<String>> markets() throws IOException;

  /**
   * Whether trades say their side by the sign of their amount, which may have to be read for it.
   *
   * @throws UnreadableObjectException when the bytes are not what the format says
   */
  boolean signedAmounts() throws IOException;

  /** The current row's time: microseconds since the epoch, or {@link RawSnapshot#NULL}. */
  long time();
}
