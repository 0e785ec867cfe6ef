package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.io.Closeable;
import java.io.IOException;

/** A column of numbers outside any list, row by row. */
public final class DoubleColumn implements Closeable {

  private final LeafCursor<DoubleSource> cursor;
  private final int maxDefinition;
  private final double nullValue;
  private double[] window = {};
  private double[] defined = {};
  private int position;
  private int count;

  /**
   * Nothing is read before a row group is opened.
   *
   * @param nullValue stands for null
   */
  public DoubleColumn(
      ParquetFile file,
      SchemaNode leaf,
      Decompressor decompressor,
      DoubleDecoder decoder,
      double nullValue) {
    this.cursor = new LeafCursor<>(file, leaf, decompressor, decoder);
    this.maxDefinition = leaf.definitionLevel();
    this.nullValue = nullValue;
  }

  public void open(int rowGroup) throws IOException {
    cursor.open(rowGroup);
    position = 0;
    count = 0;
    if (window.length < cursor.capacity()) {
      window = new double[cursor.capacity()];
    }
  }

  /** The next row's value; the caller asks for no more rows than the row group has. */
  public double next() throws IOException {
    if (position == count) {
      fill();
    }
    return window[position++];
  }

  /**
   * The next {@code count} rows' values into {@code target[offset]}, {@code target[offset +
   * stride]} and so on; the caller asks for no more rows than the row group has.
   */
  public void next(double[] target, int offset, int stride, int count) throws IOException {
    int to = offset;
    for (int left = count; left > 0; ) {
      if (position == this.count) {
        fill();
      }
      int step = Math.min(left, this.count - position);
      for (int i = 0; i < step; i++, to += stride) {
        target[to] = window[position + i];
      }
      position += step;
      left -= step;
    }
  }

  private void fill() throws IOException {
    position = 0;
    count = 0;
    if (!cursor.load()) {
      throw cursor.corrupt(new MalformedDataException("the column has fewer values than rows"));
    }
    try {
      if (cursor.allDefined()) {
        cursor.values().read(window, 0, cursor.count());
      } else {
        spread();
      }
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
    count = cursor.count();
  }

  private void spread() {
    if (defined.length < cursor.defined()) {
      defined = new double[window.length];
    }
    if (cursor.defined() > 0) {
      cursor.values().read(defined, 0, cursor.defined());
    }
    int[] definition = cursor.definition();
    int next = 0;
    for (int i = 0; i < cursor.count(); i++) {
      window[i] = definition[i] == maxDefinition ? defined[next++] : nullValue;
    }
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
