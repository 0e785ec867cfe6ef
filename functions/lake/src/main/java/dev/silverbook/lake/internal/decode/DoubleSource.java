package dev.silverbook.lake.internal.decode;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.bytes.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/** The non-null numbers of a page as doubles, in order. */
public abstract class DoubleSource {

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long MAX_EXACT = 1L << 53;

  /**
   * Reads the next values.
   *
   * @throws MalformedDataException when the page has fewer
   */
  public abstract void read(double[] target, int offset, int count);

  /** PLAIN DOUBLE. */
  public static DoubleSource plainDoubles(byte[] data, int position, int end) {
    DoubleBuffer values =
        ByteBuffer.wrap(data, position, end - position)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer();
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        LongSource.require(values.remaining(), count);
        values.get(target, offset, count);
      }
    };
  }

  /** The bits of integers as DOUBLE. */
  public static DoubleSource doubleBits(LongSource bits) {
    return new Converted(bits) {
      @Override
      double convert(long value) {
        return Double.longBitsToDouble(value);
      }
    };
  }

  /** The low 32 bits of integers as FLOAT, widened. */
  public static DoubleSource floatBits(LongSource bits) {
    return new Converted(bits) {
      @Override
      double convert(long value) {
        return Float.intBitsToFloat((int) value);
      }
    };
  }

  /** Integers of 64 bits without a sign, divided by ten to the {@code scale}. */
  public static DoubleSource unsignedLongs(LongSource bits, int scale) {
    return new Converted(bits) {
      @Override
      double convert(long value) {
        if (value >= 0) {
          return decimal(value, scale);
        }
        return scale == 0
            // Half of it, rounded to odd, rounds as the whole does.
            ? 2.0 * ((value >>> 1) | (value & 1))
            : new BigDecimal(new BigInteger(Long.toUnsignedString(value)), scale).doubleValue();
      }
    };
  }

  /** As {@link #scaled(LongSource, int)}, with the largest and the smallest integer for null. */
  public static DoubleSource fixedPoint(LongSource unscaled, int scale) {
    return new Converted(unscaled) {
      @Override
      double convert(long value) {
        return value == Long.MAX_VALUE || value == Long.MIN_VALUE
            ? RawLevels.NULL_VALUE
            : decimal(value, scale);
      }
    };
  }

  /** Integers divided by ten to the {@code scale}: the nearest double. */
  public static DoubleSource scaled(LongSource unscaled, int scale) {
    return new Converted(unscaled) {
      @Override
      double convert(long value) {
        return decimal(value, scale);
      }
    };
  }

  /** Big-endian two's complement integers divided by ten to the {@code scale}. */
  public static DoubleSource scaled(BytesSource unscaled, int scale) {
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
          unscaled.next();
          target[offset + i] = decimal(unscaled, scale);
        }
      }
    };
  }

  /**
   * Stands for text that is no number, a NaN like {@link RawLevels#NULL_VALUE}'s but of its own.
   */
  public static final long NO_NUMBER = 0x7ff8_0000_0000_deadL;

  /** Decimal text; blank text is {@link RawLevels#NULL_VALUE}, other text {@link #NO_NUMBER}. */
  public static DoubleSource texts(BytesSource text) {
    NumberText numbers = new NumberText();
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
          text.next();
          target[offset + i] =
              blank(text)
                  ? RawLevels.NULL_VALUE
                  : numbers.parse(
                      text.array, text.offset, text.length, Double.longBitsToDouble(NO_NUMBER));
        }
      }
    };
  }

  private static boolean blank(BytesSource text) {
    for (int i = text.offset; i < text.offset + text.length; i++) {
      if (text.array[i] > ' ' || text.array[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Floats of 16 bits, little-endian, widened. */
  public static DoubleSource halves(BytesSource bits) {
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
          bits.next();
          target[offset + i] =
              half((bits.array[bits.offset] & 0xff) | bits.array[bits.offset + 1] << Byte.SIZE);
        }
      }
    };
  }

  private static double half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb((double) (fraction | 0x400), exponent - 25);
    }
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  /** Values by dictionary id. */
  public static DoubleSource dictionary(RunLengthDecoder ids, double[] dictionary) {
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        ids.lookUp(dictionary, target, offset, count);
      }
    };
  }

  private static double decimal(BytesSource bytes, int scale) {
    if (bytes.length == 0) {
      throw new MalformedDataException("a decimal of 0 bytes");
    }
    if (bytes.length <= Long.BYTES) {
      long value = bytes.array[bytes.offset];
      for (int i = 1; i < bytes.length; i++) {
        value = value << 8 | (bytes.array[bytes.offset + i] & 0xff);
      }
      return decimal(value, scale);
    }
    BigInteger value = new BigInteger(bytes.array, bytes.offset, bytes.length);
    return new BigDecimal(value, scale).doubleValue();
  }

  private static double decimal(long unscaled, int scale) {
    // Both operands exact: one division rounds once, so the quotient is the nearest double.
    if (Math.abs(unscaled) <= MAX_EXACT && scale < POWERS_OF_TEN.length) {
      return unscaled / POWERS_OF_TEN[scale];
    }
    return BigDecimal.valueOf(unscaled, scale).doubleValue();
  }

  private abstract static class Converted extends DoubleSource {

    private final LongSource source;
    private final long[] batch = new long[ValueDecoder.STEP];

    Converted(LongSource source) {
      this.source = source;
    }

    abstract double convert(long value);

    @Override
    public final void read(double[] target, int offset, int count) {
      for (int done = 0; done < count; ) {
        int step = Math.min(batch.length, count - done);
        source.read(batch, 0, step);
        for (int i = 0; i < step; i++) {
          target[offset + done + i] = convert(batch[i]);
        }
        done += step;
      }
    }
  }
}
