package dev.silverbook.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes order book files of random content and layout with the reference implementation. */
final class ReferenceWriter {

  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.ZSTD,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.LZ4,
          CompressionCodecName.LZ4_RAW,
          CompressionCodecName.UNCOMPRESSED);

  private final Random random;
  private final boolean twoLevels;
  private final boolean nullableLists;
  private final boolean nullableElements;
  private final boolean nullableNumbers;
  private final boolean fewValues;
  private final int mostLevels;

  /** Everything about the file follows from {@code random}. */
  ReferenceWriter(Random random) {
    this.random = random;
    twoLevels = random.nextBoolean();
    nullableLists = random.nextBoolean();
    nullableElements = !twoLevels && random.nextBoolean();
    nullableNumbers = random.nextBoolean();
    fewValues = random.nextBoolean();
    mostLevels = random.nextInt(5) == 0 ? 300 : 1 + random.nextInt(25);
  }

  byte[] write() throws IOException {
    Schema schema = schema();
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setBoolean("parquet.avro.write-old-list-structure", twoLevels);
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(file)
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withConf(configuration)
            .withCodecFactory(new MemoryCodecs())
            .withCompressionCodec(CODECS.get(random.nextInt(CODECS.size())))
            .withWriterVersion(
                random.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
            .withDictionaryEncoding(random.nextBoolean())
            .withDictionaryPageSize(random.nextBoolean() ? 1 << 20 : 256)
            .withByteStreamSplitEncoding(random.nextInt(3) == 0)
            .withPageWriteChecksumEnabled(random.nextBoolean())
            .withPageSize(pick(64, 300, 5_000, 1 << 20))
            .withPageRowCountLimit(pick(1, 7, 20_000))
            .withMinRowCountForPageSizeCheck(1)
            .withMaxRowCountForPageSizeCheck(pick(1, 100))
            .withRowGroupRowCountLimit(pick(1, 13, 1 << 20))
            .build()) {
      int rows = random.nextInt(80);
      for (int i = 0; i < rows; i++) {
        writer.write(row(schema, i));
      }
    }
    return file.content();
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Schema schema() {
    Schema number = nullable(SchemaBuilder.builder().doubleType(), nullableNumbers);
    Schema level =
        SchemaBuilder.record("level")
            .fields()
            .name("price")
            .type(number)
            .noDefault()
            .name("size")
            .type(number)
            .noDefault()
            .endRecord();
    Schema list =
        nullable(SchemaBuilder.array().items(nullable(level, nullableElements)), nullableLists);
    return SchemaBuilder.record("snapshot")
        .fields()
        .requiredLong("capture_ts")
        .optionalLong("timestamp")
        .optionalLong("nonce")
        .name("bids")
        .type(list)
        .noDefault()
        .name("asks")
        .type(list)
        .noDefault()
        .endRecord();
  }

  private static Schema nullable(Schema schema, boolean isNullable) {
    return isNullable ? Schema.createUnion(SchemaBuilder.builder().nullType(), schema) : schema;
  }

  private static Schema notNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
  }

  private GenericRecord row(Schema schema, int index) {
    GenericRecord row = new GenericData.Record(schema);
    row.put("capture_ts", 1_700_000_000_000_000L + index * 1_000_003L);
    row.put("timestamp", random.nextInt(5) == 0 ? null : random.nextLong());
    row.put("nonce", random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(3));
    row.put("bids", levels(notNull(schema.getField("bids").schema())));
    row.put("asks", levels(notNull(schema.getField("asks").schema())));
    return row;
  }

  private List<GenericRecord> levels(Schema list) {
    if (nullableLists && random.nextInt(6) == 0) {
      return null;
    }
    Schema level = notNull(list.getElementType());
    List<GenericRecord> levels = new ArrayList<>();
    int count = random.nextInt(6) == 0 ? 0 : random.nextInt(mostLevels + 1);
    for (int i = 0; i < count; i++) {
      if (nullableElements && random.nextInt(20) == 0) {
        levels.add(null);
        continue;
      }
      GenericRecord one = new GenericData.Record(level);
      one.put("price", number());
      one.put("size", number());
      levels.add(one);
    }
    return levels;
  }

  private Double number() {
    if (nullableNumbers && random.nextInt(15) == 0) {
      return null;
    }
    return fewValues ? random.nextInt(9) / 4.0 : random.nextGaussian();
  }
}
