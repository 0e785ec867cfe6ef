package dev.silverbook.lake.internal.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Tells from the footer alone what a column chunk uses that is not read here. */
final class ChunkSupport {

  static final String CODECS = "zstd, snappy, gzip, lz4 and none are";

  private static final List<Encoding> ENCODINGS = List.of(Encoding.values());

  private ChunkSupport() {}

  /**
   * Why a chunk cannot be read, in words that follow the column's name.
   *
   * @param elsewhere whether its data, or what describes it, is not in the file
   * @param unknown a codec or encoding of it that has no name
   * @param encodings of its values, a bit each
   * @param type of the schema's column
   * @return empty when nothing in the footer speaks against it
   */
  static Optional<String> obstacle(
      boolean encrypted,
      boolean elsewhere,
      Optional<String> unknown,
      CompressionCodec codec,
      int encodings,
      Type type) {
    if (encrypted) {
      return Optional.of("it is encrypted");
    }
    if (elsewhere) {
      return Optional.of("its data is in another file");
    }
    if (unknown.isPresent()) {
      return Optional.of("it uses " + unknown.get() + ", which this version does not know");
    }
    if (!Decompressor.supports(codec)) {
      return Optional.of("it is compressed with " + codec + ", which is not read (" + CODECS + ")");
    }
    for (Encoding encoding : ENCODINGS) {
      if ((encodings & bit(encoding)) != 0 && !decodable(type, encoding)) {
        return Optional.of(
            "its values are encoded as "
                + encoding
                + ", which is not read for "
                + type.name().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** The bit that stands for an encoding. */
  static int bit(Encoding encoding) {
    return 1 << encoding.getValue();
  }

  private static boolean decodable(Type type, Encoding encoding) {
    return switch (encoding) {
      case PLAIN, PLAIN_DICTIONARY, RLE_DICTIONARY -> true;
      case DELTA_BINARY_PACKED -> type == Type.INT32 || type == Type.INT64;
      case DELTA_LENGTH_BYTE_ARRAY -> type == Type.BYTE_ARRAY;
      case DELTA_BYTE_ARRAY -> type == Type.BYTE_ARRAY || type == Type.FIXED_LEN_BYTE_ARRAY;
      case BYTE_STREAM_SPLIT ->
          switch (type) {
            case INT32, INT64, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY -> true;
            case BOOLEAN, INT96, BYTE_ARRAY -> false;
          };
      case RLE -> type == Type.BOOLEAN;
      case BIT_PACKED -> false;
    };
  }
}
