package dev.silverbook.lake.internal;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes feature rows as Parquet: V1 pages, zstd, PLAIN numbers, row groups bounded in bytes and
 * rows. The bytes depend on nothing but schema, rows, metadata and version.
 */
public final class ParquetFeatureWriter implements FeatureWriter {

  /** Most rows of a row group. */
  static final int MAX_ROWS = 64 * 1024;

  /** Bytes of values buffered before a row group is written. */
  static final long MAX_BYTES = 16L * 1024 * 1024;

  private static final int FORMAT_VERSION = 1;
  private static final int OUTPUT_BUFFER = 64 * 1024;
  private static final String CREATED_BY = "silverbook version " + version();

  private final FeatureSchema schema;
  private final ChunkWriter out;
  private final PageEncoder encoder;
  private final List<SchemaElement> elements = new ArrayList<>();
  private final List<OutputColumn> leaves = new ArrayList<>();
  private final NumberBlock numbers;
  private final ColumnBuffer[] buffers;
  private final List<ColumnBuffer> others = new ArrayList<>();
  private final int maxRows;
  private final long fixedRowBytes;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private int rows;
  private long totalRows;
  private boolean finished;

  /**
   * Starts the file.
   *
   * @param output closed by {@link #close()}
   */
  public ParquetFeatureWriter(FeatureSchema schema, OutputStream output) throws IOException {
    this.schema = schema;
    this.out = new ChunkWriter(new BufferedOutputStream(output, OUTPUT_BUFFER));
    this.encoder = new PageEncoder(out);
    this.numbers = new NumberBlock(schema.numberCount());
    this.buffers = new ColumnBuffer[schema.columns().size()];
    elements.add(OutputSchema.root(schema.columns().size()));
    for (int i = 0; i < buffers.length; i++) {
      addColumn(i);
    }
    this.fixedRowBytes =
        (long) Double.BYTES * schema.numberCount()
            + (long) Long.BYTES * schema.integerCount()
            + schema.labelCount();
    this.maxRows = (int) Math.max(1, Math.min(MAX_ROWS, MAX_BYTES / Math.max(1, fixedRowBytes)));
    out.write(ParquetFile.MAGIC, 0, ParquetFile.MAGIC.length);
  }

  private void addColumn(int index) {
    Column column = schema.columns().get(index);
    OutputColumn.Group group = OutputSchema.group(column);
    elements.addAll(group.elements());
    leaves.addAll(group.leaves());
    OutputColumn first = group.leaves().get(0);
    int slot = schema.slot(index);
    buffers[index] =
        switch (column.type()) {
          case DOUBLE -> new NumberColumn(first, slot);
          case INT64, TIMESTAMP_MICROS -> new LongBuffer(first, slot);
          case LABEL -> new LabelBuffer(first, slot, column);
          case LEVELS -> new LevelsBuffer(first, group.leaves().get(1), slot == 0);
        };
    if (column.type() != ColumnType.DOUBLE) {
      others.add(buffers[index]);
    }
  }

  /** One double column's view of the block; rows go into the block once, not column by column. */
  private final class NumberColumn implements ColumnBuffer {

    private final OutputColumn column;
    private final int slot;

    NumberColumn(OutputColumn column, int slot) {
      this.column = column;
      this.slot = slot;
    }

    @Override
    public void append(FeatureRow row) {
      throw new IllegalStateException("numbers are appended together");
    }

    @Override
    public void flush(int rowCount, PageEncoder target, List<ColumnChunk> chunks)
        throws IOException {
      chunks.add(target.doubles(column, numbers.column(slot), rowCount));
    }
  }

  @Override
  public void write(FeatureRow row) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    numbers.append(row);
    long variable = 0;
    for (int i = 0; i < others.size(); i++) {
      ColumnBuffer buffer = others.get(i);
      buffer.append(row);
      variable += buffer.variableBytes();
    }
    rows++;
    if (rows == maxRows || variable + rows * fixedRowBytes >= MAX_BYTES) {
      flushRowGroup();
    }
  }

  private void flushRowGroup() throws IOException {
    long start = out.position();
    numbers.finish();
    List<ColumnChunk> chunks = new ArrayList<>(leaves.size());
    for (ColumnBuffer buffer : buffers) {
      buffer.flush(rows, encoder, chunks);
    }
    numbers.clear();
    long uncompressed = 0;
    for (ColumnChunk chunk : chunks) {
      uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
    }
    RowGroup group = new RowGroup(chunks, uncompressed, rows);
    group.setFile_offset(start);
    group.setTotal_compressed_size(out.position() - start);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      group.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(group);
    totalRows += rows;
    rows = 0;
  }

  @Override
  public void finish(Map<String, String> metadata) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    finished = true;
    if (rows > 0) {
      flushRowGroup();
    }
    FileMetaData footer = new FileMetaData(FORMAT_VERSION, elements, totalRows, rowGroups);
    footer.setCreated_by(CREATED_BY);
    metadata.forEach(
        (key, value) -> {
          KeyValue pair = new KeyValue(key);
          pair.setValue(value);
          footer.addToKey_value_metadata(pair);
        });
    footer.setColumn_orders(
        Collections.nCopies(leaves.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    byte[] trailer = new byte[Integer.BYTES];
    LittleEndian.putInt(trailer, 0, bytes.size());
    out.write(bytes.toByteArray(), 0, bytes.size());
    out.write(trailer, 0, trailer.length);
    out.write(ParquetFile.MAGIC, 0, ParquetFile.MAGIC.length);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = ParquetFeatureWriter.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return properties.getProperty("version");
  }
}
