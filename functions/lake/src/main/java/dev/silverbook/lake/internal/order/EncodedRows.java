package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.internal.bytes.LittleEndian;

/** Rows that lie encoded in memory, record by record; subclasses say where the next one is. */
abstract class EncodedRows<R> implements RowSource<R> {

  private final RowKind.RowCodec<R> codec;
  private byte[] data;
  private int start;
  private R row;

  EncodedRows(RowKind.RowCodec<R> codec) {
    this.codec = codec;
  }

  final void at(byte[] records, int position) {
    data = records;
    start = position;
    row = null;
  }

  /** The record's bytes. */
  final byte[] data() {
    return data;
  }

  @Override
  public final R row() {
    if (row == null) {
      row = codec.decode(data, start + SortBuffer.HEADER);
    }
    return row;
  }

  @Override
  public final long time() {
    return LittleEndian.getLong(data, start + SortBuffer.TIME);
  }

  @Override
  public final int rank() {
    return LittleEndian.getInt(data, start + SortBuffer.RANK);
  }

  @Override
  public final long position() {
    return LittleEndian.getLong(data, start + SortBuffer.POSITION);
  }
}
