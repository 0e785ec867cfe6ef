package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import shaded.parquet.org.apache.thrift.TException;

/**
 * One Parquet object: its footer, checked against the object's size, and its bytes. For one thread.
 */
public final class ParquetFile {

  public static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  static final int MAX_THRIFT_DEPTH = 64;

  private static final String REWRITE =
      "rewrite the file, for example with DuckDB: COPY (FROM 'old.parquet') TO 'new.parquet'"
          + " (FORMAT parquet, COMPRESSION zstd)";

  private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = 64 * 1024;

  /** Objects up to this size are read at once: asking a store again costs more than their bytes. */
  private static final int WHOLE = 256 * 1024;

  private static final int TRAILER = 8;
  private static final int MIN_SIZE = 12;
  private static final int MAX_FOOTER = 64 * 1024 * 1024;

  private final InputObject object;
  private final Footer footer;
  private final PageBuffers buffers;

  /** The whole object where it is small and was read, else null. */
  private byte[] whole;

  private ParquetFile(InputObject object, byte[] whole, Footer footer, PageBuffers buffers) {
    this.object = object;
    this.buffers = buffers;
    this.whole = whole;
    this.footer = footer;
  }

  /**
   * Reads the footer.
   *
   * @throws UnreadableObjectException when there is none, or it contradicts itself or the size
   * @throws IOException when the store fails
   */
  public static ParquetFile open(InputObject object) throws IOException {
    return open(object, null, new PageBuffers());
  }

  /**
   * As above.
   *
   * @param like parts of it are taken where the footer has equal ones; may be null
   * @param buffers where pages get their memory
   */
  static ParquetFile open(InputObject object, Footer like, PageBuffers buffers) throws IOException {
    long size = object.size();
    if (size < MIN_SIZE) {
      UnreadableObjectException small = notParquet(object, "its size is " + size + " bytes");
      throw begins(object) ? small.ofIncomplete() : small;
    }
    byte[] tail = new byte[(int) (size <= WHOLE ? size : TAIL)];
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
    byte[] whole = tail.length == size ? tail : null;
    if (length + TRAILER <= tail.length) {
      Footer read = parse(object, tail, tail.length - TRAILER - length, length, like);
      return new ParquetFile(object, whole, read, buffers);
    }
    byte[] footer = new byte[length];
    read(object, size - TRAILER - length, footer);
    return new ParquetFile(object, whole, parse(object, footer, 0, length, like), buffers);
  }

  /**
   * An object whose footer was read before.
   *
   * @param whole all its bytes, not to be changed; null when they are not at hand
   * @param buffers where pages get their memory
   */
  static ParquetFile known(InputObject object, byte[] whole, Footer footer, PageBuffers buffers) {
    return new ParquetFile(object, whole, footer, buffers);
  }

  private static Footer parse(InputObject object, byte[] bytes, int start, int length, Footer like)
      throws IOException {
    try {
      long dataEnd = object.size() - TRAILER - length;
      return FooterDecoder.decode(bytes, start, length, dataEnd, like);
    } catch (TException | RuntimeException e) {
      throw corrupt(object, "the footer cannot be decoded (" + e.getMessage() + ")", e);
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

  Footer footer() {
    return footer;
  }

  PageBuffers buffers() {
    return buffers;
  }

  /** All bytes of the object where they were read at once; not to be changed. */
  Optional<byte[]> content() {
    return Optional.ofNullable(whole);
  }

  /** Opens a part of the object. */
  ChunkInput bytes(long offset, long length) throws IOException {
    if (whole == null && object.size() <= WHOLE) {
      byte[] bytes = new byte[(int) object.size()];
      read(object, 0, bytes);
      whole = bytes;
    }
    return whole == null
        ? new ChunkInput(object, offset, length)
        : new ChunkInput(object.key(), whole, (int) offset, (int) length);
  }

  public SchemaNode root() {
    return footer.schema().root();
  }

  /** Number of rows of all row groups. */
  public long rows() {
    return footer.rows();
  }

  /** What its writer noted, by key; a key without a value has none here. */
  public Map<String, String> keyValues() {
    return footer.keyValues();
  }

  /** What the file says wrote it; empty when it says nothing. */
  public String createdBy() {
    return footer.createdBy();
  }

  /** Number of row groups. */
  public int groups() {
    return footer.groups().size();
  }

  /** Number of rows of a row group. */
  public long rows(int group) {
    return footer.groups().get(group).rows();
  }

  /** What is said of a leaf's column chunk in a row group. */
  public Optional<ChunkFacts> facts(int group, SchemaNode leaf) {
    return Optional.ofNullable(footer.chunk(group, leaf));
  }

  /**
   * Refuses a leaf whose data is in a form that is not read here, as far as the footer tells.
   *
   * @return {@code leaf}
   * @throws UnreadableObjectException when a column chunk with rows is encrypted, elsewhere, or has
   *     another codec or encoding
   */
  public SchemaNode requireReadable(SchemaNode leaf) throws UnreadableObjectException {
    for (int group = 0; group < groups(); group++) {
      ChunkFacts chunk = footer.chunk(group, leaf);
      if (rows(group) > 0 && chunk != null && chunk.obstacle().isPresent()) {
        throw unsupported(
            "column '" + leaf.path() + "', row group " + group, chunk.obstacle().get());
      }
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
    ChunkFacts chunk = footer.chunk(rowGroup, leaf);
    long rows = rows(rowGroup);
    if (chunk == null) {
      throw corrupt(object, where(rowGroup, leaf) + "the row group lacks the column", null);
    }
    long start = chunk.start();
    long length = chunk.length();
    long dataEnd = footer.dataEnd();
    if (start < MAGIC.length || length < 0 || start > dataEnd || length > dataEnd - start) {
      throw corrupt(
          object,
          where(rowGroup, leaf)
              + "bytes "
              + start
              + " to "
              + start
              + "+"
              + length
              + " are not within the data",
          null);
    }
    if (chunk.type() != leaf.type() || !chunk.path().equals(leaf.path())) {
      throw corrupt(
          object, where(rowGroup, leaf) + "the row group has '" + chunk.path() + "' there", null);
    }
    if (chunk.values() < rows || (leaf.repetitionLevel() == 0 && chunk.values() != rows)) {
      throw corrupt(
          object, where(rowGroup, leaf) + chunk.values() + " values for " + rows + " rows", null);
    }
    return new Chunk(rowGroup, start, length, chunk.codec(), chunk.values(), rows);
  }

  private static String where(int rowGroup, SchemaNode leaf) {
    return "column '" + leaf.path() + "', row group " + rowGroup + ": ";
  }
}
