package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.ChunkFacts;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.format.Type;

/**
 * What a whole column says, told from the footer's statistics where they decide, else by reading
 * the column.
 */
final class ColumnFacts {

  /** Values that are worth naming. */
  private static final int MOST = 5;

  /** Different values of a column that has few. */
  private static final int MOST_LOOKED_AT = 1_000;

  private final ParquetFile file;
  private final Decompressor decompressor;

  ColumnFacts(ParquetFile file, Decompressor decompressor) {
    this.file = file;
    this.decompressor = decompressor;
  }

  /** Whether a number of {@code leaf} is negative. */
  boolean negative(SchemaNode leaf) throws IOException {
    for (int group = 0; group < file.groups(); group++) {
      Optional<Boolean> known = knownNegative(group, leaf);
      if (known.isPresent() ? known.get() : readNegative(leaf, group)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Different values of {@code leaf}, as text; nulls and empty texts are none. Where there are more
   * than one they need not be all.
   *
   * @param leaf text or integers
   */
  Set<String> values(SchemaNode leaf) throws IOException {
    Set<String> values = new TreeSet<>();
    for (int group = 0; group < file.groups() && values.size() <= MOST; group++) {
      if (!known(group, leaf, values)) {
        if (leaf.text()) {
          readTexts(leaf, group, values, MOST);
        } else {
          readIntegers(leaf, group, values, MOST);
        }
      }
    }
    values.remove("");
    return values;
  }

  /**
   * Whether some value of {@code leaf} is {@code text}; reads the column.
   *
   * @param leaf text, whole numbers or truth values
   */
  boolean has(SchemaNode leaf, String text) throws IOException {
    Set<String> values = new TreeSet<>();
    for (int group = 0; group < file.groups() && !values.contains(text); group++) {
      if (leaf.text()) {
        readTexts(leaf, group, values, MOST_LOOKED_AT);
      } else {
        readIntegers(leaf, group, values, MOST_LOOKED_AT);
      }
    }
    return values.contains(text);
  }

  /** Adds the ends of a chunk's values, where its statistics have them as they are. */
  private boolean known(int group, SchemaNode leaf, Set<String> values) {
    Optional<ChunkFacts> facts = file.facts(group, leaf);
    Optional<byte[]> least = facts.flatMap(ChunkFacts::least);
    Optional<byte[]> most = facts.flatMap(ChunkFacts::most);
    if (least.isEmpty() || most.isEmpty()) {
      return facts.isPresent() && facts.get().nulls() == file.rows(group);
    }
    if (facts.get().cut()) {
      return false;
    }
    for (byte[] end : List.of(least.get(), most.get())) {
      ByteBuffer bytes = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      values.add(
          leaf.text()
              ? new String(end, StandardCharsets.UTF_8)
              : Long.toString(end.length == Long.BYTES ? bytes.getLong() : bytes.getInt()));
    }
    return true;
  }

  private void readTexts(SchemaNode leaf, int group, Set<String> values, int most)
      throws IOException {
    byte[] last = {};
    try (LeafCursor<BytesSource> cursor =
        new LeafCursor<>(file, leaf, decompressor, new TextDecoder())) {
      cursor.open(group);
      while (values.size() <= most && cursor.load()) {
        try {
          for (int i = 0; i < cursor.defined(); i++) {
            BytesSource text = cursor.values();
            text.next();
            int end = text.offset + text.length;
            if (!Arrays.equals(text.array, text.offset, end, last, 0, last.length)) {
              last = Arrays.copyOfRange(text.array, text.offset, end);
              values.add(new String(last, StandardCharsets.UTF_8));
            }
          }
        } catch (RuntimeException e) {
          throw cursor.corrupt(e);
        }
      }
    }
  }

  private void readIntegers(SchemaNode leaf, int group, Set<String> values, int most)
      throws IOException {
    long rows = file.rows(group);
    long last = RawSnapshot.NULL;
    try (LongColumn column =
        new LongColumn(file, leaf, decompressor, integers(leaf), RawSnapshot.NULL)) {
      if (rows > 0) {
        column.open(group);
      }
      for (long row = 0; row < rows && values.size() <= most; row++) {
        long value = column.next();
        if (value != last && value != RawSnapshot.NULL) {
          last = value;
          values.add(Long.toString(value));
        }
      }
    }
  }

  private static ValueDecoder<LongSource> integers(SchemaNode leaf) {
    return WholeDecoder.reads(leaf) ? WholeDecoder.of(leaf) : LongDecoder.integers(leaf);
  }

  private Optional<Boolean> knownNegative(int group, SchemaNode leaf) {
    Optional<byte[]> known = file.facts(group, leaf).flatMap(ChunkFacts::least);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    byte[] least = known.get();
    ByteBuffer bytes = ByteBuffer.wrap(least).order(ByteOrder.LITTLE_ENDIAN);
    if (leaf.type() == Type.DOUBLE && least.length == Double.BYTES) {
      return Optional.of(bytes.getDouble() < 0);
    }
    if (leaf.type() == Type.FLOAT && least.length == Float.BYTES) {
      return Optional.of(bytes.getFloat() < 0);
    }
    if (leaf.type() == Type.INT64 && !leaf.unsigned() && least.length == Long.BYTES) {
      return Optional.of(bytes.getLong() < 0);
    }
    if (leaf.type() == Type.INT32 && !leaf.unsigned() && least.length == Integer.BYTES) {
      return Optional.of(bytes.getInt() < 0);
    }
    return Optional.empty();
  }

  private boolean readNegative(SchemaNode leaf, int group) throws IOException {
    long rows = file.rows(group);
    if (rows == 0) {
      return false;
    }
    try (DoubleColumn column =
        new DoubleColumn(file, leaf, decompressor, new DoubleDecoder(leaf), RawLevels.NULL_VALUE)) {
      column.open(group);
      for (long row = 0; row < rows; row++) {
        if (column.next() < 0) {
          return true;
        }
      }
    }
    return false;
  }
}
