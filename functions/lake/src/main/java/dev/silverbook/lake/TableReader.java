package dev.silverbook.lake;

import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.table.ParquetTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads columns of an output file by name, a row group of one column at a time: what a report or a
 * comparison needs, not the way of a partition. Memory is what the asked column of the row group
 * takes; other columns are not touched. Holds nothing open between calls.
 *
 * <p>Nulls are in-band, as in {@link dev.silverbook.features.FeatureRow}. Every method that reads
 * throws {@link UnreadableObjectException} when the column is missing, of another type or damaged,
 * and {@link IOException} when the store fails.
 */
public final class TableReader {

  private final ParquetTable table;

  private TableReader(ParquetTable table) {
    this.table = table;
  }

  /**
   * Reads the footer.
   *
   * @throws UnreadableObjectException when it is no Parquet file
   */
  public static TableReader open(InputObject object) throws IOException {
    return new TableReader(new ParquetTable(ParquetFile.open(object)));
  }

  /** Names of the columns, in file order. */
  public List<String> columns() {
    return table.columns();
  }

  /** Number of row groups; they are counted from 0. */
  public int groups() {
    return table.groups();
  }

  /** Number of rows of all row groups. */
  public long rows() {
    return table.rows();
  }

  /** What the file's footer says about it, by key; of equal keys the first counts. */
  public Map<String, String> metadata() {
    return table.metadata();
  }

  /**
   * What the file says wrote it; empty when it says nothing. Of two files of this product that say
   * the same, equal rows and metadata are equal bytes.
   */
  public String createdBy() {
    return table.createdBy();
  }

  /** A column of doubles, floats, integers or decimals as doubles; NaN is null. */
  public double[] numbers(int group, String column) throws IOException {
    return table.numbers(group, column);
  }

  /**
   * A column of integers as they are, or of timestamps in microseconds since the epoch, rounded
   * down; {@link dev.silverbook.features.RawSnapshot#NULL} is null.
   */
  public long[] integers(int group, String column) throws IOException {
    return table.integers(group, column);
  }

  /** A column of strings; null is null. Equal values of a dictionary are the same instance. */
  public String[] texts(int group, String column) throws IOException {
    return table.texts(group, column);
  }

  /** A column of booleans: 1 for true, 0 for false, negative for null. */
  public byte[] flags(int group, String column) throws IOException {
    return table.flags(group, column);
  }
}
