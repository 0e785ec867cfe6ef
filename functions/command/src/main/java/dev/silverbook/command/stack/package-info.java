/**
 * What the command does on AWS. Nothing here is loaded unless a command names something there.
 *
 * <ul>
 *   <li>{@link dev.silverbook.command.stack.AwsSelection}: where and as whom, as the user said;
 *       {@link dev.silverbook.command.stack.AwsSession}: the clients that follow from it.
 *   <li>{@link dev.silverbook.command.stack.Deployment}: names of a deployed stack's resources.
 *   <li>{@link dev.silverbook.command.stack.BackfillFunction}: starts a backfill; {@link
 *       dev.silverbook.command.stack.BackfillFollower}: watches it until it is done.
 *   <li>{@link dev.silverbook.command.stack.DeadLetterRedrive}: moves dead letters back.
 * </ul>
 */
package dev.silverbook.command.stack;
