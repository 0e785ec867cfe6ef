package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Writes feature rows as Parquet: V1 pages, zstd, row groups bounded in bytes and rows. The bytes
 * depend on nothing but schema, rows, metadata and version.
 */
public final class ParquetFeatureWriter implements FeatureWriter {

  private static final int OUTPUT_BUFFER = 256 * 1024;

  private final ChunkWriter out;
  private final RowGroupWriter rowGroups;
  private final BackgroundEncoding sink;
  private final FeatureSchema schema;
  private RowGroupBuffer filling;
  private boolean finished;
  private boolean released;

  /**
   * Starts the file.
   *
   * @param output closed by {@link #close()}
   * @param idleCore whether a complete row group is encoded on a thread of its own, asked for each
   * @param spare what writers before this one left, and it leaves to others
   */
  public ParquetFeatureWriter(
      FeatureSchema schema, OutputStream output, BooleanSupplier idleCore, SpareNumbers spare)
      throws IOException {
    this.schema = schema;
    out = new ChunkWriter(new BufferedOutputStream(output, OUTPUT_BUFFER));
    rowGroups = new RowGroupWriter(out, schema.numberEncoding());
    sink = new BackgroundEncoding(rowGroups, () -> new RowGroupBuffer(schema, spare), idleCore);
    filling = new RowGroupBuffer(schema, spare);
    out.write(ParquetFile.MAGIC, 0, ParquetFile.MAGIC.length);
  }

  @Override
  public void write(FeatureRow row) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    if (filling.append(row)) {
      filling = sink.exchange(filling);
    }
  }

  @Override
  public void finish(Map<String, String> metadata) throws IOException {
    if (finished) {
      throw new IllegalStateException("the file is finished");
    }
    finished = true;
    sink.drain();
    if (filling.rows() > 0) {
      rowGroups.write(filling);
    }
    FileFooter.write(out, schema, rowGroups.rowGroups(), rowGroups.rows(), metadata);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    sink.close();
    if (!released) {
      released = true;
      filling.release();
    }
    out.close();
  }
}
