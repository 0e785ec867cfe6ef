/**
 * What happens, without where.
 *
 * <ul>
 *   <li>Ports: {@link dev.silverbook.pipeline.LakeStore} (objects), {@link
 *       dev.silverbook.pipeline.Ledger} (the truth about each partition), {@link
 *       dev.silverbook.pipeline.PartitionQueue} (messages). {@link
 *       dev.silverbook.pipeline.ClaimRule} and {@link dev.silverbook.pipeline.LedgerTransition} are
 *       what every ledger does.
 *   <li>What there is to do: {@link dev.silverbook.pipeline.PartitionDiscovery} finds partitions,
 *       {@link dev.silverbook.pipeline.Planner} decides which run, each a {@link
 *       dev.silverbook.pipeline.Decision}.
 *   <li>Doing it: {@link dev.silverbook.pipeline.PartitionWorker} handles one {@link
 *       dev.silverbook.pipeline.PartitionMessage} and ends in one {@link
 *       dev.silverbook.pipeline.Outcome}; {@link dev.silverbook.pipeline.PartitionProcessor}
 *       computes one partition.
 *   <li>What a result is about: {@link dev.silverbook.pipeline.InputListing} and {@link
 *       dev.silverbook.pipeline.Fingerprint}; how good it is: {@link
 *       dev.silverbook.pipeline.DayCondition}; why there is none: {@link
 *       dev.silverbook.pipeline.FailureReason}, {@link dev.silverbook.pipeline.FailureMapping}.
 *   <li>On the wire: {@link dev.silverbook.pipeline.PartitionMessageJson}, {@link
 *       dev.silverbook.pipeline.LedgerAttributes}.
 * </ul>
 */
package dev.silverbook.pipeline;
