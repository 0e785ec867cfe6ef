package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Hands out a column of text as it lies in the page. */
public final class TextDecoder implements ValueDecoder<BytesSource> {

  private byte[][] dictionary;

  @Override
  public void reset() {
    dictionary = null;
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    ValueDecoder.checkDictionary(count, end - start, Integer.BYTES);
    byte[][] values = new byte[count][];
    BytesSource source = BytesSource.plain(data, start, end);
    for (int i = 0; i < count; i++) {
      source.next();
      values[i] = Arrays.copyOfRange(source.array, source.offset, source.offset + source.length);
    }
    dictionary = values;
  }

  @Override
  public BytesSource values(Encoding encoding, byte[] data, int start, int end) {
    if (encoding != Encoding.RLE_DICTIONARY && encoding != Encoding.PLAIN_DICTIONARY) {
      return LongDecoder.strings(Type.BYTE_ARRAY, 0, encoding, data, start, end);
    }
    if (dictionary == null) {
      throw new MalformedDataException("dictionary ids without a dictionary");
    }
    RunLengthDecoder ids = ValueDecoder.ids(data, start, end);
    byte[][] values = dictionary;
    int[] id = new int[1];
    return new BytesSource() {
      @Override
      public void next() {
        ids.read(id, 0, 1);
        byte[] value = values[LongSource.checkId(id[0], values.length)];
        window(value, 0, value.length, value.length);
      }
    };
  }
}
