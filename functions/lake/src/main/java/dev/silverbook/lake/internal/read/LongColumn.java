package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.file.UnsupportedFeatureException;
import java.io.Closeable;
import java.io.IOException;

/** A column of integers outside any list, row by row. */
public final class LongColumn implements Closeable {

  private final LeafCursor<LongSource> cursor;
  private final int maxDefinition;
  private final long nullValue;
  private final String object;
  private long[] window = {};
  private long[] defined = {};
  private int position;
  private int count;

  /**
   * Nothing is read before a row group is opened.
   *
   * @param nullValue stands for null
   */
  public LongColumn(
      ParquetFile file,
      SchemaNode leaf,
      Decompressor decompressor,
      ValueDecoder<LongSource> decoder,
      long nullValue) {
    this.cursor = new LeafCursor<>(file, leaf, decompressor, decoder);
    this.maxDefinition = leaf.definitionLevel();
    this.nullValue = nullValue;
    this.object = file.object().key();
  }

  /** Turns to a row group. */
  public void open(int rowGroup) throws IOException {
    cursor.open(rowGroup);
    position = 0;
    count = 0;
    if (window.length < cursor.capacity()) {
      window = new long[cursor.capacity()];
    }
  }

  /** The next row's value; the caller asks for no more rows than the row group has. */
  public long next() throws IOException {
    if (position == count) {
      fill();
    }
    return window[position++];
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
    } catch (UnsupportedFeatureException e) {
      throw new UnreadableObjectException(
          Reason.SCHEMA_MISMATCH, object, -1, object + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
    count = cursor.count();
  }

  private void spread() {
    if (defined.length < cursor.defined()) {
      defined = new long[window.length];
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
