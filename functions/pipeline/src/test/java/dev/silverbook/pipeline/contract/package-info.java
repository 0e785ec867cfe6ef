/**
 * The contracts of the ports as test suites, for every implementation, and fakes that keep them.
 *
 * <ul>
 *   <li>{@link dev.silverbook.pipeline.contract.LakeStoreContract}, {@link
 *       dev.silverbook.pipeline.contract.LedgerContract}, {@link
 *       dev.silverbook.pipeline.contract.PartitionQueueContract}: extend them and say how to make
 *       an empty one.
 *   <li>{@link dev.silverbook.pipeline.contract.InMemoryStore}, {@link
 *       dev.silverbook.pipeline.contract.InMemoryLedger}, {@link
 *       dev.silverbook.pipeline.contract.InMemoryQueue}: for tests of what stands on the ports.
 *   <li>{@link dev.silverbook.pipeline.contract.SettableClock}: time that moves when told.
 * </ul>
 */
package dev.silverbook.pipeline.contract;
