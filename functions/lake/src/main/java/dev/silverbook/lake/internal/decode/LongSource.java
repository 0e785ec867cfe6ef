package dev.silverbook.lake.internal.decode;

import dev.silverbook.lake.internal.bytes.ByteTranspose;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The non-null integers of a page, in order. */
public abstract class LongSource {

  /**
   * Reads the next values.
   *
   * @throws MalformedDataException when the page has fewer
   */
  public abstract void read(long[] target, int offset, int count);

  /** PLAIN INT64. */
  public static LongSource plainLongs(byte[] data, int position, int end) {
    java.nio.LongBuffer values =
        ByteBuffer.wrap(data, position, end - position)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        require(values.remaining(), count);
        values.get(target, offset, count);
      }
    };
  }

  /** PLAIN INT32, widened. */
  public static LongSource plainInts(byte[] data, int start, int end) {
    return new LongSource() {
      private int position = start;

      @Override
      public void read(long[] target, int offset, int count) {
        require((end - position) / Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
          target[offset + i] = LittleEndian.getInt(data, position);
          position += Integer.BYTES;
        }
      }
    };
  }

  /** BYTE_STREAM_SPLIT integers of {@code width} bytes (4 or 8), sign-extended. */
  public static LongSource split(byte[] data, int start, int end, int width) {
    int stride = (end - start) / width;
    return new LongSource() {
      private int index;

      @Override
      public void read(long[] target, int offset, int count) {
        require(stride - index, count);
        int i = 0;
        if (width == Long.BYTES) {
          for (; i + ByteTranspose.SIZE <= count; i += ByteTranspose.SIZE) {
            ByteTranspose.merge(data, start + index, stride, target, offset + i);
            index += ByteTranspose.SIZE;
          }
        }
        for (; i < count; i++) {
          long value = 0;
          for (int k = 0; k < width; k++) {
            value |= (data[start + k * stride + index] & 0xffL) << (8 * k);
          }
          target[offset + i] = width == Integer.BYTES ? (int) value : value;
          index++;
        }
      }
    };
  }

  /** The low 32 bits of integers as unsigned ones. */
  public static LongSource unsignedInts(LongSource signed) {
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        signed.read(target, offset, count);
        for (int i = offset; i < offset + count; i++) {
          target[i] = Integer.toUnsignedLong((int) target[i]);
        }
      }
    };
  }

  /** Values by dictionary id. */
  public static LongSource dictionary(RunLengthDecoder ids, long[] dictionary, int size) {
    int[] batch = new int[ValueDecoder.STEP];
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        for (int done = 0; done < count; ) {
          int step = Math.min(batch.length, count - done);
          ids.read(batch, 0, step);
          for (int i = 0; i < step; i++) {
            target[offset + done + i] = dictionary[checkId(batch[i], size)];
          }
          done += step;
        }
      }
    };
  }

  public static int checkId(int id, int size) {
    if (id < 0 || id >= size) {
      throw new MalformedDataException(
          "dictionary id " + Integer.toUnsignedString(id) + " in a dictionary of " + size);
    }
    return id;
  }

  public static void require(int available, int count) {
    if (available < count) {
      throw new MalformedDataException(
          "the page's values end " + (count - available) + " too early");
    }
  }
}
