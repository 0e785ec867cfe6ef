/** The pipeline's ports on S3, SQS and DynamoDB, and the decoding of AWS events. */
package dev.silverbook.aws;
