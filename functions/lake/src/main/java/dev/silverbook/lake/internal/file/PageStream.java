package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/**
 * The pages of one column chunk after another, decompressed, one at a time. Buffers are kept from
 * page to page and from chunk to chunk.
 */
public final class PageStream implements Closeable {

  /** Largest page accepted, compressed or not. */
  static final int MAX_PAGE = 256 * 1024 * 1024;

  private static final int MAX_HEADER = 16 * 1024 * 1024;
  private static final byte[] EMPTY = new byte[LittleEndian.PADDING];

  private final ParquetFile file;
  private final SchemaNode leaf;
  private final Decompressor decompressor;
  private final CRC32 checksum = new CRC32();
  private final PageFacts header = new PageFacts();

  private ParquetFile.Chunk chunk;
  private ChunkInput in;
  private long valuesLeft;
  private int page = -1;
  private boolean dataSeen;
  private byte[] raw = EMPTY;
  private byte[] data = EMPTY;

  private int valueCount;
  private Encoding encoding;
  private boolean dictionary;
  private int repetitionStart;
  private int repetitionEnd;
  private int definitionStart;
  private int definitionEnd;
  private int valuesStart;
  private int end;

  /** Of a leaf; nothing is opened yet. */
  public PageStream(ParquetFile file, SchemaNode leaf, Decompressor decompressor) {
    this.file = file;
    this.leaf = leaf;
    this.decompressor = decompressor;
  }

  /** Turns to this leaf's chunk of a row group. */
  public void open(int rowGroup) throws IOException {
    leave();
    chunk = file.chunk(rowGroup, leaf);
    valuesLeft = chunk.values();
    page = -1;
    dataSeen = false;
    in = file.bytes(chunk.offset(), chunk.length());
  }

  /**
   * Loads the next dictionary or data page.
   *
   * @return false when all values of the chunk have been delivered
   * @throws UnreadableObjectException when the bytes are damaged
   */
  public boolean next() throws IOException {
    while (valuesLeft > 0) {
      page++;
      try {
        readHeader();
        if (load()) {
          return true;
        }
      } catch (MalformedDataException e) {
        throw corrupt(e);
      } catch (UnsupportedFeatureException e) {
        throw file.unsupported(place(), e.getMessage());
      }
    }
    return false;
  }

  private void readHeader() throws IOException {
    if (in.remaining() == 0) {
      throw new MalformedDataException(
          "the column chunk ends with " + valuesLeft + " values missing");
    }
    boolean more = in.buffered() > 0 || in.more();
    while (true) {
      int start = in.position();
      CompactReader reader =
          new CompactReader(in.buffer(), start, start + Math.min(in.buffered(), MAX_HEADER));
      try {
        header.read(reader);
        in.consume(reader.position() - start);
        break;
      } catch (MalformedDataException e) {
        // Perhaps the rest of it was not fetched yet.
        more = more && in.buffered() < MAX_HEADER && in.more();
        if (!more) {
          throw new MalformedDataException(
              "the page header cannot be decoded: " + e.getMessage(), e);
        }
      }
    }
    if (header.unknown() != null) {
      throw new UnsupportedFeatureException(
          "it uses " + header.unknown() + ", which this version does not know");
    }
  }

  private boolean load() throws IOException {
    int compressed = size(header.compressed());
    int uncompressed = size(header.uncompressed());
    if (compressed > in.remaining()) {
      throw new MalformedDataException(
          "a page of " + compressed + " bytes where the chunk has " + in.remaining() + " left");
    }
    PageType type = header.type();
    if (type == null) {
      throw new MalformedDataException("a page of unknown type");
    }
    switch (type) {
      case DATA_PAGE -> {
        read(compressed);
        loadV1(compressed, uncompressed);
      }
      case DATA_PAGE_V2 -> {
        read(compressed);
        loadV2(compressed, uncompressed);
      }
      case DICTIONARY_PAGE -> {
        read(compressed);
        loadDictionary(compressed, uncompressed);
      }
      case INDEX_PAGE -> {
        in.skipFully(compressed);
        return false;
      }
    }
    return true;
  }

