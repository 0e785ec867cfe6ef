package dev.silverbook.lake;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Files of any schema, written by the reference implementation. */
public final class ReferenceFile {

  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.ZSTD,
          CompressionCodecName.GZIP);

  private ReferenceFile() {}

  /**
   * Writes one.
   *
   * @param fields the schema in the format's own language, without {@code message}
   * @param rows each fills its row
   * @param layout draws codec, page sizes and the like; equal generators give equal bytes
   */
  public static byte[] write(String fields, List<Consumer<Group>> rows, Random layout)
      throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message row {" + fields + "}");
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new MemoryCodecs())
            .withCompressionCodec(CODECS.get(layout.nextInt(CODECS.size())))
            .withWriterVersion(
                layout.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
            .withDictionaryEncoding(layout.nextInt(4) != 0)
            .withPageSize(layout.nextBoolean() ? 300 : 1 << 20)
            .withPageRowCountLimit(layout.nextBoolean() ? 7 : 20_000)
            .withMinRowCountForPageSizeCheck(1)
            .withRowGroupRowCountLimit(layout.nextBoolean() ? 23 : 1 << 20)
            .build()) {
      for (Consumer<Group> row : rows) {
        SimpleGroup group = new SimpleGroup(schema);
        row.accept(group);
        writer.write(group);
      }
    }
    return file.content();
  }
}
