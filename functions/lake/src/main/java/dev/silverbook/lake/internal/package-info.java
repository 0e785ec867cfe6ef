/**
 * Parquet, column by column.
 *
 * <ul>
 *   <li>File: {@link dev.silverbook.lake.internal.ParquetFile} (footer, schema, row groups), {@link
 *       dev.silverbook.lake.internal.SchemaNode}; {@link dev.silverbook.lake.internal.ChunkSupport}
 *       tells what is not read.
 *   <li>Pages: {@link dev.silverbook.lake.internal.PageStream}, one page in memory at a time;
 *       {@link dev.silverbook.lake.internal.Decompressor}.
 *   <li>Encodings: {@link dev.silverbook.lake.internal.RunLengthDecoder} for levels and dictionary
 *       ids; {@link dev.silverbook.lake.internal.LongSource}, {@link
 *       dev.silverbook.lake.internal.DoubleSource} and {@link
 *       dev.silverbook.lake.internal.BytesSource} for values.
 *   <li>Columns: {@link dev.silverbook.lake.internal.LongColumn}, {@link
 *       dev.silverbook.lake.internal.DoubleColumn}, {@link
 *       dev.silverbook.lake.internal.LevelsColumn}.
 *   <li>Rows: {@link dev.silverbook.lake.internal.ParquetSnapshotReader}, {@link
 *       dev.silverbook.lake.internal.ParquetTradeReader}, {@link
 *       dev.silverbook.lake.internal.ParquetTimeReader}.
 *   <li>Writing: {@link dev.silverbook.lake.internal.ParquetFeatureWriter}.
 *   <li>Time order: {@link dev.silverbook.lake.internal.OrderedRows}.
 * </ul>
 */
package dev.silverbook.lake.internal;
