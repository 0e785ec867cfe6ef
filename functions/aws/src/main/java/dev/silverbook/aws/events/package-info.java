/**
 * What arrives at the functions: decoding of events, each shape with its own rules, into values.
 *
 * <ul>
 *   <li>{@link dev.silverbook.aws.events.QueueRecords}: the messages of an SQS event.
 *   <li>{@link dev.silverbook.aws.events.StorageEvents}: what an object-created event in any of its
 *       shapes says, as {@link dev.silverbook.aws.events.StorageEvent}.
 * </ul>
 */
package dev.silverbook.aws.events;
