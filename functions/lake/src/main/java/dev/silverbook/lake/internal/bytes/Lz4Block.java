package dev.silverbook.lake.internal.bytes;

/**
 * Decodes an LZ4 block (Parquet's LZ4_RAW), with every copy checked against both arrays. The format
 * is described at <a
 * href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">lz4_Block_format</a>.
 */
public final class Lz4Block {

  private static final int MIN_MATCH = 4;
  private static final int LONG_LENGTH = 15;

  private final byte[] source;
  private final int sourceEnd;
  private final byte[] target;
  private final int targetEnd;
  private int from;
  private int to;

  private Lz4Block(
      byte[] source, int sourceStart, int sourceEnd, byte[] target, int start, int end) {
    this.source = source;
    this.from = sourceStart;
    this.sourceEnd = sourceEnd;
    this.target = target;
    this.to = start;
    this.targetEnd = end;
  }

  /**
   * Decodes {@code source[sourceStart, sourceEnd)} to {@code target} from {@code start}.
   *
   * @return bytes written
   * @throws MalformedDataException when the block is damaged or does not fit before {@code end}
   */
  public static int decode(
      byte[] source, int sourceStart, int sourceEnd, byte[] target, int start, int end) {
    return new Lz4Block(source, sourceStart, sourceEnd, target, start, end).decode() - start;
  }

  private int decode() {
    int start = to;
    while (from < sourceEnd) {
      int token = source[from++] & 0xff;
      int literals = length(token >>> 4);
      if (literals > sourceEnd - from || literals > targetEnd - to) {
        throw new MalformedDataException("an LZ4 literal of " + literals + " bytes does not fit");
      }
      System.arraycopy(source, from, target, to, literals);
      from += literals;
      to += literals;
      if (from == sourceEnd) {
        break;
      }
      copyMatch(start, token & 0xf);
    }
    return to;
  }

  private void copyMatch(int start, int shortLength) {
    if (sourceEnd - from < 2) {
      throw new MalformedDataException("an LZ4 block ends within an offset");
    }
    int distance = (source[from] & 0xff) | (source[from + 1] & 0xff) << 8;
    from += 2;
    int match = Math.addExact(length(shortLength), MIN_MATCH);
    if (distance == 0 || distance > to - start || match > targetEnd - to) {
      throw new MalformedDataException(
          "an LZ4 match of " + match + " bytes at distance " + distance + " does not fit");
    }
    if (distance >= match) {
      System.arraycopy(target, to - distance, target, to, match);
      to += match;
      return;
    }
    for (int i = 0; i < match; i++, to++) {
      target[to] = target[to - distance];
    }
  }

  private int length(int nibble) {
    int length = nibble;
    if (nibble == LONG_LENGTH) {
      int next;
      do {
        if (from >= sourceEnd) {
          throw new MalformedDataException("an LZ4 block ends within a length");
        }
        next = source[from++] & 0xff;
        length = Math.addExact(length, next);
      } while (next == 0xff);
    }
    return length;
  }
}
