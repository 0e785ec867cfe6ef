package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.TimedReader;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Walks the rows of a file, row group by row group; what a row is, subclasses know. */
abstract class ParquetRows implements TimedReader {

  final ParquetFile file;
  final Decompressor decompressor = new Decompressor();
  private final List<Closeable> columns = new ArrayList<>();
  private int group = -1;
  private long leftInGroup;
  private long row = -1;

  ParquetRows(ParquetFile file) {
    this.file = file;
  }

  /** Remembers a column to close. */
  final <C extends Closeable> C own(C column) {
    columns.add(column);
    return column;
  }

  abstract void openGroup(int rowGroup) throws IOException;

  abstract void readRow() throws IOException;

  /** Checks that no column has rows left. */
  void finishGroup() throws IOException {}

  /** After the last row, once. */
  void finishFile() throws IOException {}

  @Override
  public final boolean next() throws IOException {
    while (leftInGroup == 0) {
      if (group == file.groups()) {
        return false;
      }
      if (group >= 0 && file.rows(group) > 0) {
        finishGroup();
      }
      group++;
      if (group == file.groups()) {
        finishFile();
        return false;
      }
      leftInGroup = file.rows(group);
      if (leftInGroup > 0) {
        openGroup(group);
      }
    }
    leftInGroup--;
    row++;
    readRow();
    return true;
  }

  @Override
  public final String object() {
    return file.object().key();
  }

  @Override
  public final long row() {
    return row;
  }

  @Override
  public final void close() throws IOException {
    IOException failure = null;
    for (Closeable column : columns) {
      try {
        column.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    decompressor.close();
    if (failure != null) {
      throw failure;
    }
  }
}
