package dev.silverbook.lake.internal.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.silverbook.lake.internal.bytes.HadoopLz4;
import dev.silverbook.lake.internal.bytes.Lz4Block;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages. Holds native memory once zstd is met; close it. That memory is kept for
 * others then, within bounds: a file of a minute is read in less time than it takes to set it up.
 */
public final class Decompressor implements AutoCloseable {

  private static final int GZIP_BUFFER = 8 * 1024;
  // Most that a codec makes of a byte: longest copy by shortest instruction.
  private static final long SNAPPY_MAX_RATIO = 22;
  private static final long LZ4_MAX_RATIO = 255;
  private static final long GZIP_MAX_RATIO = 1032;
  private static final int ZSTD_MIN_BLOCK = 3;
  private static final long ZSTD_MAX_CONTENT = 128 * 1024;
  private static final long SLACK = 64;

  /** Zstd's memory that nobody uses now; as many as a partition has files open at once. */
  private static final Queue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(32);

  private ZstdDecompressCtx zstd;

  /** Whether pages of this codec can be read. */
  static boolean supports(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW, LZ4 -> true;
      case LZO, BROTLI -> false;
    };
  }

  /**
   * Checks what the compressed bytes say about their content's size, before anything is allocated
   * for it.
   *
   * @throws MalformedDataException when they cannot give {@code expected} bytes
   */
  void checkSize(CompressionCodec codec, byte[] source, int offset, int length, int expected) {
    boolean possible =
        switch (codec) {
          case UNCOMPRESSED -> length == expected;
          case SNAPPY ->
              expected <= length * SNAPPY_MAX_RATIO + SLACK
                  && snappySize(source, offset, length) == expected;
          case ZSTD -> {
            long size = Zstd.getFrameContentSize(source, offset, length);
            yield expected <= zstdMost(length) && (size <= 0 || size == expected);
          }
          case LZ4_RAW, LZ4 -> expected <= length * LZ4_MAX_RATIO + SLACK;
          case GZIP -> expected <= length * GZIP_MAX_RATIO + SLACK;
          case LZO, BROTLI -> false;
        };
    if (!possible) {
      throw new MalformedDataException(
          length + " bytes of " + codec + " cannot hold the " + expected + " the page header says");
    }
  }

  /**
   * Fills {@code target[targetOffset, targetOffset + expected)}.
   *
   * @throws MalformedDataException when the bytes are damaged or give another size
   */
  void decompress(
      CompressionCodec codec,
      byte[] source,
      int offset,
      int length,
      byte[] target,
      int targetOffset,
      int expected) {
    long size =
        switch (codec) {
          case UNCOMPRESSED -> {
            System.arraycopy(source, offset, target, targetOffset, length);
            yield length;
          }
          case SNAPPY -> snappy(source, offset, length, target, targetOffset);
          case ZSTD -> zstd(source, offset, length, target, targetOffset, expected);
          case LZ4_RAW ->
              Lz4Block.decode(
                  source, offset, offset + length, target, targetOffset, targetOffset + expected);
          case LZ4 -> HadoopLz4.decode(source, offset, length, target, targetOffset, expected);
          case GZIP -> gzip(source, offset, length, target, targetOffset, expected);
          case LZO, BROTLI -> throw new MalformedDataException("codec " + codec);
        };
    if (size != expected) {
      throw new MalformedDataException(
          codec + " gave " + size + " bytes where the page header says " + expected);
    }
  }

  /**
   * Most that a frame without a content size can hold: each block is at least a header of 3 bytes.
   */
  private static long zstdMost(int length) {
    return (length / ZSTD_MIN_BLOCK + 1L) * ZSTD_MAX_CONTENT;
  }

  private static int snappySize(byte[] source, int offset, int length) {
    try {
      return Snappy.uncompressedLength(source, offset, length);
    } catch (IOException e) {
      throw new MalformedDataException("damaged snappy data: " + e.getMessage(), e);
    }
  }

  private static int snappy(byte[] source, int offset, int length, byte[] target, int to) {
    try {
      return Snappy.uncompress(source, offset, length, target, to);
    } catch (IOException e) {
      throw new MalformedDataException("damaged snappy data: " + e.getMessage(), e);
    }
  }

  private int zstd(byte[] source, int offset, int length, byte[] target, int to, int expected) {
    if (zstd == null) {
      ZstdDecompressCtx idle = IDLE.poll();
      zstd = idle == null ? new ZstdDecompressCtx() : idle;
    }
    try {
      return zstd.decompressByteArray(target, to, expected, source, offset, length);
    } catch (ZstdException e) {
      zstd.close();
      zstd = null;
      throw new MalformedDataException("damaged zstd data: " + e.getMessage(), e);
    }
  }

  private static int gzip(
      byte[] source, int offset, int length, byte[] target, int to, int expected) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(source, offset, length), GZIP_BUFFER)) {
      int size = in.readNBytes(target, to, expected);
      return size == expected && in.read() >= 0 ? expected + 1 : size;
    } catch (IOException e) {
      throw new MalformedDataException("damaged gzip data: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (zstd != null && !IDLE.offer(zstd)) {
      zstd.close();
    }
    zstd = null;
  }
}
