package dev.silverbook.emulator;

import dev.silverbook.aws.AwsClients;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The tests' own way to the endpoint, past everything that disturbs the functions. */
final class EmulatedAccount implements AutoCloseable {

  static final String REGION = "eu-central-1";

  /** Credentials that open nothing. */
  static final String ACCESS_KEY = "test";

  private final URI endpoint;
  private final S3Client s3;
  private final SqsClient sqs;
  private final DynamoDbClient dynamoDb;

  EmulatedAccount(URI endpoint) {
    // The SDK's standard chain looks here, and nowhere else then.
    System.setProperty("aws.region", REGION);
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", ACCESS_KEY);
    this.endpoint = endpoint;
    this.s3 = AwsClients.s3(Optional.of(endpoint));
    this.sqs = AwsClients.sqs(Optional.of(endpoint));
    this.dynamoDb = AwsClients.dynamoDb(Optional.of(endpoint));
  }

  URI endpoint() {
    return endpoint;
  }

  S3Client s3() {
    return s3;
  }

  SqsClient sqs() {
    return sqs;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
    dynamoDb.close();
  }
}
