/**
 * The pipeline's ports on AWS.
 *
 * <ul>
 *   <li>{@link dev.silverbook.aws.S3Store}: objects below a {@link dev.silverbook.aws.S3Location}.
 *   <li>{@link dev.silverbook.aws.DynamoDbLedger}: the ledger, one conditional update a step.
 *   <li>{@link dev.silverbook.aws.SqsQueue}: messages in batches.
 *   <li>{@link dev.silverbook.aws.AwsClients}: the clients these need, as the environment says or
 *       by {@link dev.silverbook.aws.AwsAccess}; {@link dev.silverbook.aws.AwsFailures}: what their
 *       errors mean; {@link dev.silverbook.aws.Backoff}: how to wait.
 *   <li>{@link dev.silverbook.aws.Environment}: variables, typed and checked; {@link
 *       dev.silverbook.aws.AwsSettings}: what a function that plans is told by them.
 *   <li>{@link dev.silverbook.aws.events}: what arrives at the functions.
 * </ul>
 */
package dev.silverbook.aws;
