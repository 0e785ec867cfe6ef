/**
 * The lake: Hive partition names and Parquet.
 *
 * <ul>
 *   <li>{@link dev.silverbook.lake.PartitionId}, {@link dev.silverbook.lake.HivePath}: partition
 *       names.
 *   <li>{@link dev.silverbook.lake.InputObject}: where bytes come from.
 *   <li>{@link dev.silverbook.lake.LakeFormat}: the seam to a file format; {@link
 *       dev.silverbook.lake.ParquetFormat}.
 *   <li>{@link dev.silverbook.lake.TableReader}: columns of an output file.
 *   <li>{@link dev.silverbook.lake.PartitionReader}: a partition's files as one stream in time
 *       order; {@link dev.silverbook.lake.SortedPartitionReader}.
 * </ul>
 */
package dev.silverbook.lake;
