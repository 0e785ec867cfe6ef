package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** The footer of one Parquet object, checked against the object's size. */
public final class ParquetFile {

  public static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  static final int MAX_THRIFT_DEPTH = 64;

  private static final String REWRITE =
      "rewrite the file, for example with DuckDB: COPY (FROM 'old.parquet') TO 'new.parquet'"
          + " (FORMAT parquet, COMPRESSION zstd)";

  private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = 64 * 1024;
  private static final int TRAILER = 8;
  private static final int MIN_SIZE = 12;
  private static final int MAX_FOOTER = 64 * 1024 * 1024;

  private final InputObject object;
  private final FileMetaData metadata;
  private final FormatProtocol protocol;
  private final SchemaNode root;
  private final long dataEnd;

  private ParquetFile(
      InputObject object,
      FileMetaData metadata,
      FormatProtocol protocol,
      SchemaNode root,
      long footerStart) {
    this.object = object;
    this.metadata = metadata;
    this.protocol = protocol;
    this.root = root;
    this.dataEnd = footerStart;
  }

  /**
   * Reads the footer.
   *
   * @throws UnreadableObjectException when there is none, or it contradicts itself or the size
   * @throws IOException when the store fails
   */
  public static ParquetFile open(InputObject object) throws IOException {
    long size = object.size();
    if (size < MIN_SIZE) {
      UnreadableObjectException small = notParquet(object, "its size is " + size + " bytes");
      throw begins(object) ? small.ofIncomplete() : small;
    }
    byte[] tail = new byte[(int) Math.min(size, TAIL)];
    read(object, size - tail.length, tail);
    checkMagic(object, tail);
    int length = LittleEndian.getInt(tail, tail.length - TRAILER);
    if (length <= 0 || length > size - MIN_SIZE) {
      throw corrupt(object, "the footer's length is given as " + length + " bytes", null);
    }
    if (length > MAX_FOOTER) {
      throw new UnreadableObjectException(
          Reason.TOO_LARGE,
          object.key(),
          object.key() + ": the footer has " + length + " bytes, the limit is " + MAX_FOOTER);
    }
    byte[] footer;
    if (length + TRAILER <= tail.length) {
      footer = Arrays.copyOfRange(tail, tail.length - TRAILER - length, tail.length - TRAILER);
    } else {
      footer = new byte[length];
      read(object, size - TRAILER - length, footer);
    }
    return parse(object, footer);
  }

  private static ParquetFile parse(InputObject object, byte[] footer) throws IOException {
    try {
      FileMetaData metadata = new FileMetaData();
      TConfiguration limits = new TConfiguration(footer.length, footer.length, MAX_THRIFT_DEPTH);
      FormatProtocol protocol =
          new FormatProtocol(new TIOStreamTransport(limits, new ByteArrayInputStream(footer)));
      metadata.read(protocol);
      SchemaNode root = SchemaNode.root(metadata.getSchema());
      ParquetFile file =
          new ParquetFile(
              object, metadata, protocol, root, object.size() - TRAILER - footer.length);
      file.checkRows();
      return file;
    } catch (TException | RuntimeException e) {
      throw corrupt(object, "the footer cannot be decoded (" + e.getMessage() + ")", e);
    }
  }

  private void checkRows() {
    long rows = 0;
    for (RowGroup group : metadata.getRow_groups()) {
      if (group.getNum_rows() < 0) {
        throw new MalformedDataException("a row group has " + group.getNum_rows() + " rows");
      }
      rows = Math.addExact(rows, group.getNum_rows());
    }
    if (rows != metadata.getNum_rows()) {
      throw new MalformedDataException(
          "it says " + metadata.getNum_rows() + " rows, its row groups " + rows);
    }
  }

  private static void checkMagic(InputObject object, byte[] tail) throws IOException {
    int end = tail.length;
    byte[] magic = Arrays.copyOfRange(tail, end - MAGIC.length, end);
    if (Arrays.equals(magic, MAGIC)) {
      return;
    }
    if (Arrays.equals(magic, ENCRYPTED_MAGIC)) {
      throw unsupported(object, "its footer is encrypted");
    }
    if (begins(object)) {
      throw corrupt(object, "it starts as a Parquet file but has no footer: it was cut off", null)
          .ofIncomplete();
    }
    throw notParquet(object, "it neither starts nor ends with PAR1");
  }

  /** Whether there is nothing yet that is not of a Parquet file's beginning. */
  private static boolean begins(InputObject object) throws IOException {
    byte[] head = new byte[(int) Math.min(object.size(), MAGIC.length)];
    if (head.length > 0) {
      read(object, 0, head);
    }
    return Arrays.equals(head, Arrays.copyOf(MAGIC, head.length));
  }

  private static void read(InputObject object, long offset, byte[] target) throws IOException {
    try (ChunkInput in = new ChunkInput(object, offset, target.length)) {
      in.readFully(target, 0, target.length);
    }
  }

