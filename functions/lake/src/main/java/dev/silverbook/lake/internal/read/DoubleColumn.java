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
  }

  /** The next row's value; the caller asks for no more rows than the row group has. */
  public double next() throws IOException {
    if (position == count) {
      fill();
    }
    return window[position++];
  }

  /**
   * The next {@code count} rows' values into {@code target} from {@code offset} on; the caller asks
   * for no more rows than the row group has.
   */
  public void next(double[] target, int offset, int count) throws IOException {
    int to = offset;
    for (int left = count; left > 0; ) {
      int step;
      if (position < this.count) {
        step = Math.min(left, this.count - position);
        System.arraycopy(window, position, target, to, step);
        position += step;
      } else {
        read(Math.min(left, LeafCursor.BATCH), target, to);
        step = cursor.count();
      }
      to += step;
      left -= step;
    }
  }

  private void fill() throws IOException {
    if (window.length < cursor.capacity()) {
      window = new double[cursor.capacity()];
    }
    position = 0;
    count = 0;
    read(LeafCursor.BATCH, window, 0);
    count = cursor.count();
  }

  private void read(int most, double[] target, int offset) throws IOException {
    if (!cursor.load(most)) {
      throw cursor.corrupt(new MalformedDataException("the column has fewer values than rows"));
    }
    try {
      if (cursor.allDefined()) {
        cursor.values().read(target, offset, cursor.count());
      } else {
        spread(target, offset);
      }
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
  }

  private void spread(double[] target, int offset) {
    if (defined.length < cursor.defined()) {
      defined = new double[cursor.capacity()];
    }
    if (cursor.defined() > 0) {
      cursor.values().read(defined, 0, cursor.defined());
    }
    int[] definition = cursor.definition();
    int next = 0;
    for (int i = 0; i < cursor.count(); i++) {
      target[offset + i] = definition[i] == maxDefinition ? defined[next++] : nullValue;
    }
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
