package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.internal.read.ParquetFile;
import dev.silverbook.lake.internal.read.ParquetSnapshotReader;
import dev.silverbook.lake.internal.read.ParquetTimeReader;
import dev.silverbook.lake.internal.read.ParquetTradeReader;
import dev.silverbook.lake.internal.shape.BookShapes;
import dev.silverbook.lake.internal.write.ParquetFeatureWriter;
import dev.silverbook.lake.internal.write.ParquetPartWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Parquet. Reading streams: one range per needed leaf column, one page of each in memory at a time;
 * other columns are not touched.
 *
 * <p>Accepted columns, names case-sensitive:
 *
 * <ul>
 *   <li>{@code capture_ts} and {@code timestamp}: timestamps in ms, µs or ns with or without UTC,
 *       INT96, or plain int64 ({@code capture_ts} in µs, {@code timestamp} in ms); finer units are
 *       rounded down. Absent columns read as null.
 *   <li>{@code nonce}: int32 or int64, optional.
 *   <li>the book: a column per level and number, {@code bids} and {@code asks} as lists of structs,
 *       lists of lists or JSON, lists of prices beside lists of sizes, or the best quotes alone;
 *       two- and three-level lists.
 *   <li>trades: {@code price}; {@code amount}, also named {@code size}, {@code quantity} or {@code
 *       qty}; {@code side}, a string, optional.
 * </ul>
 *
 * Numbers are doubles, floats (widened), integers or decimals (to the nearest double), in books
 * also halves and text. Codecs: zstd, snappy, gzip, lz4_raw, the deprecated lz4 as Hadoop frames
 * it, none. What a file uses beyond that is told from its footer, before a row is read.
 */
public final class ParquetFormat implements LakeFormat {

  private final boolean backgroundEncoding;

  /** Reads and writes on the caller's thread. */
  public ParquetFormat() {
    this(false);
  }

  /**
   * Reads on the caller's thread.
   *
   * @param backgroundEncoding whether a writer encodes a complete row group on a thread of its own
   *     while the next one is collected. The bytes are the same. It pays where a core is idle
   *     otherwise, and costs the memory of one more row group: 16 MB a writer.
   */
  public ParquetFormat(boolean backgroundEncoding) {
    this.backgroundEncoding = backgroundEncoding;
  }

  @Override
  public SnapshotReader openSnapshots(InputObject object) throws IOException {
    return new ParquetSnapshotReader(ParquetFile.open(object), new BookShapes());
  }

  @Override
  public TradeReader openTrades(InputObject object) throws IOException {
    return new ParquetTradeReader(ParquetFile.open(object));
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock) throws IOException {
    return new ParquetTimeReader(ParquetFile.open(object), clock);
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    return new ParquetFeatureWriter(schema, out, backgroundEncoding);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
      throws IOException {
    return new ParquetPartWriter(schema, parts, out);
  }
}
