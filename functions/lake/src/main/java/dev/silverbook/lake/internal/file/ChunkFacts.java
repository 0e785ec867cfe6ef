package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;

/** What a footer says of one column chunk, as far as it is of use here, in little memory. */
public final class ChunkFacts {

  /** Bytes that one takes, roughly, without its statistics. */
  private static final int WEIGHT = 200;

  private static final int HAS_TYPE = 1;
  private static final int HAS_CODEC = 2;
  private static final int HAS_VALUES = 4;
  private static final int HAS_LENGTH = 8;
  private static final int HAS_START = 16;
  private static final int HAS_PATH = 32;
  private static final int HAS_ENCODINGS = 64;
  private static final int HAS_ALL = 127;

  private final SchemaNode leaf;
  private Type type;
  private CompressionCodec codec;
  private String path = "";
  private long values;
  private long pages;
  private long dictionary;
  private long length;
  private String obstacle;
  private byte[] least;
  private byte[] most;
  private boolean cut;
  private long nulls = -1;

  private int has;
  private boolean described;
  private boolean elsewhere;
  private boolean encrypted;
  private String unknown;
  private int encodings;
  private int pageEncodings;
  private boolean pagesDescribed;

  /**
   * Decodes a chunk's description.
   *
   * @param leaf the schema's column at its place
   */
  ChunkFacts(CompactReader in, SchemaNode leaf) {
    this.leaf = leaf;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 1 && in.is(CompactReader.BINARY)) {
        in.skip();
        elsewhere = true;
      } else if (field == 3 && in.is(CompactReader.STRUCT)) {
        readDescription(in);
      } else {
        encrypted |= field == 8;
        in.skip();
      }
    }
    if (described && has != HAS_ALL) {
      throw new MalformedDataException(
          "the description of column '" + leaf.path() + "' lacks a part");
    }
    obstacle =
        ChunkSupport.obstacle(
                encrypted,
                elsewhere || !described,
                Optional.ofNullable(unknown),
                codec,
                valueEncodings(),
                leaf.type())
            .orElse(null);
  }

  private void readDescription(CompactReader in) {
    described = true;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 2 && in.is(CompactReader.LIST)) {
        has |= HAS_ENCODINGS;
        for (int left = in.readList(CompactReader.I32); left > 0; left--) {
          encodings |= encoding(in);
        }
      } else if (field == 3 && in.is(CompactReader.LIST)) {
        has |= HAS_PATH;
        path = path(in);
      } else if (field == 12 && in.is(CompactReader.STRUCT)) {
        readStatistics(in);
      } else if (field == 13 && in.is(CompactReader.LIST)) {
        pagesDescribed = true;
        for (int left = in.readList(CompactReader.STRUCT); left > 0; left--) {
          readPages(in);
        }
      } else if (in.is(CompactReader.I32) || in.is(CompactReader.I64)) {
        number(field, in.readInteger());
      } else {
        in.skip();
      }
    }
  }

  private void number(int field, long number) {
    switch (field) {
      case 1 -> {
        type = Type.findByValue((int) number);
        has |= type == null ? 0 : HAS_TYPE;
      }
      case 4 -> {
        codec = CompressionCodec.findByValue((int) number);
        has |= HAS_CODEC;
        if (codec == null) {
          note("codec " + number);
        }
      }
      case 5 -> {
        values = number;
        has |= HAS_VALUES;
      }
      case 7 -> {
        length = number;
        has |= HAS_LENGTH;
      }
      case 9 -> {
        pages = number;
        has |= HAS_START;
      }
      case 11 -> dictionary = number;
      default -> {
        // Nothing that reading needs.
      }
    }
  }

  private void note(String what) {
    unknown = unknown == null ? what : unknown;
  }

  /** The bit of the next encoding. */
  private int encoding(CompactReader in) {
    int number = (int) in.readInteger();
    Encoding encoding = Encoding.findByValue(number);
    if (encoding == null) {
      note("encoding " + number);
      return 0;
    }
    return ChunkSupport.bit(encoding);
  }

  /** The path of the schema's leaf itself where it is that one. */
  private String path(CompactReader in) {
    int start = in.position();
    List<byte[]> expected = leaf.names();
    boolean same = in.readList(CompactReader.BINARY) == expected.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same = in.readIfSame(expected.get(i));
    }
    if (same) {
      return leaf.path();
    }
    in.moveTo(start);
    StringJoiner joined = new StringJoiner(".");
    for (int left = in.readList(CompactReader.BINARY); left > 0; left--) {
      joined.add(in.readText());
    }
    // A name may hold a dot.
    return joined.toString().equals(leaf.path()) ? leaf.path() : joined.toString();
  }

  private void readPages(CompactReader in) {
    int pageType = -1;
    int bit = 0;
    long count = 0;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 1 && in.is(CompactReader.I32)) {
        pageType = (int) in.readInteger();
      } else if (field == 2 && in.is(CompactReader.I32)) {
        bit = encoding(in);
      } else if (field == 3 && in.is(CompactReader.I32)) {
        count = in.readInteger();
      } else {
        in.skip();
      }
    }
    boolean ofValues =
        pageType == PageType.DATA_PAGE.getValue() || pageType == PageType.DATA_PAGE_V2.getValue();
    pageEncodings |= ofValues && count > 0 ? bit : 0;
  }

  private void readStatistics(CompactReader in) {
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 3 && in.is(CompactReader.I64)) {
        nulls = in.readInteger();
      } else if (field == 5 && in.is(CompactReader.BINARY)) {
        most = in.readBinary();
      } else if (field == 6 && in.is(CompactReader.BINARY)) {
        least = in.readBinary();
      } else {
        // Whether the largest and the least value are values of the column.
        cut |= (field == 7 || field == 8) && in.is(CompactReader.FALSE);
        in.skip();
      }
    }
  }

  /**
   * The encodings of the chunk's values. Statistics of its pages give them exactly, where a writer
   * adds them. Otherwise there is the set of all encodings; in it, RLE and BIT_PACKED are about
   * levels, and parquet-java lists BIT_PACKED for a column that has no levels at all.
   */
  private int valueEncodings() {
    return pagesDescribed
        ? pageEncodings
        : encodings & ~(ChunkSupport.bit(Encoding.RLE) | ChunkSupport.bit(Encoding.BIT_PACKED));
  }

  /** The column's type; null where its description is elsewhere. */
  Type type() {
    return type;
  }

  /** Dotted path of the column. */
  String path() {
    return path;
  }

  CompressionCodec codec() {
    return codec;
  }

  /** Values with nulls and empty lists. */
  long values() {
    return values;
  }

  /** Where its first page begins in the object. */
  long start() {
    return dictionary > 0 && dictionary < pages ? dictionary : pages;
  }

  /** Bytes of all its pages, compressed. */
  long length() {
    return length;
  }

  /** Why it cannot be read, in words that follow the column's name. */
  Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** Bytes that this takes, roughly. */
  int weight() {
    return WEIGHT + (least == null ? 0 : least.length) + (most == null ? 0 : most.length);
  }

  /** The least value as the format encodes it, or less than that; empty when it is not said. */
  public Optional<byte[]> least() {
    return Optional.ofNullable(least).map(bytes -> Arrays.copyOf(bytes, bytes.length));
  }

  /** The largest value; as {@link #least}. */
  public Optional<byte[]> most() {
    return Optional.ofNullable(most).map(bytes -> Arrays.copyOf(bytes, bytes.length));
  }

  /** Whether a least or largest value is cut off and so not a value of the column. */
  public boolean cut() {
    return cut;
  }

  /** Number of nulls; negative when it is not said. */
  public long nulls() {
    return nulls;
  }
}