  private static UnreadableObjectException notParquet(InputObject object, String found) {
    return new UnreadableObjectException(
        Reason.NOT_PARQUET,
        object.key(),
        object.key()
            + ": not a Parquet file, "
            + found
            + "; remove it from the partition's directory or replace it");
  }

  private static UnreadableObjectException corrupt(
      InputObject object, String found, Throwable cause) {
    return new UnreadableObjectException(
        Reason.CORRUPT_FILE,
        object.key(),
        -1,
        object.key() + ": damaged Parquet file, " + found + "; write or copy it again",
        cause);
  }

  private static UnreadableObjectException unsupported(InputObject object, String found) {
    return new UnreadableObjectException(
        Reason.SCHEMA_MISMATCH,
        object.key(),
        object.key() + ": unsupported Parquet file, " + found + "; " + REWRITE);
  }

  /**
   * A column uses something that is not read here.
   *
   * @param place where, the column first
   */
  UnreadableObjectException unsupported(String place, String found) {
    return unsupported(object, place + ": " + found);
  }

  public InputObject object() {
    return object;
  }

  public SchemaNode root() {
    return root;
  }

  /** Number of rows of all row groups. */
  public long rows() {
    return metadata.getNum_rows();
  }

  /** What its writer noted, by key; a key without a value has none here. */
  public Map<String, String> keyValues() {
    Map<String, String> noted = new LinkedHashMap<>();
    if (metadata.isSetKey_value_metadata()) {
      for (KeyValue pair : metadata.getKey_value_metadata()) {
        if (pair.getValue() != null) {
          noted.putIfAbsent(pair.getKey(), pair.getValue());
        }
      }
    }
    return noted;
  }

  /** What the file says wrote it; empty when it says nothing. */
  public String createdBy() {
    return metadata.isSetCreated_by() ? metadata.getCreated_by() : "";
  }

  public List<RowGroup> rowGroups() {
    return metadata.getRow_groups();
  }

  /**
   * Refuses a leaf whose data is in a form that is not read here, as far as the footer tells.
   *
   * @return {@code leaf}
   * @throws UnreadableObjectException when a column chunk with rows is encrypted, elsewhere, or has
   *     another codec or encoding
   */
  public SchemaNode requireReadable(SchemaNode leaf) throws UnreadableObjectException {
    int chunksBefore = 0;
    for (int i = 0; i < rowGroups().size(); i++) {
      RowGroup group = rowGroups().get(i);
      if (group.getNum_rows() > 0 && leaf.leafIndex() < group.getColumnsSize()) {
        Optional<String> obstacle =
            ChunkSupport.obstacle(
                group.getColumns().get(leaf.leafIndex()),
                leaf.type(),
                protocol.unknown(chunksBefore + leaf.leafIndex()));
        if (obstacle.isPresent()) {
          throw unsupported("column '" + leaf.path() + "', row group " + i, obstacle.get());
        }
      }
      chunksBefore += group.getColumnsSize();
    }
    return leaf;
  }

  /** Where a leaf's column chunk lies in a row group. */
  record Chunk(
      int rowGroup, long offset, long length, CompressionCodec codec, long values, long rows) {}

  /**
   * Looks up and checks a column chunk of a leaf that is {@link #requireReadable readable}.
   *
   * @throws UnreadableObjectException when its place is impossible
   */
  Chunk chunk(int rowGroup, SchemaNode leaf) throws UnreadableObjectException {
    RowGroup group = metadata.getRow_groups().get(rowGroup);
    String where = "column '" + leaf.path() + "', row group " + rowGroup + ": ";
    if (leaf.leafIndex() >= group.getColumnsSize()) {
      throw corrupt(object, where + "the row group lacks the column", null);
    }
    ColumnChunk column = group.getColumns().get(leaf.leafIndex());
    ColumnMetaData data = column.getMeta_data();
    long start = data.getData_page_offset();
    if (data.isSetDictionary_page_offset()
        && data.getDictionary_page_offset() > 0
        && data.getDictionary_page_offset() < start) {
      start = data.getDictionary_page_offset();
    }
    long length = data.getTotal_compressed_size();
    if (start < MAGIC.length || length < 0 || start > dataEnd || length > dataEnd - start) {
      throw corrupt(
          object,
          where + "bytes " + start + " to " + start + "+" + length + " are not within the data",
          null);
    }
    if (data.getType() != leaf.type()
        || !String.join(".", data.getPath_in_schema()).equals(leaf.path())) {
      throw corrupt(
          object,
          where + "the row group has '" + String.join(".", data.getPath_in_schema()) + "' there",
          null);
    }
    if (data.getNum_values() < group.getNum_rows()
        || (leaf.repetitionLevel() == 0 && data.getNum_values() != group.getNum_rows())) {
      throw corrupt(
          object,
          where + data.getNum_values() + " values for " + group.getNum_rows() + " rows",
          null);
    }
    return new Chunk(
        rowGroup, start, length, data.getCodec(), data.getNum_values(), group.getNum_rows());
  }
}
