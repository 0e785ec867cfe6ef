package dev.silverbook.lake.internal.write;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.silverbook.lake.internal.bytes.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** Compresses and writes pages one after another and keeps the books for the footer. */
final class ChunkWriter implements Closeable {

  /** Fast, and close to what higher levels reach on this data. */
  private static final int ZSTD_LEVEL = 1;

  /**
   * Where numbers repeat they do so as a whole and soon: a table of matches that stays in a core's
   * nearest cache finds as many of them as a larger one.
   */
  private static final int NUMBERS_MIN_MATCH = 7;

  private static final int NUMBERS_HASH_LOG = 10;

  /** Smaller pages, as bars have them, take no time worth saving. */
  private static final int NUMBERS_LEAST_BYTES = 16 * 1024;

  /** Leaves a parameter to zstd. */
  private static final int BY_LEVEL = 0;

  private final OutputStream out;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(256);
  private final CRC32 checksum = new CRC32();
  private final RawFrame frame = new RawFrame();
  private byte[] compressed = new byte[1024];
  private long position;

  private long chunkStart;
  private long dataStart;
  private Encoding encoding = Encoding.PLAIN;
  private boolean forNumbers;
  private long values;
  private long uncompressedSize;

  ChunkWriter(OutputStream out) {
    this.out = out;
    zstd.setLevel(ZSTD_LEVEL);
  }

  /** Bytes written so far. */
  long position() {
    return position;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    position += length;
  }

  void startChunk() {
    chunkStart = position;
    dataStart = -1;
    encoding = Encoding.PLAIN;
    values = 0;
    uncompressedSize = 0;
  }

  void dictionaryPage(ByteSink page, int entries) throws IOException {
    tune(false);
    PageHeader pageHeader = new PageHeader();
    pageHeader.setType(PageType.DICTIONARY_PAGE);
    pageHeader.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    page(pageHeader, page, 0);
  }

  /** Writes a page of anything but numbers; all of a chunk have the same encoding. */
  void dataPage(ByteSink page, int entries, Encoding ofValues) throws IOException {
    tune(false);
    dataPage(page, entries, ofValues, 0);
  }

  /**
   * Writes a page of numbers.
   *
   * @param raw how many of its bytes, from the first, are not worth compressing
   */
  void numbersPage(ByteSink page, int entries, Encoding ofValues, int raw) throws IOException {
    tune(page.size() >= NUMBERS_LEAST_BYTES);
    dataPage(page, entries, ofValues, raw);
  }

  private void tune(boolean numbers) {
    if (numbers != forNumbers) {
      zstd.setMinMatch(numbers ? NUMBERS_MIN_MATCH : BY_LEVEL);
      zstd.setHashLog(numbers ? NUMBERS_HASH_LOG : BY_LEVEL);
      forNumbers = numbers;
    }
  }

  private void dataPage(ByteSink page, int entries, Encoding ofValues, int raw) throws IOException {
    if (dataStart < 0) {
      dataStart = position;
    }
    values += entries;
    encoding = ofValues;
    PageHeader pageHeader = new PageHeader();
    pageHeader.setType(PageType.DATA_PAGE);
    pageHeader.setData_page_header(
        new DataPageHeader(entries, ofValues, Encoding.RLE, Encoding.RLE));
    page(pageHeader, page, raw);
  }

  private void page(PageHeader pageHeader, ByteSink page, int raw) throws IOException {
    int bound = RawFrame.bound(page.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int size =
        raw > 0
            ? frame.write(page.data(), page.size(), raw, zstd, compressed)
            : zstd.compressByteArray(compressed, 0, compressed.length, page.data(), 0, page.size());
    checksum.reset();
    checksum.update(compressed, 0, size);
    pageHeader.setUncompressed_page_size(page.size());
    pageHeader.setCompressed_page_size(size);
    pageHeader.setCrc((int) checksum.getValue());
    header.reset();
    Util.writePageHeader(pageHeader, header);
    header.writeTo(out);
    position += header.size();
    write(compressed, 0, size);
    uncompressedSize += header.size() + page.size();
  }

  /** The finished chunk's entry in the footer. */
  ColumnChunk endChunk(OutputColumn column, Statistics statistics) {
    ColumnMetaData data =
        new ColumnMetaData(
            column.type(),
            OutputColumn.encodings(encoding),
            column.path(),
            CompressionCodec.ZSTD,
            values,
            uncompressedSize,
            position - chunkStart,
            dataStart);
    if (encoding == Encoding.RLE_DICTIONARY) {
      data.setDictionary_page_offset(chunkStart);
    }
    data.setStatistics(statistics);
    ColumnChunk chunk = new ColumnChunk(chunkStart);
    chunk.setMeta_data(data);
    return chunk;
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    zstd.close();
    out.close();
  }
}
