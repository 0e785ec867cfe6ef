package dev.silverbook.lake.internal.repeat;

import dev.silverbook.lake.ForwardingSnapshots;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.internal.order.MergedSnapshots;
import java.io.IOException;

/** Books by time, each once: what {@link BookRepeats} finds again is left out and counted. */
public final class DistinctSnapshots extends ForwardingSnapshots {

  private final MergedSnapshots rows;
  private final BookRepeats repeats = new BookRepeats();

  /** Reads {@code rows}, which are closed with it. */
  public DistinctSnapshots(MergedSnapshots rows) {
    super(rows);
    this.rows = rows;
  }

  @Override
  public boolean next() throws IOException {
    while (rows.next()) {
      if (!repeats.repeats(rows.current(), rows.time())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InputReport report() {
    rows.notes().count(InputCount.ROWS_DUPLICATE, repeats.dropped());
    rows.notes().count(InputCount.ROWS_REPEATED, repeats.kept());
    return rows.report();
  }
}
