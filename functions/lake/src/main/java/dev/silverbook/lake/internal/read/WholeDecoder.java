package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import org.apache.parquet.format.Encoding;

/** Floating point numbers that are whole as integers; null for the others. */
final class WholeDecoder implements ValueDecoder<LongSource> {

  private static final double MOST = 1L << 53;

  private final DoubleDecoder numbers;

  WholeDecoder(DoubleDecoder numbers) {
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
