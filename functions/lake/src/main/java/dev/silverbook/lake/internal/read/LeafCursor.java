package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.RunLengthDecoder;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.PageStream;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.io.Closeable;
import java.io.IOException;

/**
 * A leaf column in batches of at most {@link #BATCH} entries, each batch within one page: levels
 * decoded, values ready to be read from {@link #values()}.
 *
 * @param <S> where the values come out
 */
public final class LeafCursor<S> implements Closeable {

  /** Entries decoded at a time. */
  public static final int BATCH = ValueDecoder.BATCH;

  private final PageStream pages;
  private final ValueDecoder<S> decoder;
  private final int maxRepetition;
  private final int maxDefinition;
  private int[] repetition = {};
  private int[] definition = {};
  private RunLengthDecoder repetitionLevels;
  private RunLengthDecoder definitionLevels;
  private S values;
  private int leftInPage;
  private int count;
  private boolean allDefined;
  private int defined;

  public LeafCursor(
      ParquetFile file, SchemaNode leaf, Decompressor decompressor, ValueDecoder<S> decoder) {
    this.pages = new PageStream(file, leaf, decompressor);
    this.decoder = decoder;
    this.maxRepetition = leaf.repetitionLevel();
    this.maxDefinition = leaf.definitionLevel();
  }

  /** Turns to a row group. */
  public void open(int rowGroup) throws IOException {
    decoder.reset();
    values = null;
    leftInPage = 0;
    pages.open(rowGroup);
  }

  /** Most entries that a batch of the current row group has: memory for small files is small. */
  public int capacity() {
    return (int) Math.min(BATCH, pages.values());
  }

  /**
   * Decodes the levels of the next batch. The previous batch's values must have been read.
   *
   * @return false at the end of the chunk
   */
  public boolean load() throws IOException {
    return load(BATCH);
  }

  /**
   * As {@link #load()}, of at most {@code most} entries.
   *
   * @param most 1 to {@link #BATCH}
   */
  public boolean load(int most) throws IOException {
    while (leftInPage == 0) {
      if (!pages.next()) {
        return false;
      }
      try {
        startPage();
      } catch (RuntimeException e) {
        throw corrupt(e);
      }
    }
    count = Math.min(most, leftInPage);
    leftInPage -= count;
    try {
      levels();
    } catch (RuntimeException e) {
      throw corrupt(e);
    }
    return true;
  }

  private void startPage() {
    byte[] data = pages.data();
    if (pages.dictionary()) {
      decoder.dictionary(data, pages.valuesStart(), pages.end(), pages.valueCount());
      return;
    }
    leftInPage = pages.valueCount();
    if (maxRepetition > 0) {
      repetitionLevels = pages.repetitionLevels();
    }
    if (maxDefinition > 0) {
      definitionLevels = pages.definitionLevels();
    }
    // Opened when first needed: a page of nulls has no values, in some encodings not even a header.
    values = null;
  }

  private void levels() {
    allDefined = maxDefinition == 0 || definitionLevels.skipConstant(maxDefinition, count);
    defined = count;
    if (!allDefined) {
      definition = room(definition);
      definitionLevels.read(definition, 0, count);
      defined = 0;
      for (int i = 0; i < count; i++) {
        if (definition[i] > maxDefinition) {
          throw new MalformedDataException(
              "definition level " + definition[i] + ", the highest is " + maxDefinition);
        }
        defined += definition[i] == maxDefinition ? 1 : 0;
      }
    }
    if (defined > 0 && values == null) {
      values = decoder.values(pages.encoding(), pages.data(), pages.valuesStart(), pages.end());
    }
  }

  /** Entries in the batch: values, nulls and empty lists. */
  public int count() {
    return count;
  }

  /** Whether every entry has a value; {@link #definition()} is not filled then. */
  public boolean allDefined() {
    return allDefined;
  }

  /** Number of entries with a value. */
  public int defined() {
    return defined;
  }

  /**
   * Decodes the repetition levels of the batch; for a column in a list, once a batch, unless {@link
   * #rowStarts} has.
   */
  public int[] repetition() {
    repetition = room(repetition);
    repetitionLevels.read(repetition, 0, count);
    return repetition;
  }

  /**
   * Where rows start in the batch; for a column in one list, once a batch, instead of {@link
   * #repetition()}.
   *
   * @param base index of the batch's first entry
   * @param target receives the indexes from {@code offset} on; has room for {@link #count()} of
   *     them
   * @return offset after the last one
   */
  public int rowStarts(int base, int[] target, int offset) {
    return repetitionLevels.zeros(count, base, target, offset);
  }

  /** Definition levels of the batch; room for them where all have a value. */
  public int[] definition() {
    definition = room(definition);
    return definition;
  }

  private int[] room(int[] levels) {
    return levels.length < count ? new int[capacity()] : levels;
  }

  /** The page's values; null when it has none. */
  public S values() {
    return values;
  }

  /** {@code cause} as an error of the current page. */
  public UnreadableObjectException corrupt(RuntimeException cause) {
    return pages.corrupt(cause);
  }

  /** A part of a row exceeds a limit. */
  public UnreadableObjectException tooLarge(String what) {
    return pages.tooLarge(what);
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
