package dev.silverbook.lake.internal.write;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.read.ParquetFile;
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
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes feature rows as Parquet: V1 pages, zstd, PLAIN numbers, row groups bounded in bytes and
 * rows. The bytes depend on nothing but schema, rows, metadata and version.
 */
public final class ParquetFeatureWriter implements FeatureWriter {

  private static final int FORMAT_VERSION = 1;
  private static final int OUTPUT_BUFFER = 64 * 1024;
  private static final String CREATED_BY = "silverbook version " + version();

  private final ChunkWriter out;
  private final RowGroupWriter rowGroups;
  private final RowGroupSink sink;
  private final List<SchemaElement> elements = new ArrayList<>();
  private int leaves;
  private RowGroupBuffer filling;
  private boolean finished;

  /**
   * Starts the file.
   *
   * @param output closed by {@link #close()}
   * @param background whether complete row groups are encoded on a thread of their own
   */
  public ParquetFeatureWriter(FeatureSchema schema, OutputStream output, boolean background)
      throws IOException {
    elements.add(OutputSchema.root(schema.columns().size()));
    for (Column column : schema.columns()) {
      OutputColumn.Group group = OutputSchema.group(column);
      elements.addAll(group.elements());
      leaves += group.leaves().size();
    }
    out = new ChunkWriter(new BufferedOutputStream(output, OUTPUT_BUFFER));
    rowGroups = new RowGroupWriter(out);
    sink =
        background
            ? new BackgroundEncoding(rowGroups, () -> new RowGroupBuffer(schema))
            : RowGroupSink.inline(rowGroups);
    filling = new RowGroupBuffer(schema);
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
    FileMetaData footer =
        new FileMetaData(FORMAT_VERSION, elements, rowGroups.rows(), rowGroups.rowGroups());
    footer.setCreated_by(CREATED_BY);
    metadata.forEach(
        (key, value) -> {
          KeyValue pair = new KeyValue(key);
          pair.setValue(value);
          footer.addToKey_value_metadata(pair);
        });
    footer.setColumn_orders(
        Collections.nCopies(leaves, ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
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
    sink.close();
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
