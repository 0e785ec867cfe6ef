package dev.silverbook.lake.internal.table;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import org.apache.parquet.format.Encoding;

/** Decodes booleans, a bit each from the lowest, to 1 and 0. */
final class FlagDecoder implements ValueDecoder<LongSource> {

  @Override
  public void reset() {
    // Booleans have no dictionary to forget.
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    throw new MalformedDataException("booleans with a dictionary");
  }

  @Override
  public LongSource values(Encoding encoding, byte[] data, int start, int end) {
    if (encoding != Encoding.PLAIN) {
      throw new MalformedDataException("a page of BOOLEAN cannot be encoded as " + encoding);
    }
    return new LongSource() {
      private int bit;

      @Override
      public void read(long[] target, int offset, int count) {
        require((end - start) * Byte.SIZE - bit, count);
        for (int i = 0; i < count; i++) {
          target[offset + i] = data[start + bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1;
          bit++;
        }
      }
    };
  }
}
