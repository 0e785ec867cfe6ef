package dev.silverbook.lake.internal.write;

import dev.silverbook.lake.internal.bytes.ByteSink;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/**
 * Encodes the values of a column chunk into pages: levels as runs, numbers PLAIN or, where they are
 * noise, by byte streams, integers by their differences, labels by dictionary.
 */
final class PageEncoder {

  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  /** Up to one null in so many rows, going from null to null is faster than testing each value. */
  private static final int FEW = 16;

  private final ChunkWriter out;
  private final ByteSink page = new ByteSink();
  private final DeltaEncoder deltas = new DeltaEncoder();
  private final PageSample sample = new PageSample();
  private final boolean split;
  private byte[] present = new byte[1024 / Byte.SIZE];
  private int[] nullRows = new int[1024];
  private double[] doubles = new double[1024];
  private long[] longs = new long[1024];

  /**
   * Onto {@code out}.
   *
   * @param split whether numbers may be written by byte streams
   */
  PageEncoder(ChunkWriter out, boolean split) {
    this.out = out;
    this.split = split;
  }

  /** A chunk of optional doubles, or of singles that {@code values} holds exactly; NaN is null. */
  ColumnChunk numbers(OutputColumn column, double[] values, int rows) throws IOException {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    reserve(rows);
    int nulls = 0;
    // Comparisons rather than Math.min: a NaN fails them, a zero's sign is of no interest to the
    // statistics. Most values are between the bounds so far, and then nothing else is to be done.
    for (int i = 0; i < rows; i++) {
      double value = values[i];
      if (value >= min && value <= max) {
        continue;
      }
      if (Double.isNaN(value)) {
        nullRows[nulls++] = i;
        continue;
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    int defined = rows - nulls;
    boolean fewNulls = nulls <= rows / FEW;
    double[] packed = values;
    if (fewNulls) {
      presentBut(nulls, rows);
    } else {
      compact(values, rows);
      packed = doubles;
    }
    int noisyBytes = noisyBytes(column, packed, fewNulls ? rows : defined);
    startPage(rows, defined);
    int raw = 0;
    if (noisyBytes > 0) {
      if (fewNulls && nulls > 0) {
        close(values, nulls, rows);
        packed = doubles;
      }
      raw = page.size() + noisyBytes * defined;
      putStreams(column.type(), packed, defined);
    } else if (fewNulls) {
      putBetween(column.type(), values, nulls, rows);
    } else {
      put(column.type(), doubles, 0, defined);
    }
    out.startChunk();
    out.numbersPage(page, rows, raw > 0 ? Encoding.BYTE_STREAM_SPLIT : Encoding.PLAIN, raw);
    Statistics statistics =
        column.type() == Type.FLOAT
            ? ColumnStatistics.ofFloatRange((float) min, (float) max, defined, nulls)
            : ColumnStatistics.ofRange(min, max, defined, nulls);
    return out.endChunk(column, statistics);
  }

  private int noisyBytes(OutputColumn column, double[] values, int count) {
    return split
        ? sample.noisyBytes(values, count, column.type() == Type.FLOAT ? Float.BYTES : Double.BYTES)
        : 0;
  }

  private void putStreams(Type type, double[] values, int count) {
    if (type == Type.FLOAT) {
      page.putFloatStreams(values, count);
    } else {
      page.putDoubleStreams(values, count);
    }
  }

  /** Copies what is between the {@code nulls} null rows to where the page's numbers are. */
  private void close(double[] values, int nulls, int rows) {
    int from = 0;
    int to = 0;
    for (int i = 0; i <= nulls; i++) {
      int end = i < nulls ? nullRows[i] : rows;
      System.arraycopy(values, from, doubles, to, end - from);
      to += end - from;
      from = end + 1;
    }
  }

  private void put(Type type, double[] values, int from, int count) {
    if (type == Type.FLOAT) {
      page.putFloats(values, from, count);
    } else {
      page.putDoubles(values, from, count);
    }
  }

  /** Marks all rows as present but the {@code nulls} null ones. */
  private void presentBut(int nulls, int rows) {
    Arrays.fill(present, 0, rows / Byte.SIZE, (byte) -1);
    if (rows % Byte.SIZE != 0) {
      present[rows / Byte.SIZE] = (byte) ((1 << (rows % Byte.SIZE)) - 1);
    }
    for (int i = 0; i < nulls; i++) {
      present[nullRows[i] / Byte.SIZE] &= (byte) ~(1 << (nullRows[i] % Byte.SIZE));
    }
  }

  /** Appends what is between the {@code nulls} null rows, piece by piece. */
  private void putBetween(Type type, double[] values, int nulls, int rows) {
    int from = 0;
    for (int i = 0; i < nulls; i++) {
      put(type, values, from, nullRows[i] - from);
      from = nullRows[i] + 1;
    }
    put(type, values, from, rows - from);
  }

  /** Tests each value: where there are many nulls, the pieces between them are short. */
  private void compact(double[] values, int rows) {
    int defined = 0;
    for (int start = 0; start < rows; start += Byte.SIZE) {
      int end = Math.min(start + Byte.SIZE, rows);
      int bits = 0;
      for (int i = start; i < end; i++) {
        double value = values[i];
        doubles[defined] = value;
        int isDefined = 1 - isNan(value);
        bits |= isDefined << (i - start);
        defined += isDefined;
      }
      present[start / Byte.SIZE] = (byte) bits;
    }
  }

  /** 1 for NaN, else 0: without a branch, because nulls come in no order that could be foreseen. */
  private static int isNan(double value) {
    long magnitude = Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
    return (int) ((INFINITY - magnitude) >>> (Long.SIZE - 1));
  }

  /** A chunk of optional integers; {@code nullValue} is null. */
  ColumnChunk longs(OutputColumn column, long[] values, int rows, long nullValue)
      throws IOException {
    reserve(rows);
    Arrays.fill(present, 0, bytes(rows), (byte) 0);
    int defined = 0;
    for (int i = 0; i < rows; i++) {
      longs[defined] = values[i];
      if (values[i] != nullValue) {
        markPresent(i);
        defined++;
      }
    }
    startPage(rows, defined);
    // Without a value even an encoding's header would be more than nothing.
    Encoding encoding = defined == 0 ? Encoding.PLAIN : Encoding.DELTA_BINARY_PACKED;
    if (defined > 0) {
      deltas.encode(longs, defined, page);
    }
    return flat(column, rows, encoding, ColumnStatistics.ofLongs(longs, defined, rows - defined));
  }

  /** A chunk of optional booleans: 1 is true, 0 is false, a negative code is null. */
  ColumnChunk flags(OutputColumn column, byte[] codes, int rows) throws IOException {
    reserve(rows);
    Arrays.fill(present, 0, bytes(rows), (byte) 0);
    byte[] bits = new byte[bytes(rows)];
    int defined = 0;
    int set = 0;
    for (int i = 0; i < rows; i++) {
      if (codes[i] >= 0) {
        markPresent(i);
        if (codes[i] > 0) {
          bits[defined / Byte.SIZE] |= (byte) (1 << (defined % Byte.SIZE));
          set++;
        }
        defined++;
      }
    }
    startPage(rows, defined);
    page.putBytes(bits, 0, bytes(defined));
    return flat(
        column, rows, Encoding.PLAIN, ColumnStatistics.ofFlags(defined, set, rows - defined));
  }

  private ColumnChunk flat(OutputColumn column, int rows, Encoding encoding, Statistics statistics)
      throws IOException {
    out.startChunk();
    out.dataPage(page, rows, encoding);
    return out.endChunk(column, statistics);
  }

  /** A chunk of optional labels; negative codes are null. */
  ColumnChunk labels(OutputColumn column, byte[][] labels, byte[] codes, int rows)
      throws IOException {
    out.startChunk();
    page.clear();
    for (byte[] label : labels) {
      page.putInt(label.length);
      page.putBytes(label);
    }
    out.dictionaryPage(page, labels.length);
    reserve(rows);
    Arrays.fill(present, 0, bytes(rows), (byte) 0);
    boolean[] used = new boolean[labels.length];
    int[] ids = new int[rows];
    int defined = 0;
    for (int i = 0; i < rows; i++) {
      if (codes[i] >= 0) {
        markPresent(i);
        used[codes[i]] = true;
        ids[defined++] = codes[i];
      }
    }
    startPage(rows, defined);
    int bitWidth = Math.max(1, RunLengthDecoder.bitWidth(labels.length - 1));
    page.putByte(bitWidth);
    RunLengthEncoder.encode(ids, defined, bitWidth, page);
    out.dataPage(page, rows, Encoding.RLE_DICTIONARY);
    return out.endChunk(column, ColumnStatistics.ofLabels(labels, used, rows - defined));
  }

  /** Starts a page of a flat column with its definition levels. */
  private void startPage(int rows, int defined) {
    page.clear();
    int mark = startLevels();
    if (defined == rows || defined == 0) {
      RunLengthEncoder.repeat(defined == 0 ? 0 : 1, rows, 1, page);
    } else {
      RunLengthEncoder.encodeBits(present, rows, page);
    }
    endLevels(mark);
  }

  private void markPresent(int row) {
    present[row / Byte.SIZE] |= (byte) (1 << (row % Byte.SIZE));
  }

  private static int bytes(int bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Writes one page of a list column. */
  void listPage(int[] repetition, int[] definition, int entries, double[] values, int defined)
      throws IOException {
    page.clear();
    int mark = startLevels();
    RunLengthEncoder.encode(repetition, entries, 1, page);
    endLevels(mark);
    mark = startLevels();
    int bitWidth = RunLengthDecoder.bitWidth(OutputSchema.LEVEL_DEFINED);
    RunLengthEncoder.encode(definition, entries, bitWidth, page);
    endLevels(mark);
    page.putDoubles(values, 0, defined);
    out.numbersPage(page, entries, Encoding.PLAIN, 0);
  }

  void startChunk() {
    out.startChunk();
  }

  ColumnChunk endChunk(OutputColumn column, Statistics statistics) {
    return out.endChunk(column, statistics);
  }

  private int startLevels() {
    page.putInt(0);
    return page.size();
  }

  private void endLevels(int mark) {
    page.setInt(mark - Integer.BYTES, page.size() - mark);
  }

  private void reserve(int rows) {
    if (doubles.length < rows) {
      present = new byte[bytes(rows)];
      nullRows = new int[rows];
      doubles = new double[rows];
      longs = new long[rows];
    }
  }
}
