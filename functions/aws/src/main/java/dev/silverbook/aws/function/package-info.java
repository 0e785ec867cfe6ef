/**
 * What all functions share, and nothing about partitions.
 *
 * <ul>
 *   <li>{@link dev.silverbook.aws.function.StartUp}: makes a function's parts once, as its
 *       environment says.
 *   <li>{@link dev.silverbook.aws.function.QueueAnswer}: which messages of a batch come again;
 *       {@link dev.silverbook.aws.function.QueueMessages}: when they do, and where the ones that
 *       cannot be understood are kept.
 *   <li>{@link dev.silverbook.aws.function.JsonLoggerProvider}: log lines as JSON; {@link
 *       dev.silverbook.aws.function.EmbeddedMetrics}: metrics as log lines.
 * </ul>
 */
package dev.silverbook.aws.function;
