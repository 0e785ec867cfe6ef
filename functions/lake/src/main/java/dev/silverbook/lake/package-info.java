/**
 * The lake: Hive partition names and Parquet.
 *
 * <ul>
 *   <li>{@link dev.silverbook.lake.PartitionId}: partition names.
 *   <li>{@link dev.silverbook.lake.InputObject}: where bytes come from.
 *   <li>{@link dev.silverbook.lake.LakeFormat}: the seam to a file format.
 *   <li>{@link dev.silverbook.lake.PartitionReader}: a partition's files as one stream in time
 *       order.
 * </ul>
 */
package dev.silverbook.lake;
