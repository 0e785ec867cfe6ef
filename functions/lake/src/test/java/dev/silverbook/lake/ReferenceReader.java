package dev.silverbook.lake;

import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Reads with the reference implementation, into the text that {@link RoundTripTest} prints. */
final class ReferenceReader {

  private ReferenceReader() {}

  /** All rows, as its record assembly delivers them. */
  static List<Group> rows(byte[] file) throws IOException {
    List<Group> rows = new ArrayList<>();
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new MemoryCodecs())
            .usePageChecksumVerification()
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new MemoryFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(records.read());
        }
        pages = reader.readNextRowGroup();
      }
    }
    return rows;
  }

  /** All rows of an order book file. */
  static List<String> snapshots(byte[] file) throws IOException {
    return rows(file).stream()
        .map(
            row ->
                integer(row, "capture_ts")
                    + " "
                    + integer(row, "timestamp")
                    + " "
                    + integer(row, "nonce")
                    + " "
                    + levels(row, "bids")
                    + " "
                    + levels(row, "asks"))
        .toList();
  }

  private static long integer(Group row, String name) {
    return row.getFieldRepetitionCount(name) == 0 ? RawSnapshot.NULL : row.getLong(name, 0);
  }

  private static String levels(Group row, String name) {
    if (row.getFieldRepetitionCount(name) == 0) {
      return "absent";
    }
    Group list = row.getGroup(name, 0);
    boolean twoLevels = list.getType().getFieldName(0).equals("array");
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Group level = list.getGroup(0, i);
      boolean isNull = false;
      if (!twoLevels) {
        isNull = level.getFieldRepetitionCount(0) == 0;
        level = isNull ? level : level.getGroup(0, 0);
      }
      text.append(isNull ? "null" : number(level, "price"))
          .append('@')
          .append(isNull ? "null" : number(level, "size"))
          .append(' ');
    }
    return text.append(']').toString();
  }

  /** A double as text; the other number types are printed as the double they stand for. */
  static String number(Group row, String name) {
    if (row.getFieldRepetitionCount(name) == 0) {
      return "null";
    }
    int index = index(row, name);
    boolean isDouble =
        row.getType().getType(index).asPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.DOUBLE;
    // Most are, and printing, parsing and printing each again took longer than reading the file.
    return Double.toString(
        isDouble ? row.getDouble(index, 0) : Double.parseDouble(row.getValueToString(index, 0)));
  }

  private static int index(Group row, String name) {
    return row.getType().getFieldIndex(name);
  }
}
