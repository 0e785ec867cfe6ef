package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.SchemaNode;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/**
 * Decodes numbers to doubles: DOUBLE as is, FLOAT widened (0.1f becomes 0.10000000149011612),
 * integers, decimals and text to the nearest double. Text that is no number is null.
 */
public final class DoubleDecoder implements ValueDecoder<DoubleSource> {

  private final Type type;
  private final int width;
  private final int scale;
  private final double factor;
  private final boolean decimal;
  private final boolean half;
  private final boolean unsigned;
  private final boolean text;
  private final Scales watcher;
  private double[] dictionary;

  /** For a leaf that {@link ColumnTypes} has accepted as a number. */
  public DoubleDecoder(SchemaNode leaf) {
    this(leaf, 1, null);
  }

  /**
   * With fixed-point integers.
   *
   * @param factor what integers are multiplied by; a power of ten is exact
   * @param watcher sees all numbers; may be null
   */
  DoubleDecoder(SchemaNode leaf, double factor, Scales watcher) {
    this.type = leaf.type();
    this.decimal = leaf.decimal();
    this.half = leaf.half();
    this.width = type == Type.FIXED_LEN_BYTE_ARRAY ? leaf.typeLength() : 0;
    int digits = digits(factor);
    boolean power = digits >= 0;
    this.watcher = watcher;
    this.scale = leaf.decimal() ? leaf.scale() : power ? digits : 0;
    this.factor = leaf.decimal() || power ? 1 : factor;
    this.unsigned = leaf.unsigned();
    this.text = leaf.text();
  }

  /** The digits after the point that a power of ten stands for; negative for another factor. */
  private static int digits(double factor) {
    if (factor == 1) {
      return 0;
    }
    int digits = (int) Math.round(-Math.log10(factor));
    return digits >= 0 && Double.parseDouble("1e-" + digits) == factor ? digits : -1;
  }

  /** An integer that was read as it is, times {@code factor}; a power of ten is exact. */
  static double scaled(double integer, double factor) {
    int digits = digits(factor);
    return digits >= 0 ? integer / Double.parseDouble("1e" + digits) : integer * factor;
  }

  /** Whether a leaf can be read as numbers; text can, whatever it says. */
  public static boolean reads(SchemaNode leaf) {
    return switch (leaf.type()) {
      case DOUBLE, FLOAT -> true;
      case INT32, INT64 -> leaf.decimal() ? leaf.scale() >= 0 : leaf.plainInteger();
      case BYTE_ARRAY -> leaf.decimal() ? leaf.scale() >= 0 : leaf.text();
      case FIXED_LEN_BYTE_ARRAY ->
          leaf.half() || (leaf.decimal() && leaf.scale() >= 0 && leaf.typeLength() > 0);
      case BOOLEAN, INT96 -> false;
    };
  }

  @Override
  public void reset() {
    dictionary = null;
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    ValueDecoder.checkDictionary(count, end - start, type == Type.FIXED_LEN_BYTE_ARRAY ? width : 4);
    double[] values = new double[count];
    stored(Encoding.PLAIN, data, start, end).read(values, 0, count);
    dictionary = values;
  }

  @Override
  public DoubleSource values(Encoding encoding, byte[] data, int start, int end) {
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      if (dictionary == null) {
        throw new MalformedDataException("dictionary ids without a dictionary");
      }
      return watched(DoubleSource.dictionary(ValueDecoder.ids(data, start, end), dictionary));
    }
    return watched(stored(encoding, data, start, end));
  }

  private DoubleSource watched(DoubleSource source) {
    if (watcher == null) {
      return source;
    }
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        source.read(target, offset, count);
        if (text) {
          watcher.seeTexts(target, offset, count);
        } else {
          watcher.see(target, offset, count);
        }
      }
    };
  }

  private DoubleSource stored(Encoding encoding, byte[] data, int start, int end) {
    return switch (type) {
      case DOUBLE ->
          encoding == Encoding.PLAIN
              ? DoubleSource.plainDoubles(data, start, end)
              : DoubleSource.doubleBits(floating(Type.INT64, encoding, data, start, end));
      case FLOAT -> DoubleSource.floatBits(floating(Type.INT32, encoding, data, start, end));
      case INT32, INT64 -> integers(LongDecoder.integers(type, encoding, data, start, end));
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          bytes(LongDecoder.strings(type, width, encoding, data, start, end));
      case BOOLEAN, INT96 -> throw new MalformedDataException(type + " is not a number");
    };
  }

  private DoubleSource bytes(BytesSource source) {
    if (text) {
      return DoubleSource.texts(source);
    }
    return half ? DoubleSource.halves(source) : DoubleSource.scaled(source, scale);
  }

  private DoubleSource integers(LongSource bits) {
    if (!unsigned) {
      return decimal || type == Type.INT32
          ? times(DoubleSource.scaled(bits, scale))
          : times(DoubleSource.fixedPoint(bits, scale));
    }
    return times(unsignedIntegers(bits));
  }

  /** Scales that are no power of ten are rounded twice. */
  private DoubleSource times(DoubleSource source) {
    if (factor == 1) {
      return source;
    }
    return new DoubleSource() {
      @Override
      public void read(double[] target, int offset, int count) {
        source.read(target, offset, count);
        for (int i = offset; i < offset + count; i++) {
          target[i] *= factor;
        }
      }
    };
  }

  private DoubleSource unsignedIntegers(LongSource bits) {
    return type == Type.INT64
        ? DoubleSource.unsignedLongs(bits, scale)
        : DoubleSource.scaled(LongSource.unsignedInts(bits), scale);
  }

  private LongSource floating(Type bits, Encoding encoding, byte[] data, int start, int end) {
    if (encoding != Encoding.PLAIN && encoding != Encoding.BYTE_STREAM_SPLIT) {
      throw new MalformedDataException("a page of " + type + " cannot be encoded as " + encoding);
    }
    return LongDecoder.integers(bits, encoding, data, start, end);
  }
}