  private int size(int size) throws UnreadableObjectException {
    if (size < 0) {
      throw new MalformedDataException("a page of " + size + " bytes");
    }
    if (size > MAX_PAGE) {
      throw new UnreadableObjectException(
          Reason.TOO_LARGE,
          file.object().key(),
          file.object().key()
              + ": "
              + place()
              + " has "
              + size
              + " bytes, the limit is "
              + MAX_PAGE
              + "; write smaller pages, or the file again if it is damaged");
    }
    return size;
  }

  private void read(int compressed) throws IOException {
    raw = ensure(raw, compressed);
    in.readFully(raw, 0, compressed);
    if (header.hasChecksum()) {
      checksum.reset();
      checksum.update(raw, 0, compressed);
      if ((int) checksum.getValue() != header.checksum()) {
        throw new MalformedDataException(
            "checksum "
                + Integer.toHexString((int) checksum.getValue())
                + " where the page header says "
                + Integer.toHexString(header.checksum()));
      }
    }
  }

  private void decompress(int from, int length, int target, int expected) {
    decompressor.checkSize(chunk.codec(), raw, from, length, expected);
    if (chunk.codec() == CompressionCodec.UNCOMPRESSED && from == target) {
      swap();
      end = target + expected;
      return;
    }
    data = ensure(data, target + expected);
    decompressor.decompress(chunk.codec(), raw, from, length, data, target, expected);
    end = target + expected;
  }

  /** Makes the bytes read the page's content. */
  private void swap() {
    byte[] content = raw;
    raw = data;
    data = content;
  }

  private void loadDictionary(int compressed, int uncompressed) {
    if (!header.described() || dataSeen) {
      throw new MalformedDataException("a dictionary page that cannot be there");
    }
    decompress(0, compressed, 0, uncompressed);
    dictionary = true;
    valueCount = header.values();
    encoding = header.encoding();
    valuesStart = 0;
  }

  private void startData(int count, Encoding valueEncoding) {
    if (count < 0 || count > valuesLeft) {
      throw new MalformedDataException(
          "a page of " + count + " values where " + valuesLeft + " are left");
    }
    if (valueEncoding == Encoding.BIT_PACKED) {
      throw new UnsupportedFeatureException(
          "its values are encoded as BIT_PACKED, which is not read");
    }
    dictionary = false;
    dataSeen = true;
    valueCount = count;
    encoding = valueEncoding;
    valuesLeft -= count;
  }

  private void loadV1(int compressed, int uncompressed) {
    if (!header.described()) {
      throw new MalformedDataException("a data page without its header");
    }
    startData(header.values(), header.encoding());
    decompress(0, compressed, 0, uncompressed);
    int position = 0;
    if (leaf.repetitionLevel() > 0) {
      requireRunLength(header.repetitionLevels());
      repetitionEnd = levels(position);
      repetitionStart = position + Integer.BYTES;
      position = repetitionEnd;
    }
    if (leaf.definitionLevel() > 0) {
      requireRunLength(header.definitionLevels());
      definitionEnd = levels(position);
      definitionStart = position + Integer.BYTES;
      position = definitionEnd;
    }
    valuesStart = position;
  }

  private static void requireRunLength(Encoding levels) {
    if (levels == Encoding.BIT_PACKED) {
      throw new UnsupportedFeatureException(
          "its levels are encoded as BIT_PACKED, which is not read (RLE is)");
    }
    if (levels != Encoding.RLE) {
      throw new MalformedDataException("levels are encoded as " + levels + ", expected RLE");
    }
  }

