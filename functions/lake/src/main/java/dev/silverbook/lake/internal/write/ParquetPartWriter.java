package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * Writes parts one after the other that are made side by side: the first goes out as it comes, the
 * others are held back as encoded row groups. Row groups are small, because many buffers are open.
 */
public final class ParquetPartWriter implements PartWriter {

  private static final int OUTPUT_BUFFER = 64 * 1024;

  /** Bytes of values that each part buffers before a row group is encoded. */
  private static final long PART_BYTES = 1024 * 1024;

  private final FeatureSchema schema;
  private final ChunkWriter out;
  private final SpareNumbers spare = new SpareNumbers();
  private final List<Part> parts = new ArrayList<>();
  private boolean finished;

  /**
   * Writes the file's first bytes.
   *
   * @param parts how many, at least one
   * @param output closed by {@link #close()}
   */
  public ParquetPartWriter(FeatureSchema schema, int parts, OutputStream output)
      throws IOException {
    this.schema = schema;
    out = new ChunkWriter(new BufferedOutputStream(output, OUTPUT_BUFFER));
    out.write(ParquetFile.MAGIC, 0, ParquetFile.MAGIC.length);
    this.parts.add(new Part(out));
    for (int part = 1; part < parts; part++) {
      this.parts.add(new HeldPart());
    }
  }

  @Override
  public void write(int part, FeatureRow row) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    parts.get(part).append(row);
  }

  @Override
  public void finish(Map<String, String> metadata) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    finished = true;
    List<RowGroup> rowGroups = new ArrayList<>();
    long rows = 0;
    for (Part part : parts) {
      rows += part.finish(rowGroups);
    }
    FileFooter.write(out, schema, rowGroups, rows, metadata);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Part part : parts) {
        part.close();
      }
    } finally {
      out.close();
    }
  }

  /** A part whose row groups go where {@code target} writes. */
  private class Part {

    private final RowGroupBuffer buffer = new RowGroupBuffer(schema, PART_BYTES, spare);
    private final RowGroupWriter rowGroups;

    Part(ChunkWriter target) {
      rowGroups = new RowGroupWriter(target, schema.numberEncoding());
    }

    void append(FeatureRow row) throws IOException {
      if (buffer.append(row)) {
        rowGroups.write(buffer);
      }
    }

    /** Adds its row groups to those of the file; how many rows they hold. */
    long finish(List<RowGroup> file) throws IOException {
      if (buffer.rows() > 0) {
        rowGroups.write(buffer);
      }
      for (RowGroup group : rowGroups.rowGroups()) {
        if (file.size() <= Short.MAX_VALUE) {
          group.setOrdinal((short) file.size());
        } else {
          group.unsetOrdinal();
        }
        file.add(group);
      }
      return rowGroups.rows();
    }

    void close() throws IOException {}
  }

  /** A part that is held back until those before it are written. */
  private final class HeldPart extends Part {

    private final ByteArrayOutputStream bytes;
    private final ChunkWriter held;

    HeldPart() {
      this(new ByteArrayOutputStream());
    }

    private HeldPart(ByteArrayOutputStream bytes) {
      this(bytes, new ChunkWriter(bytes));
    }

    private HeldPart(ByteArrayOutputStream bytes, ChunkWriter held) {
      super(held);
      this.bytes = bytes;
      this.held = held;
    }

    @Override
    long finish(List<RowGroup> file) throws IOException {
      int first = file.size();
      long rows = super.finish(file);
      long start = out.position();
      for (RowGroup group : file.subList(first, file.size())) {
        move(group, start);
      }
      byte[] encoded = bytes.toByteArray();
      out.write(encoded, 0, encoded.length);
      return rows;
    }

    @Override
    void close() throws IOException {
      held.close();
    }
  }

  private static void move(RowGroup group, long by) {
    group.setFile_offset(group.getFile_offset() + by);
    for (ColumnChunk chunk : group.getColumns()) {
      chunk.setFile_offset(chunk.getFile_offset() + by);
      ColumnMetaData data = chunk.getMeta_data();
      data.setData_page_offset(data.getData_page_offset() + by);
      if (data.isSetDictionary_page_offset()) {
        data.setDictionary_page_offset(data.getDictionary_page_offset() + by);
      }
    }
  }
}
