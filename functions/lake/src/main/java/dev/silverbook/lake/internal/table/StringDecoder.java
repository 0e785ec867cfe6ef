package dev.silverbook.lake.internal.table;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.read.LongDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Decodes UTF-8 strings; those of a dictionary once. */
final class StringDecoder implements ValueDecoder<TextSource> {

  private String[] dictionary;

  @Override
  public void reset() {
    dictionary = null;
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    ValueDecoder.checkDictionary(count, end - start, Integer.BYTES);
    TextSource entries = values(Encoding.PLAIN, data, start, end);
    String[] read = new String[count];
    for (int i = 0; i < count; i++) {
      read[i] = entries.next();
    }
    dictionary = read;
  }

  @Override
  public TextSource values(Encoding encoding, byte[] data, int start, int end) {
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      if (dictionary == null) {
        throw new MalformedDataException("dictionary ids without a dictionary");
      }
      RunLengthDecoder ids = ValueDecoder.ids(data, start, end);
      String[] entries = dictionary;
      int[] id = new int[1];
      return () -> {
        ids.read(id, 0, 1);
        return entries[LongSource.checkId(id[0], entries.length)];
      };
    }
    BytesSource bytes = LongDecoder.strings(Type.BYTE_ARRAY, 0, encoding, data, start, end);
    return () -> {
      bytes.next();
      return new String(bytes.array, bytes.offset, bytes.length, StandardCharsets.UTF_8);
    };
  }
}