  private int levels(int position) {
    if (end - position < Integer.BYTES) {
      throw new MalformedDataException("a page ends before its levels");
    }
    int length = LittleEndian.getInt(data, position);
    if (length < 0 || length > end - position - Integer.BYTES) {
      throw new MalformedDataException("levels of " + length + " bytes in a page of " + end);
    }
    return position + Integer.BYTES + length;
  }

  private void loadV2(int compressed, int uncompressed) {
    if (!header.described()) {
      throw new MalformedDataException("a data page without its header");
    }
    int repetition = header.repetitionBytes();
    int definition = header.definitionBytes();
    long levels = (long) repetition + definition;
    if (repetition < 0
        || definition < 0
        || levels > compressed
        || levels > uncompressed
        || header.nulls() < 0
        || header.nulls() > header.values()) {
      throw new MalformedDataException("a data page header with impossible sizes");
    }
    startData(header.values(), header.encoding());
    int from = (int) levels;
    // A page of nulls only has no values to decompress, whatever the codec.
    if (!header.valuesCompressed() || compressed == from) {
      if (compressed != uncompressed && compressed != from) {
        throw new MalformedDataException("an uncompressed page with two sizes");
      }
      swap();
      end = compressed;
    } else {
      decompress(from, compressed - from, from, uncompressed - from);
      if (chunk.codec() != CompressionCodec.UNCOMPRESSED) {
        System.arraycopy(raw, 0, data, 0, from);
      }
    }
    repetitionStart = 0;
    repetitionEnd = repetition;
    definitionStart = repetition;
    definitionEnd = from;
    valuesStart = from;
  }

  private byte[] ensure(byte[] buffer, int size) {
    if (buffer.length >= size + LittleEndian.PADDING) {
      return buffer;
    }
    file.buffers().give(buffer);
    return file.buffers().take(size);
  }

  /** Whether the page is a dictionary; its entries lie in {@code [valuesStart, end)}. */
  public boolean dictionary() {
    return dictionary;
  }

  /** Entries of the page: values with nulls and empty lists, or dictionary entries. */
  public int valueCount() {
    return valueCount;
  }

  /** How the values are encoded. */
  public Encoding encoding() {
    return encoding;
  }

  /** The decompressed page, padded; valid until {@link #next()}. */
  public byte[] data() {
    return data;
  }

  /** Where the values begin in {@link #data()}. */
  public int valuesStart() {
    return valuesStart;
  }

  /** Where the page ends in {@link #data()}. */
  public int end() {
    return end;
  }

  /** The page's repetition levels. */
  public RunLengthDecoder repetitionLevels() {
    int width = RunLengthDecoder.bitWidth(leaf.repetitionLevel());
    return new RunLengthDecoder(data, repetitionStart, repetitionEnd, width);
  }

  /** The page's definition levels. */
  public RunLengthDecoder definitionLevels() {
    int width = RunLengthDecoder.bitWidth(leaf.definitionLevel());
    return new RunLengthDecoder(data, definitionStart, definitionEnd, width);
  }

  /** Entries of the current chunk: values, nulls and empty lists. */
  public long values() {
    return chunk.values();
  }

  /** {@code cause} as an error of the current page. */
  public UnreadableObjectException corrupt(RuntimeException cause) {
    return new UnreadableObjectException(
        Reason.CORRUPT_FILE,
        file.object().key(),
        -1,
        file.object().key()
            + ": damaged Parquet file, "
            + place()
            + ": "
            + cause.getMessage()
            + "; write or copy it again",
        cause);
  }

  /** A part of a row exceeds a limit. */
  public UnreadableObjectException tooLarge(String what) {
    return new UnreadableObjectException(
        Reason.TOO_LARGE, file.object().key(), file.object().key() + ": " + place() + ": " + what);
  }

  private String place() {
    return "column '" + leaf.path() + "', row group " + chunk.rowGroup() + ", page " + page;
  }

  private void leave() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  @Override
  public void close() throws IOException {
    file.buffers().give(raw);
    file.buffers().give(data);
    raw = EMPTY;
    data = EMPTY;
    leave();
  }
}
