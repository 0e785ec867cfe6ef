package dev.silverbook.lake.internal.decode;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.util.Arrays;

/** The non-null byte strings of a page, in order, each as a window onto an array. */
public abstract class BytesSource {

  public byte[] array;
  public int offset;
  public int length;

  /**
   * Moves to the next string.
   *
   * @throws MalformedDataException when the page has no more
   */
  public abstract void next();

  /** PLAIN BYTE_ARRAY. */
  public static BytesSource plain(byte[] data, int start, int end) {
    return new BytesSource() {
      private int position = start;

      @Override
      public void next() {
        LongSource.require((end - position) / Integer.BYTES, 1);
        int size = LittleEndian.getInt(data, position);
        position += Integer.BYTES;
        window(data, position, size, end);
        position += size;
      }
    };
  }

  /** PLAIN FIXED_LEN_BYTE_ARRAY or INT96. */
  public static BytesSource fixed(byte[] data, int start, int end, int width) {
    return new BytesSource() {
      private int position = start;

      @Override
      public void next() {
        window(data, position, width, end);
        position += width;
      }
    };
  }

  /** BYTE_STREAM_SPLIT FIXED_LEN_BYTE_ARRAY. */
  public static BytesSource split(byte[] data, int start, int end, int width) {
    int stride = (end - start) / width;
    byte[] value = new byte[width];
    return new BytesSource() {
      private int index;

      @Override
      public void next() {
        LongSource.require(stride - index, 1);
        for (int k = 0; k < width; k++) {
          value[k] = data[start + k * stride + index];
        }
        index++;
        window(value, 0, width, width);
      }
    };
  }

  /** DELTA_LENGTH_BYTE_ARRAY. */
  public static BytesSource deltaLength(byte[] data, int start, int end) {
    int contents = new DeltaDecoder(data, start, end, true).finish();
    DeltaDecoder lengths = new DeltaDecoder(data, start, end, true);
    long[] size = new long[1];
    return new BytesSource() {
      private int position = contents;

      @Override
      public void next() {
        lengths.read(size, 0, 1);
        window(data, position, size[0], end);
        position += length;
      }
    };
  }

  /** DELTA_BYTE_ARRAY: each string is a prefix of the one before and a suffix of its own. */
  public static BytesSource deltaPrefix(byte[] data, int start, int end) {
    int suffixStart = new DeltaDecoder(data, start, end, true).finish();
    DeltaDecoder prefixes = new DeltaDecoder(data, start, end, true);
    BytesSource suffixes = deltaLength(data, suffixStart, end);
    long[] prefix = new long[1];
    return new BytesSource() {
      private byte[] value = new byte[64];

      @Override
      public void next() {
        prefixes.read(prefix, 0, 1);
        if (prefix[0] < 0 || prefix[0] > length) {
          throw new MalformedDataException(
              "prefix of " + prefix[0] + " bytes of a string of " + length);
        }
        suffixes.next();
        int total = Math.addExact((int) prefix[0], suffixes.length);
        if (total > end) {
          throw new MalformedDataException("a string of " + total + " bytes in a page of " + end);
        }
        if (value.length < total) {
          value = Arrays.copyOf(value, Math.max(total, 2 * value.length));
        }
        System.arraycopy(suffixes.array, suffixes.offset, value, (int) prefix[0], suffixes.length);
        window(value, 0, total, total);
      }
    };
  }

  protected final void window(byte[] data, int start, long size, int end) {
    if (size < 0 || size > end - start) {
      throw new MalformedDataException(
          "a string of " + size + " bytes where " + (end - start) + " are left");
    }
    array = data;
    offset = start;
    length = (int) size;
  }
}
