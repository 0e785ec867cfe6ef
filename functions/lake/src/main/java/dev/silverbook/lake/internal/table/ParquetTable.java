package dev.silverbook.lake.internal.table;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.file.TimestampUnit;
import dev.silverbook.lake.internal.read.DoubleColumn;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import dev.silverbook.lake.internal.read.LeafCursor;
import dev.silverbook.lake.internal.read.LongColumn;
import dev.silverbook.lake.internal.read.LongDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.parquet.format.Type;

/** Columns of one Parquet file outside any list, a row group of one column at a time. */
public final class ParquetTable {

  private final ParquetFile file;

  /** Reads the columns of an opened file, which stays the caller's to close. */
  public ParquetTable(ParquetFile file) {
    this.file = file;
  }

  /** Names of the columns, in file order. */
  public List<String> columns() {
    return file.root().children().stream().map(SchemaNode::name).toList();
  }

  /** Number of row groups. */
  public int groups() {
    return file.groups();
  }

  /** Number of rows of all row groups. */
  public long rows() {
    return file.rows();
  }

  /** Key and value pairs of the footer; of equal keys the first counts. */
  public Map<String, String> metadata() {
    return file.keyValues();
  }

  /** What the file says wrote it; empty when it says nothing. */
  public String createdBy() {
    return file.createdBy();
  }

  /** As doubles; NaN is null. */
  public double[] numbers(int group, String name) throws IOException {
    SchemaNode leaf =
        leaf(
            name,
            "double, float, integer or decimal",
            each -> DoubleDecoder.reads(each) && !each.text());
    double[] values = new double[rows(group)];
    try (Decompressor decompressor = new Decompressor();
        DoubleColumn column =
            new DoubleColumn(file, leaf, decompressor, new DoubleDecoder(leaf), Double.NaN)) {
      column.open(group);
      for (int i = 0; i < values.length; i++) {
        values[i] = column.next();
      }
    }
    return values;
  }

  /** Integers, or timestamps in microseconds; {@link RawSnapshot#NULL} is null. */
  public long[] integers(int group, String name) throws IOException {
    SchemaNode leaf = leaf(name, "integer or timestamp", ParquetTable::integer);
    Optional<TimestampUnit> unit = leaf.timestampUnit();
    ValueDecoder<LongSource> decoder =
        unit.isPresent()
            ? LongDecoder.times(leaf.type(), unit.get(), TimestampUnit.MICROS)
            : LongDecoder.integers(leaf);
    return longs(group, leaf, decoder, RawSnapshot.NULL);
  }

  /** Booleans: 1 for true, 0 for false, negative for null. */
  public byte[] flags(int group, String name) throws IOException {
    SchemaNode leaf = leaf(name, "boolean", node -> node.type() == Type.BOOLEAN);
    long[] values = longs(group, leaf, new FlagDecoder(), -1);
    byte[] flags = new byte[values.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) values[i];
    }
    return flags;
  }

  /** Strings; null is null. */
  public String[] texts(int group, String name) throws IOException {
    SchemaNode leaf = leaf(name, "string", ParquetTable::text);
    String[] values = new String[rows(group)];
    try (Decompressor decompressor = new Decompressor();
        LeafCursor<TextSource> cursor =
            new LeafCursor<>(file, leaf, decompressor, new StringDecoder())) {
      cursor.open(group);
      for (int row = 0; row < values.length; ) {
        row = TextSource.load(cursor, leaf.definitionLevel(), values, row);
      }
    }
    return values;
  }

  private long[] longs(int group, SchemaNode leaf, ValueDecoder<LongSource> decoder, long nullValue)
      throws IOException {
    long[] values = new long[rows(group)];
    try (Decompressor decompressor = new Decompressor();
        LongColumn column = new LongColumn(file, leaf, decompressor, decoder, nullValue)) {
      column.open(group);
      for (int i = 0; i < values.length; i++) {
        values[i] = column.next();
      }
    }
    return values;
  }

  private int rows(int group) throws UnreadableObjectException {
    long rows = file.rows(group);
    if (rows > Integer.MAX_VALUE - Byte.MAX_VALUE) {
      throw refused(
          Reason.TOO_LARGE,
          "row group "
              + group
              + " has "
              + rows
              + " rows, more than an array holds; write the file again with smaller row groups");
    }
    return (int) rows;
  }

  private SchemaNode leaf(String name, String expected, Predicate<SchemaNode> accepted)
      throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child(name);
    if (found.isEmpty()) {
      throw refused(
          Reason.SCHEMA_MISMATCH,
          "column '" + name + "' is missing; the file has " + String.join(", ", columns()));
    }
    SchemaNode node = found.get();
    if (!node.leaf() || node.repeated() || !accepted.test(node)) {
      throw refused(
          Reason.SCHEMA_MISMATCH,
          "column '" + name + "' is " + node.describe() + ", expected " + expected);
    }
    return file.requireReadable(node);
  }

  private UnreadableObjectException refused(Reason reason, String found) {
    String key = file.object().key();
    return new UnreadableObjectException(reason, key, key + ": " + found);
  }

  private static boolean integer(SchemaNode leaf) {
    boolean bits = leaf.type() == Type.INT64 || leaf.type() == Type.INT32;
    return bits && !leaf.decimal() && (leaf.plainInteger() || leaf.timestampUnit().isPresent());
  }

  private static boolean text(SchemaNode leaf) {
    return leaf.type() == Type.BYTE_ARRAY && !leaf.decimal();
  }
}
