package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.TimedReader;
import java.io.IOException;

/** The rows of one object that have a time, in the object's own order. */
final class FileRows<R, T extends TimedReader> implements RowSource<R> {

  private final RowKind<R, T> kind;
  private final T reader;
  private final Clock clock;
  private final int rank;
  private long time;

  FileRows(RowKind<R, T> kind, T reader, Clock clock, int rank) {
    this.kind = kind;
    this.reader = reader;
    this.clock = clock;
    this.rank = rank;
  }

  @Override
  public boolean next() throws IOException {
    while (reader.next()) {
      time = kind.time(kind.current(reader), clock);
      if (time != RawSnapshot.NULL) {
        return true;
      }
    }
    return false;
  }

  @Override
  public R row() {
    return kind.current(reader);
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public long position() {
    return reader.row();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
