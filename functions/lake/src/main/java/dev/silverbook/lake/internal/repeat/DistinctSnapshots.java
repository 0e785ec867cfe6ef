package dev.silverbook.lake.internal.repeat;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.internal.order.MergedSnapshots;
import java.io.IOException;

/** Books by time, each once: what {@link BookRepeats} finds again is left out and counted. */
public final class DistinctSnapshots implements OrderedSnapshots {

  private final MergedSnapshots rows;
  private final BookRepeats repeats = new BookRepeats();

  /** Reads {@code rows}, which are closed with it. */
  public DistinctSnapshots(MergedSnapshots rows) {
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

  @Override
  public RawSnapshot current() {
    return rows.current();
  }

  @Override
  public InputColumns columns() {
    return rows.columns();
  }

  @Override
  public ReadCounts counts() {
    return rows.counts();
  }

  @Override
  public String object() {
    return rows.object();
  }

  @Override
  public long row() {
    return rows.row();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
