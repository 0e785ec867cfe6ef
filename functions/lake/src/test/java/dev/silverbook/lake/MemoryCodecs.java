package dev.silverbook.lake;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lz4.Lz4HadoopStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** The codecs that need nothing but their own library, for the reference implementation. */
final class MemoryCodecs implements CompressionCodecFactory {

  /** Small, so that a large page becomes several frames. */
  private static final int LZ4_BUFFER = 4096;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput bytes) throws IOException {
        return BytesInput.from(compressed(codec, array(bytes)));
      }

      @Override
      public CompressionCodecName getCodecName() {
        return codec;
      }

      @Override
      public void release() {}
    };
  }

  private static byte[] array(BytesInput bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes.writeAllTo(out);
    return out.toByteArray();
  }

  private static byte[] compressed(CompressionCodecName codec, byte[] bytes) throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> bytes;
      case ZSTD -> Zstd.compress(bytes);
      case SNAPPY -> Snappy.compress(bytes);
      case GZIP -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(bytes);
        }
        yield out.toByteArray();
      }
      case LZ4 -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream frames = new Lz4HadoopStreams(LZ4_BUFFER).createOutputStream(out)) {
          frames.write(bytes);
        }
        yield out.toByteArray();
      }
      case LZ4_RAW -> {
        Lz4Compressor compressor = new Lz4Compressor();
        byte[] block = new byte[compressor.maxCompressedLength(bytes.length)];
        yield Arrays.copyOf(
            block, compressor.compress(bytes, 0, bytes.length, block, 0, block.length));
      }
      case LZO, BROTLI -> throw new IOException("no compressor for " + codec);
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new BytesInputDecompressor() {
      @Override
      public BytesInput decompress(BytesInput bytes, int size) throws IOException {
        return BytesInput.from(decompressed(codec, array(bytes), size));
      }

      @Override
      public void decompress(ByteBuffer in, int compressed, ByteBuffer out, int size)
          throws IOException {
        byte[] bytes = new byte[compressed];
        in.get(bytes);
        out.put(decompressed(codec, bytes, size));
      }

      @Override
      public void release() {}
    };
  }

  private static byte[] decompressed(CompressionCodecName codec, byte[] bytes, int size)
      throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> bytes;
      case ZSTD -> Zstd.decompress(bytes, size);
      case SNAPPY -> Snappy.uncompress(bytes);
      case GZIP -> new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      case LZ4 ->
          new Lz4HadoopStreams().createInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      case LZ4_RAW -> {
        byte[] content = new byte[size];
        new Lz4Decompressor().decompress(bytes, 0, bytes.length, content, 0, size);
        yield content;
      }
      case LZO, BROTLI -> throw new IOException("no decompressor for " + codec);
    };
  }

  @Override
  public void release() {}
}
