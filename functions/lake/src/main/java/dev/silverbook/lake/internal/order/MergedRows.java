package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.TimedReader;
import java.io.Closeable;
import java.io.IOException;

/** What snapshots and trades of several objects by time have in common: all but the row itself. */
abstract class MergedRows<R, T extends TimedReader> implements Closeable {

  final OrderedRows<R, T> rows;

  MergedRows(OrderedRows<R, T> rows) {
    this.rows = rows;
  }

  /** The current row's time on the chosen clock, microseconds. */
  public long time() {
    return rows.time();
  }

  /** Receives what is understood on the way. */
  public InputNotes notes() {
    return rows.notes();
  }

  /** Totals over all objects, known from the start. */
  public ReadCounts counts() {
    return rows.counts();
  }

  /** What was understood of the input so far; complete after the last row. */
  public InputReport report() {
    return rows.report();
  }

  /** Key of the current row's object. */
  public String object() {
    return rows.object();
  }

  /** Position of the current row in its object. */
  public long row() {
    return rows.position();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
