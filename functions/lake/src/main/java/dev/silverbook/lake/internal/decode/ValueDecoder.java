package dev.silverbook.lake.internal.decode;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import org.apache.parquet.format.Encoding;

/**
 * Knows a column's type and turns its pages into values. Holds the dictionary of the current chunk.
 *
 * @param <S> where the values come out
 */
public interface ValueDecoder<S> {

  /** Most values decoded at a time. */
  int BATCH = 4096;

  /**
   * Values that lie between two steps of decoding, in memory of each page: few, because a page may
   * have few, and so that they stay in the cache.
   */
  int STEP = 512;

  /** Forgets the dictionary: a new chunk begins. */
  void reset();

  /**
   * Decodes the dictionary in {@code data[start, end)}.
   *
   * @throws MalformedDataException when it does not have {@code count} entries
   */
  void dictionary(byte[] data, int start, int end, int count);

  /**
   * The values in {@code data[start, end)}.
   *
   * @throws MalformedDataException when the type cannot have that encoding
   */
  S values(Encoding encoding, byte[] data, int start, int end);

  /** Opens the ids of a dictionary-encoded page: a byte with the bit width, then runs. */
  static RunLengthDecoder ids(byte[] data, int start, int end) {
    if (start == end) {
      return new RunLengthDecoder(data, start, end, 0);
    }
    return new RunLengthDecoder(data, start + 1, end, data[start]);
  }

  /** Refuses a dictionary count that its bytes cannot hold, before memory is reserved for it. */
  static void checkDictionary(int count, int bytes, int minWidth) {
    if (count < 0 || count > bytes / minWidth) {
      throw new MalformedDataException(
          "a dictionary of " + count + " entries in " + bytes + " bytes");
    }
  }
}
