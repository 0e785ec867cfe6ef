package dev.silverbook.lake.internal.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;

/** Tells from the footer alone what a column chunk uses that is not read here. */
final class ChunkSupport {

  static final String CODECS = "zstd, snappy, gzip, lz4 and none are";

  private ChunkSupport() {}

  /**
   * Why a chunk cannot be read, in words that follow the column's name.
   *
   * @param unknown a codec or encoding of it that has no name
   * @return empty when nothing in the footer speaks against it
   */
  static Optional<String> obstacle(ColumnChunk column, Type type, Optional<String> unknown) {
    if (column.isSetCrypto_metadata()) {
      return Optional.of("it is encrypted");
    }
    if (column.getMeta_data() == null || column.isSetFile_path()) {
      return Optional.of("its data is in another file");
    }
    if (unknown.isPresent()) {
      return Optional.of("it uses " + unknown.get() + ", which this version does not know");
    }
    ColumnMetaData data = column.getMeta_data();
    if (!Decompressor.supports(data.getCodec())) {
      return Optional.of(
          "it is compressed with " + data.getCodec() + ", which is not read (" + CODECS + ")");
    }
    for (Encoding encoding : valueEncodings(data)) {
      if (!decodable(type, encoding)) {
        return Optional.of(
            "its values are encoded as "
                + encoding
                + ", which is not read for "
                + type.name().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /**
   * The encodings of the chunk's values. Statistics of its pages give them exactly, where a writer
   * adds them. Otherwise there is the set of all encodings; in it, RLE and BIT_PACKED are about
   * levels, and parquet-java lists BIT_PACKED for a column that has no levels at all.
   */
  private static List<Encoding> valueEncodings(ColumnMetaData data) {
    List<Encoding> encodings = new ArrayList<>();
    if (data.isSetEncoding_stats()) {
      for (PageEncodingStats pages : data.getEncoding_stats()) {
        boolean values =
            pages.getPage_type() == PageType.DATA_PAGE
                || pages.getPage_type() == PageType.DATA_PAGE_V2;
        if (values && pages.getCount() > 0) {
          encodings.add(pages.getEncoding());
        }
      }
      return encodings;
    }
    encodings.addAll(data.getEncodings());
    encodings.removeAll(List.of(Encoding.RLE, Encoding.BIT_PACKED));
    return encodings;
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
