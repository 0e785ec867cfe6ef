package dev.silverbook.lake.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unaligned little-endian access to byte arrays. */
public final class LittleEndian {

  /**
   * Bytes every page buffer has beyond its content, so that 8-byte loads near its end are legal.
   */
  public static final int PADDING = 8;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static int getInt(byte[] data, int position) {
    return (int) INTS.get(data, position);
  }

  public static long getLong(byte[] data, int position) {
    return (long) LONGS.get(data, position);
  }

  public static void putInt(byte[] data, int position, int value) {
    INTS.set(data, position, value);
  }

  public static void putLong(byte[] data, int position, long value) {
    LONGS.set(data, position, value);
  }
}
