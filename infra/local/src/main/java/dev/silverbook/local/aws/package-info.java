/**
 * What the command does on AWS. Nothing here is loaded unless a command names something there.
 *
 * <ul>
 *   <li>{@link dev.silverbook.local.aws.AwsSelection}: where and as whom, as the user said; {@link
 *       dev.silverbook.local.aws.AwsSession}: the clients that follow from it.
 *   <li>{@link dev.silverbook.local.aws.Deployment}: names of a deployed stack's resources.
 *   <li>{@link dev.silverbook.local.aws.BackfillFunction}: starts a backfill; {@link
 *       dev.silverbook.local.aws.BackfillFollower}: watches it until it is done.
 *   <li>{@link dev.silverbook.local.aws.DeadLetterRedrive}: moves dead letters back.
 * </ul>
 */
package dev.silverbook.local.aws;
