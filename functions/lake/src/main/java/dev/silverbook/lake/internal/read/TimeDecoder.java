package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.TimeText;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.file.TimestampUnit;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Decodes times, whatever type they are stored as. */
final class TimeDecoder implements ValueDecoder<LongSource> {

  private final LongDecoder longs;
  private final DoubleDecoder doubles;
  private final boolean unsigned;
  private final TimeUnits units;

  private TimeDecoder(LongDecoder longs, DoubleDecoder doubles, boolean unsigned, TimeUnits units) {
    this.longs = longs;
    this.doubles = doubles;
    this.unsigned = unsigned;
    this.units = units;
  }

  /** Integers, timestamps, INT96 and text, whose unit {@code units} knows or finds. */
  static TimeDecoder of(SchemaNode leaf, TimeUnits units) {
    Type type = leaf.type();
    return switch (type) {
      case FLOAT, DOUBLE -> new TimeDecoder(null, new DoubleDecoder(leaf), false, units);
      case INT96 ->
          new TimeDecoder(
              LongDecoder.times(type, TimestampUnit.MICROS, TimestampUnit.MICROS),
              null,
              false,
              units);
      case BYTE_ARRAY -> new TimeDecoder(LongDecoder.text(TimeText::micros), null, false, units);
      case INT32, INT64 ->
          new TimeDecoder(
              LongDecoder.integers(leaf), null, type == Type.INT64 && leaf.unsigned(), units);
      case BOOLEAN, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalArgumentException(type + " is no time");
    };
  }

  @Override
  public void reset() {
    if (longs == null) {
      doubles.reset();
    } else {
      longs.reset();
    }
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    if (longs == null) {
      doubles.dictionary(data, start, end, count);
    } else {
      longs.dictionary(data, start, end, count);
    }
  }

  @Override
  public LongSource values(Encoding encoding, byte[] data, int start, int end) {
    if (longs == null) {
      return nearest(doubles.values(encoding, data, start, end));
    }
    LongSource source = longs.values(encoding, data, start, end);
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        source.read(target, offset, count);
        for (int i = offset; unsigned && i < offset + count; i++) {
          target[i] = target[i] < 0 ? RawSnapshot.NULL : target[i];
        }
        units.convert(target, offset, count);
      }
    };
  }

  private LongSource nearest(DoubleSource source) {
    double[] numbers = new double[ValueDecoder.STEP];
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        for (int done = 0; done < count; ) {
          int step = Math.min(numbers.length, count - done);
          source.read(numbers, 0, step);
          units.convert(numbers, target, offset + done, step);
          done += step;
        }
      }
    };
  }
}
