package dev.silverbook.lake.internal.write;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** What ends a file: schema, where the row groups are, metadata. */
final class FileFooter {

  private static final int FORMAT_VERSION = 1;

  /**
   * Grows when the same rows give other bytes: with another encoding, other parameters of the
   * compressor, another release of it. Builds of one version may differ in it, and whoever compares
   * bytes has to know.
   */
  private static final int ENCODING = 3;

  private static final String CREATED_BY =
      "silverbook version " + version() + " (build encoding-" + ENCODING + ")";

  private FileFooter() {}

  /**
   * Writes the footer and the magic number after it.
   *
   * @param metadata key-value pairs, written in iteration order
   */
  static void write(
      ChunkWriter out,
      FeatureSchema schema,
      List<RowGroup> rowGroups,
      long rows,
      Map<String, String> metadata)
      throws IOException {
    List<SchemaElement> elements = new ArrayList<>();
    elements.add(OutputSchema.root(schema.columns().size()));
    int leaves = 0;
    for (Column column : schema.columns()) {
      OutputColumn.Group group = OutputSchema.group(column);
      elements.addAll(group.elements());
      leaves += group.leaves().size();
    }
    FileMetaData footer = new FileMetaData(FORMAT_VERSION, elements, rows, rowGroups);
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
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = FileFooter.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return properties.getProperty("version");
  }
}
