/**
 * What happens, without where.
 *
 * <ul>
 *   <li>Ports: {@link dev.silverbook.pipeline.LakeStore} (objects), {@link
 *       dev.silverbook.pipeline.Ledger} (the truth about each partition), {@link
 *       dev.silverbook.pipeline.PartitionQueue} (messages).
 *   <li>{@link dev.silverbook.pipeline.Outcome}: how a message ended; {@link
 *       dev.silverbook.pipeline.FailureReason}: why it failed.
 * </ul>
 */
package dev.silverbook.pipeline;
