package dev.silverbook.lake.internal.read;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.DeltaDecoder;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.file.TimestampUnit;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Decodes what ends as integers: times, sequence numbers, and sides as codes. */
public final class LongDecoder implements ValueDecoder<LongSource> {

  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int INT96_BYTES = 12;
  private static final long BUY = 1;
  private static final long SELL = 2;
  private static final long UNKNOWN = 0;

  private final Type type;
  private final TimestampUnit from;
  private final TimestampUnit to;
  private final boolean unsignedInts;
  private final TextReading reading;
  private long[] dictionary;
  private int dictionarySize;

  /** What a text means as an integer. */
  interface TextReading {

    /** The integer that the window of {@code text} stands for. */
    long read(BytesSource text);
  }

  private LongDecoder(
      Type type, TimestampUnit from, TimestampUnit to, boolean unsignedInts, TextReading reading) {
    this.type = type;
    this.from = from;
    this.to = to;
    this.unsignedInts = unsignedInts;
    this.reading = reading;
  }

  /** Integers as they are; 64 bits without a sign keep their bits. */
  public static LongDecoder integers(SchemaNode leaf) {
    boolean unsignedInts = leaf.type() == Type.INT32 && leaf.unsigned();
    return new LongDecoder(
        leaf.type(), TimestampUnit.NANOS, TimestampUnit.NANOS, unsignedInts, null);
  }

  /** Times from one unit to another, rounded down; INT96 ignores {@code from}. */
  public static LongDecoder times(Type type, TimestampUnit from, TimestampUnit to) {
    return new LongDecoder(type, type == Type.INT96 ? TimestampUnit.MICROS : from, to, false, null);
  }

  /** Strings as the integers that {@code reading} sees in them. */
  static LongDecoder text(TextReading reading) {
    return new LongDecoder(
        Type.BYTE_ARRAY, TimestampUnit.NANOS, TimestampUnit.NANOS, false, reading);
  }

  @Override
  public void reset() {
    dictionary = null;
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    ValueDecoder.checkDictionary(count, end - start, Integer.BYTES);
    long[] values = new long[count];
    values(Encoding.PLAIN, data, start, end).read(values, 0, count);
    dictionary = values;
    dictionarySize = count;
  }

  @Override
  public LongSource values(Encoding encoding, byte[] data, int start, int end) {
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      if (dictionary == null) {
        throw new MalformedDataException("dictionary ids without a dictionary");
      }
      return LongSource.dictionary(ValueDecoder.ids(data, start, end), dictionary, dictionarySize);
    }
    LongSource source = undecorated(encoding, data, start, end);
    if (unsignedInts) {
      return LongSource.unsignedInts(source);
    }
    if (from == to) {
      return source;
    }
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        source.read(target, offset, count);
        from.convert(to, target, offset, count);
      }
    };
  }

  private LongSource undecorated(Encoding encoding, byte[] data, int start, int end) {
    if (type == Type.BYTE_ARRAY) {
      return text(strings(type, 0, encoding, data, start, end));
    }
    if (type == Type.INT96) {
      return int96(strings(type, INT96_BYTES, encoding, data, start, end));
    }
    if (type == Type.BOOLEAN) {
      return booleans(encoding, data, start, end);
    }
    return integers(type, encoding, data, start, end);
  }

  /** Truth values as 1 and 0. */
  private static LongSource booleans(Encoding encoding, byte[] data, int start, int end) {
    if (encoding == Encoding.RLE) {
      // The runs follow their own length.
      RunLengthDecoder runs = new RunLengthDecoder(data, start + Integer.BYTES, end, 1);
      int[] one = new int[1];
      return new LongSource() {
        @Override
        public void read(long[] target, int offset, int count) {
          for (int i = 0; i < count; i++) {
            runs.read(one, 0, 1);
            target[offset + i] = one[0];
          }
        }
      };
    }
    if (encoding != Encoding.PLAIN) {
      throw new MalformedDataException("a page of BOOLEAN cannot be encoded as " + encoding);
    }
    return new LongSource() {
      private long bit;

      @Override
      public void read(long[] target, int offset, int count) {
        require((int) Math.min(Integer.MAX_VALUE, 8L * (end - start) - bit), count);
        for (int i = 0; i < count; i++, bit++) {
          target[offset + i] = (data[start + (int) (bit >>> 3)] >>> (bit & 7)) & 1L;
        }
      }
    };
  }

  /** INT32 or INT64 in any encoding but dictionaries. */
  public static LongSource integers(Type type, Encoding encoding, byte[] data, int start, int end) {
    if (type == Type.INT64 || type == Type.INT32) {
      boolean wide = type == Type.INT64;
      if (encoding == Encoding.PLAIN) {
        return wide
            ? LongSource.plainLongs(data, start, end)
            : LongSource.plainInts(data, start, end);
      }
      if (encoding == Encoding.DELTA_BINARY_PACKED) {
        return new DeltaDecoder(data, start, end, !wide);
      }
      if (encoding == Encoding.BYTE_STREAM_SPLIT) {
        return LongSource.split(data, start, end, wide ? Long.BYTES : Integer.BYTES);
      }
    }
    throw new MalformedDataException("a page of " + type + " cannot be encoded as " + encoding);
  }

  /** BYTE_ARRAY, or fixed strings of {@code width} bytes, in any encoding but dictionaries. */
  public static BytesSource strings(
      Type type, int width, Encoding encoding, byte[] data, int start, int end) {
    boolean fixed = type != Type.BYTE_ARRAY;
    if (encoding == Encoding.PLAIN) {
      return fixed
          ? BytesSource.fixed(data, start, end, width)
          : BytesSource.plain(data, start, end);
    }
    if (encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY && !fixed) {
      return BytesSource.deltaLength(data, start, end);
    }
    if (encoding == Encoding.DELTA_BYTE_ARRAY && type != Type.INT96) {
      return BytesSource.deltaPrefix(data, start, end);
    }
    if (encoding == Encoding.BYTE_STREAM_SPLIT && type == Type.FIXED_LEN_BYTE_ARRAY) {
      return BytesSource.split(data, start, end, width);
    }
    throw new MalformedDataException("a page of " + type + " cannot be encoded as " + encoding);
  }

  private static LongSource int96(BytesSource bytes) {
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
          bytes.next();
          long nanosOfDay = LittleEndian.getLong(bytes.array, bytes.offset);
          long day = LittleEndian.getInt(bytes.array, bytes.offset + Long.BYTES);
          target[offset + i] =
              Math.floorDiv(nanosOfDay, NANOS_PER_MICRO)
                  + (day - JULIAN_DAY_OF_EPOCH) * MICROS_PER_DAY;
        }
      }
    };
  }

  private LongSource text(BytesSource text) {
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
          text.next();
          target[offset + i] = reading.read(text);
        }
      }
    };
  }

  /** The side that a code stands for; any other number, a null's for one, is unknown. */
  public static AggressorSide side(long code) {
    if (code == BUY) {
      return AggressorSide.BUY;
    }
    return code == SELL ? AggressorSide.SELL : AggressorSide.UNKNOWN;
  }

  /** The code of a side. */
  public static long code(AggressorSide side) {
    return switch (side) {
      case BUY -> BUY;
      case SELL -> SELL;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
