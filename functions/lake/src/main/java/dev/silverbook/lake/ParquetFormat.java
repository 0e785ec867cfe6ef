package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.PartitionFiles;
import dev.silverbook.lake.internal.read.ParquetSnapshotReader;
import dev.silverbook.lake.internal.read.ParquetTimeReader;
import dev.silverbook.lake.internal.read.ParquetTimedTradeReader;
import dev.silverbook.lake.internal.read.ParquetTradeReader;
import dev.silverbook.lake.internal.shape.BookShapes;
import dev.silverbook.lake.internal.write.ParquetFeatureWriter;
import dev.silverbook.lake.internal.write.ParquetPartWriter;
import dev.silverbook.lake.internal.write.SpareNumbers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Parquet. Reading streams: one range per needed leaf column, one page of each in memory at a time;
 * other columns are not touched.
 *
 * <p>Accepted columns: {@link ColumnRole} names them. Times are timestamps with or without a zone,
 * INT96, integers, floating point numbers or ISO-8601 text; absent ones read as null. {@code bids},
 * {@code asks}: {@code list<struct<price, size>>} in any field order, with {@code size} also named
 * {@code amount}, {@code quantity} or {@code qty}; or {@code list<list<double>>}; two- and
 * three-level lists.
 *
 * <p>Numbers are doubles, floats (widened), integers, decimals or text (to the nearest double).
 * Codecs: zstd, snappy, gzip, lz4_raw, the deprecated lz4 as Hadoop frames it, none. What a file
 * uses beyond that is told from its footer, before a row is read.
 */
public final class ParquetFormat implements LakeFormat {

  private final BooleanSupplier backgroundEncoding;

  /** What was opened of one partition; null where nothing is remembered. */
  private final PartitionFiles files;

  private final SpareNumbers spare;

  /** Reads and writes on the caller's thread. */
  public ParquetFormat() {
    this(() -> false);
  }

  /**
   * Reads on the caller's thread.
   *
   * @param backgroundEncoding whether a writer encodes a complete row group on a thread of its own
   *     while the next one is collected; asked for each. The bytes are the same. It pays where a
   *     core is idle otherwise, and costs the memory of one more row group: 16 MB a writer.
   */
  public ParquetFormat(BooleanSupplier backgroundEncoding) {
    this(backgroundEncoding, null, new SpareNumbers());
  }

  private ParquetFormat(
      BooleanSupplier backgroundEncoding, PartitionFiles files, SpareNumbers spare) {
    this.backgroundEncoding = backgroundEncoding;
    this.spare = spare;
    this.files = files;
  }

  @Override
  public LakeFormat forPartition() {
    return new ParquetFormat(backgroundEncoding, new PartitionFiles(), spare);
  }

  private ParquetFile open(InputObject object) throws IOException {
    return files == null ? ParquetFile.open(object) : files.open(object);
  }

  @Override
  public SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException {
    SnapshotReader reader = openBookRows(object, context);
    if (reader.bookRows() != BookRows.BOOKS) {
      reader.close();
      throw new UnreadableObjectException(
          UnreadableObjectException.Reason.SCHEMA_MISMATCH,
          object.key(),
          object.key()
              + ": a row is "
              + reader.bookRows().words()
              + ", expected a whole book; read the object as a partition, which puts them together");
    }
    return reader;
  }

  @Override
  public SnapshotReader openBookRows(InputObject object, InputContext context) throws IOException {
    return new ParquetSnapshotReader(open(object), context, new BookShapes());
  }

  @Override
  public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
    return new ParquetTradeReader(open(object), context);
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock, InputContext context)
      throws IOException {
    return new ParquetTimeReader(open(object), clock, context, new BookShapes());
  }

  @Override
  public Optional<TimedTrades> openTimedTrades(
      InputObject object, Clock clock, InputContext context) throws IOException {
    // A reader that takes trades with their times keeps what it needs of them.
    ParquetFile file = files == null ? ParquetFile.open(object) : files.openOnce(object);
    return Optional.of(new ParquetTimedTradeReader(file, clock, context));
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    return new ParquetFeatureWriter(schema, out, backgroundEncoding, spare);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
      throws IOException {
    return new ParquetPartWriter(schema, parts, out);
  }
}
