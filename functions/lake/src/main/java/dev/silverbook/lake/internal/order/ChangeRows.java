package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.internal.bytes.ByteSink;
import java.io.IOException;

/** Rows that are less than a book as sortable rows. For one stream at a time. */
final class ChangeRows implements RowKind<BookChange, SnapshotReader> {

  private final RowKind<RawSnapshot, SnapshotReader> books = new SnapshotRows();
  private final BookChange row = new BookChange();

  @Override
  public SnapshotReader open(LakeFormat format, InputObject object, InputContext context)
      throws IOException {
    return format.openBookRows(object, context);
  }

  @Override
  public BookChange current(SnapshotReader reader) {
    row.set(reader.current(), reader.marked());
    return row;
  }

  @Override
  public long time(BookChange change, Clock clock) {
    return change.book().time(clock);
  }

  @Override
  public RowCodec<BookChange> codec() {
    return new Codec(books.codec());
  }

  private static final class Codec implements RowCodec<BookChange> {

    private final RowCodec<RawSnapshot> books;
    private final BookChange row = new BookChange();

    Codec(RowCodec<RawSnapshot> books) {
      this.books = books;
    }

    @Override
    public void encode(BookChange change, ByteSink out) {
      out.putInt(change.marked() ? 1 : 0);
      books.encode(change.book(), out);
    }

    @Override
    public BookChange decode(byte[] data, int position) {
      boolean marked = data[position] != 0;
      row.set(books.decode(data, position + Integer.BYTES), marked);
      return row;
    }
  }
}
