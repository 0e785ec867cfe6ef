package dev.silverbook.lake;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;

/**
 * Snapshots that are another's, all but what a subclass changes: whoever stands in front of a
 * stream must not lose its counts or its doubts.
 */
public abstract class ForwardingSnapshots implements OrderedSnapshots {

  private final OrderedSnapshots rows;

  /** Forwards to {@code rows}, which are closed with it. */
  protected ForwardingSnapshots(OrderedSnapshots rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() throws IOException {
    return rows.next();
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
  public BookRows bookRows() {
    return rows.bookRows();
  }

  @Override
  public boolean marked() {
    return rows.marked();
  }

  @Override
  public ReadCounts counts() {
    return rows.counts();
  }

  @Override
  public InputReport report() {
    return rows.report();
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
