/**
 * The functions that turn one message into one partition.
 *
 * <ul>
 *   <li>{@link dev.silverbook.worker.WorkerHandler}: messages of the partition queue. {@link
 *       dev.silverbook.worker.PartitionMessages} decides what becomes of each.
 *   <li>{@link dev.silverbook.worker.DeadLetterHandler}: messages that used up their receives.
 *       {@link dev.silverbook.worker.UndecidedMessages} sees to it that their partitions get a
 *       verdict.
 *   <li>{@link dev.silverbook.worker.OutcomeMetrics}: what is counted; {@link
 *       dev.silverbook.worker.DayMetrics}: whether days can be trusted.
 * </ul>
 */
package dev.silverbook.worker;
