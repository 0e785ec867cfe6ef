package dev.silverbook.lake.internal.bytes;

import java.nio.ByteBuffer;

/**
 * Decodes the format's deprecated LZ4 codec, which never said how blocks are framed. Hadoop, and
 * with it Spark and Hive, writes frames: the size of the content, then compressed chunks until it
 * is complete, each with its size in front; sizes are big-endian. Others wrote one block without a
 * frame.
 */
public final class HadoopLz4 {

  private HadoopLz4() {}

  /**
   * Fills {@code target[to, to + expected)} from either form.
   *
   * @return bytes written
   * @throws MalformedDataException when the bytes are neither
   */
  public static int decode(
      byte[] source, int offset, int length, byte[] target, int to, int expected) {
    MalformedDataException notFramed;
    try {
      return frames(ByteBuffer.wrap(source, offset, length), target, to, expected);
    } catch (MalformedDataException e) {
      notFramed = e;
    }
    try {
      return Lz4Block.decode(source, offset, offset + length, target, to, to + expected);
    } catch (MalformedDataException | ArithmeticException e) {
      notFramed.addSuppressed(e);
      throw notFramed;
    }
  }

  private static int frames(ByteBuffer source, byte[] target, int to, int expected) {
    int done = 0;
    while (done < expected) {
      int content = size(source, expected - done);
      for (int end = done + content; done < end; ) {
        int chunk = size(source, Integer.MAX_VALUE);
        if (chunk > source.remaining()) {
          throw new MalformedDataException("an LZ4 chunk of " + chunk + " bytes does not fit");
        }
        int from = source.arrayOffset() + source.position();
        done += Lz4Block.decode(source.array(), from, from + chunk, target, to + done, to + end);
        source.position(source.position() + chunk);
      }
    }
    if (source.hasRemaining()) {
      throw new MalformedDataException(source.remaining() + " bytes follow the last LZ4 frame");
    }
    return done;
  }

  private static int size(ByteBuffer source, int most) {
    int size = source.remaining() < Integer.BYTES ? -1 : source.getInt();
    if (size < 0 || size > most) {
      throw new MalformedDataException("an LZ4 frame has no possible size");
    }
    return size;
  }
}
