package dev.silverbook.lake.internal.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array to encode into, reused from page to page. */
public final class ByteSink {

  private final long[] turned = new long[ByteTranspose.SIZE];
  private byte[] data = new byte[1024];
  private int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public byte[] data() {
    return data;
  }

  /** Makes room for {@code count} more bytes and returns the array. */
  byte[] reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, 2 * data.length));
    }
    return data;
  }

  /** Declares {@code count} bytes of the reserved room written. */
  void advance(int count) {
    size += count;
  }

  public void putByte(int value) {
    reserve(1)[size++] = (byte) value;
  }

  public void putInt(int value) {
    LittleEndian.putInt(reserve(Integer.BYTES), size, value);
    size += Integer.BYTES;
  }

  public void setInt(int position, int value) {
    LittleEndian.putInt(data, position, value);
  }

  public void putLong(long value) {
    LittleEndian.putLong(reserve(Long.BYTES), size, value);
    size += Long.BYTES;
  }

  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  public void putDoubles(double[] values, int offset, int count) {
    byte[] target = reserve(Math.multiplyExact(count, Double.BYTES));
    ByteBuffer.wrap(target, size, count * Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(values, offset, count);
    size += count * Double.BYTES;
  }

  /** Appends the first bytes, lowest ones, of all values, then their second bytes, and so on. */
  public void putDoubleStreams(double[] values, int count) {
    byte[] target = reserve(Math.multiplyExact(count, Double.BYTES));
    int whole = count - count % ByteTranspose.SIZE;
    for (int i = 0; i < whole; i += ByteTranspose.SIZE) {
      for (int k = 0; k < ByteTranspose.SIZE; k++) {
        turned[k] = Double.doubleToRawLongBits(values[i + k]);
      }
      ByteTranspose.split(turned, target, size + i, count);
    }
    for (int i = whole; i < count; i++) {
      putStreams(Double.doubleToRawLongBits(values[i]), Double.BYTES, target, size + i, count);
    }
    size += count * Double.BYTES;
  }

  /** The same in single precision. */
  public void putFloatStreams(double[] values, int count) {
    byte[] target = reserve(Math.multiplyExact(count, Float.BYTES));
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits((float) values[i]);
      putStreams(bits, Float.BYTES, target, size + i, count);
    }
    size += count * Float.BYTES;
  }

  private static void putStreams(long bits, int width, byte[] target, int position, int stride) {
    for (int k = 0; k < width; k++) {
      target[position + k * stride] = (byte) (bits >>> (k * Byte.SIZE));
    }
  }

  /** Appends {@code values[offset, offset + count)} in single precision. */
  public void putFloats(double[] values, int offset, int count) {
    byte[] target = reserve(Math.multiplyExact(count, Float.BYTES));
    for (int i = 0; i < count; i++) {
      LittleEndian.putInt(
          target, size + i * Float.BYTES, Float.floatToRawIntBits((float) values[offset + i]));
    }
    size += count * Float.BYTES;
  }

  public void putBytes(byte[] bytes) {
    putBytes(bytes, 0, bytes.length);
  }

  public void putBytes(byte[] bytes, int offset, int length) {
    System.arraycopy(bytes, offset, reserve(length), size, length);
    size += length;
  }

  public void setByte(int position, int value) {
    data[position] = (byte) value;
  }

  /** Appends an unsigned number of any size, seven bits a byte. */
  public void putVarlong(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      putByte((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    putByte((int) left);
  }

  public void putVarint(int value) {
    int left = value;
    while ((left & ~0x7f) != 0) {
      putByte((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    putByte(left);
  }
}
