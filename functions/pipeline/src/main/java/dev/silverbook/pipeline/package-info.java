/**
 * What happens, without where.
 *
 * <ul>
 *   <li>Ports: {@link dev.silverbook.pipeline.store.LakeStore} (objects), {@link
 *       dev.silverbook.pipeline.ledger.Ledger} (the truth about each partition), {@link
 *       dev.silverbook.pipeline.message.PartitionQueue} (messages). {@link
 *       dev.silverbook.pipeline.ledger.ClaimRule} and {@link
 *       dev.silverbook.pipeline.ledger.LedgerTransition} are what every ledger does.
 *   <li>What there is to do: {@link dev.silverbook.pipeline.plan.PartitionDiscovery} finds
 *       partitions, {@link dev.silverbook.pipeline.plan.Planner} decides which run, each a {@link
 *       dev.silverbook.pipeline.plan.Decision}.
 *   <li>Looking first: {@link dev.silverbook.pipeline.inspect.PartitionLooks} shows a few rows to
 *       the engine.
 *   <li>Doing it: {@link dev.silverbook.pipeline.work.PartitionWorker} handles one {@link
 *       dev.silverbook.pipeline.message.PartitionMessage} and ends in one {@link
 *       dev.silverbook.pipeline.work.Outcome}; {@link
 *       dev.silverbook.pipeline.work.PartitionProcessor} computes one partition.
 *   <li>Proving it: {@link dev.silverbook.pipeline.verify.PartitionVerifier} computes again, and
 *       once more without what came later.
 *   <li>What a result is about: {@link dev.silverbook.pipeline.store.InputListing} and {@link
 *       dev.silverbook.pipeline.store.Fingerprint}; how good it is: {@link
 *       dev.silverbook.pipeline.ledger.DayCondition}; why there is none: {@link
 *       dev.silverbook.pipeline.failure.FailureReason}, {@link
 *       dev.silverbook.pipeline.work.FailureMapping}.
 *   <li>Reading JSON: {@link dev.silverbook.pipeline.json.JsonValue}.
 *   <li>On the wire: {@link dev.silverbook.pipeline.message.PartitionMessageJson}, {@link
 *       dev.silverbook.pipeline.ledger.LedgerAttributes}.
 * </ul>
 */
package dev.silverbook.pipeline;
