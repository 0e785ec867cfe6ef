package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A sorted run in a scratch file, deleted when closed. */
final class RunRows<R> extends EncodedRows<R> {

  private final Scratch scratch;
  private final Path file;
  private final InputStream in;
  private byte[] record = new byte[1024];
  private int length;

  RunRows(RowKind.RowCodec<R> codec, Scratch scratch, Path file) throws IOException {
    super(codec);
    this.scratch = scratch;
    this.file = file;
    this.in = scratch.read(file);
  }

  @Override
  public boolean next() throws IOException {
    int head = in.readNBytes(record, 0, Integer.BYTES);
    if (head == 0) {
      return false;
    }
    int size = LittleEndian.getInt(record, 0);
    length = Integer.BYTES + size;
    if (record.length < length) {
      record = new byte[2 * length];
      LittleEndian.putInt(record, 0, size);
    }
    if (head < Integer.BYTES || in.readNBytes(record, Integer.BYTES, size) < size) {
      throw new EOFException(file + ": the scratch file ends within a record");
    }
    at(record, 0);
    return true;
  }

  /** Bytes of the current record in {@link #data()}. */
  int length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    in.close();
    scratch.delete(file);
  }
}
