package dev.silverbook.aws;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The product's clients with credentials that open nothing, and the ledger's table. */
public final class TestClients {

  private static final StaticCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /** What is retried inside the SDK is not ours to test, and would wait for real. */
  private static final RetryStrategy RETRIES = AwsRetryStrategy.doNotRetry();

  private TestClients() {}

  /** The same for whoever makes clients himself. */
  public static AwsAccess access(URI endpoint) {
    return new AwsAccess(Optional.of(endpoint), Region.EU_CENTRAL_1, NOBODY);
  }

  static S3Client s3(URI endpoint) {
    return s3(endpoint, RETRIES);
  }

  static S3Client s3(URI endpoint, RetryStrategy retries) {
    return AwsClients.s3(Optional.of(endpoint), retries)
        .credentialsProvider(NOBODY)
        .region(Region.EU_CENTRAL_1)
        .build();
  }

  static DynamoDbClient dynamoDb(URI endpoint) {
    return AwsClients.dynamoDb(Optional.of(endpoint), RETRIES)
        .credentialsProvider(NOBODY)
        .region(Region.EU_CENTRAL_1)
        .build();
  }

  static SqsClient sqs(URI endpoint) {
    return AwsClients.sqs(Optional.of(endpoint), RETRIES)
        .credentialsProvider(NOBODY)
        .region(Region.EU_CENTRAL_1)
        .build();
  }

  static void put(S3Client client, String bucket, String key, String text) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  /** A table as people make it by hand, who need no index. */
  public static String createPlainTable(DynamoDbClient client, String name) {
    client.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(LedgerItems.PARTITION)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName(LedgerItems.PARTITION)
                        .keyType(KeyType.HASH)
                        .build()));
    return name;
  }

  /** A table as the template makes it; its name. */
  public static String createTable(DynamoDbClient client, String name) {
    client.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(LedgerItems.PARTITION)
                        .attributeType(ScalarAttributeType.S)
                        .build(),
                    AttributeDefinition.builder()
                        .attributeName(LedgerItems.OPEN)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName(OpenIndex.NAME)
                        .keySchema(
                            KeySchemaElement.builder()
                                .attributeName(LedgerItems.OPEN)
                                .keyType(KeyType.HASH)
                                .build(),
                            KeySchemaElement.builder()
                                .attributeName(LedgerItems.PARTITION)
                                .keyType(KeyType.RANGE)
                                .build())
                        .projection(Projection.builder().projectionType(ProjectionType.ALL).build())
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName(LedgerItems.PARTITION)
                        .keyType(KeyType.HASH)
                        .build()));
    client.waiter().waitUntilTableExists(request -> request.tableName(name));
    return name;
  }
}
