/**
 * Parquet, column by column.
 *
 * <ul>
 *   <li>File: {@link dev.silverbook.lake.internal.file.ParquetFile} (footer, schema, row groups),
 *       {@link dev.silverbook.lake.internal.file.SchemaNode}; {@link
 *       dev.silverbook.lake.internal.file.ChunkSupport} tells what is not read.
 *   <li>Pages: {@link dev.silverbook.lake.internal.file.PageStream}, one page in memory at a time;
 *       {@link dev.silverbook.lake.internal.file.Decompressor}.
 *   <li>Encodings: {@link dev.silverbook.lake.internal.decode.RunLengthDecoder} for levels and
 *       dictionary ids; {@link dev.silverbook.lake.internal.decode.LongSource}, {@link
 *       dev.silverbook.lake.internal.decode.DoubleSource} and {@link
 *       dev.silverbook.lake.internal.decode.BytesSource} for values.
 *   <li>Columns: {@link dev.silverbook.lake.internal.read.LongColumn}, {@link
 *       dev.silverbook.lake.internal.read.DoubleColumn}, {@link
 *       dev.silverbook.lake.internal.read.LevelsColumn}.
 *   <li>Books in all their spellings: {@link dev.silverbook.lake.internal.shape.BookShapes}.
 *   <li>Rows: {@link dev.silverbook.lake.internal.read.ParquetSnapshotReader}, {@link
 *       dev.silverbook.lake.internal.read.ParquetTradeReader}, {@link
 *       dev.silverbook.lake.internal.read.ParquetTimeReader}.
 *   <li>Writing: {@link dev.silverbook.lake.internal.write.ParquetFeatureWriter}.
 *   <li>Time order: {@link dev.silverbook.lake.internal.order.OrderedRows}.
 * </ul>
 */
package dev.silverbook.lake.internal;
