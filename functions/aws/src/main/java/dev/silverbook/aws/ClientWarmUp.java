package dev.silverbook.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Loads and links what the SDK's clients need for the calls that workers make, by making each once
 * to where nobody listens. The clients are its own and closed: no connection stays open, and no
 * credentials but made-up ones are read.
 */
public final class ClientWarmUp {

  /** Nobody listens on the port that is reserved for discarding. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  private static final StaticCredentialsProvider NO_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));

  private static final String NAME = "warm-up";

  private ClientWarmUp() {}

  /**
   * Makes the calls.
   *
   * @return how many were refused, which is all of them
   * @throws IllegalStateException when somebody answers
   */
  public static int run() {
    return run(NOBODY);
  }

  static int run(URI nobody) {
    Optional<URI> endpoint = Optional.of(nobody);
    int refused = 0;
    try (S3Client s3 =
            AwsClients.s3(endpoint, AwsRetryStrategy.doNotRetry())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(NO_CREDENTIALS)
                .build();
        DynamoDbClient dynamoDb =
            AwsClients.dynamoDb(endpoint, AwsRetryStrategy.doNotRetry())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(NO_CREDENTIALS)
                .build();
        SqsClient sqs =
            AwsClients.sqs(endpoint, AwsRetryStrategy.doNotRetry())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(NO_CREDENTIALS)
                .build()) {
      for (Runnable call : calls(s3, dynamoDb, sqs)) {
        requireRefusal(call, nobody);
        refused++;
      }
    }
    return refused;
  }

  private static List<Runnable> calls(S3Client s3, DynamoDbClient dynamoDb, SqsClient sqs) {
    Map<String, AttributeValue> key = Map.of("partition", AttributeValue.fromS(NAME));
    return List.of(
        () -> s3.listObjectsV2(request -> request.bucket(NAME).prefix("a/")),
        () -> s3.headObject(request -> request.bucket(NAME).key("a")),
        () ->
            s3.getObject(request -> request.bucket(NAME).key("a").range("bytes=0-1").ifMatch("e")),
        () ->
            s3.putObject(
                request -> request.bucket(NAME).key("a").ifNoneMatch("*"),
                RequestBody.fromString("a")),
        () -> s3.createMultipartUpload(request -> request.bucket(NAME).key("a")),
        () ->
            dynamoDb.updateItem(
                request ->
                    request
                        .tableName(NAME)
                        .key(key)
                        .updateExpression("SET #a = :a")
                        .conditionExpression("attribute_not_exists(#a)")
                        .expressionAttributeNames(Map.of("#a", "a"))
                        .expressionAttributeValues(Map.of(":a", AttributeValue.fromN("1")))
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)),
        () ->
            dynamoDb.batchGetItem(
                request ->
                    request.requestItems(
                        Map.of(NAME, KeysAndAttributes.builder().keys(List.of(key)).build()))),
        () ->
            sqs.changeMessageVisibility(
                request -> request.queueUrl(NAME).receiptHandle(NAME).visibilityTimeout(1)),
        () -> sqs.sendMessage(request -> request.queueUrl(NAME).messageBody("a")));
  }

  private static void requireRefusal(Runnable call, URI nobody) {
    try {
      call.run();
    } catch (SdkClientException refused) {
      // As it should be: everything up to the connection has been loaded.
      return;
    }
    throw new IllegalStateException(
        "somebody answers at " + nobody + ", where nobody should listen in a function");
  }
}
