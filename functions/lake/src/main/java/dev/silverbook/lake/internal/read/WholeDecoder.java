package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.SchemaNode;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Floating point numbers that are whole as integers; null for the others. */
final class WholeDecoder implements ValueDecoder<LongSource> {

  private static final double MOST = 1L << 53;

  private final DoubleDecoder numbers;

  /** Whether {@code leaf} holds integers, or numbers that may be whole. */
  static boolean reads(SchemaNode leaf) {
    return floating(leaf)
        || ((leaf.type() == Type.INT32 || leaf.type() == Type.INT64) && leaf.plainInteger());
  }

  /** The whole numbers of {@code leaf}, which {@link #reads} has accepted. */
  static ValueDecoder<LongSource> of(SchemaNode leaf) {
    return floating(leaf) ? new WholeDecoder(new DoubleDecoder(leaf)) : LongDecoder.integers(leaf);
  }

  private static boolean floating(SchemaNode leaf) {
    return leaf.type() == Type.DOUBLE || leaf.type() == Type.FLOAT;
  }

  private WholeDecoder(DoubleDecoder numbers) {
    this.numbers = numbers;
  }

  @Override
  public void reset() {
    numbers.reset();
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    numbers.dictionary(data, start, end, count);
  }

  @Override
  public LongSource values(Encoding encoding, byte[] data, int start, int end) {
    DoubleSource source = numbers.values(encoding, data, start, end);
    double[] batch = new double[ValueDecoder.STEP];
    return new LongSource() {
      @Override
      public void read(long[] target, int offset, int count) {
        for (int done = 0; done < count; ) {
          int step = Math.min(batch.length, count - done);
          source.read(batch, 0, step);
          for (int i = 0; i < step; i++) {
            boolean whole = batch[i] == Math.rint(batch[i]) && Math.abs(batch[i]) <= MOST;
            target[offset + done + i] = whole ? (long) batch[i] : RawSnapshot.NULL;
          }
          done += step;
        }
      }
    };
  }
}
