package dev.silverbook.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * Builds the AWS clients with the timeouts and retries that the ports rely on. Region and
 * credentials come from the SDK's standard chain, or from an {@link AwsAccess}.
 */
public final class AwsClients {

  /**
   * Every open stream of a partition holds a connection: columns times files. Connections are made
   * when needed only; Lambda allows 1,024 file descriptors.
   */
  private static final int MAX_CONNECTIONS = 512;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration SMALL_CALL = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;

  private AwsClients() {}

  /**
   * The client of {@link S3Store}; the caller closes it.
   *
   * @param endpoint of another S3 API than AWS's own
   */
  public static S3Client s3(Optional<URI> endpoint) {
    return s3(endpoint, retries()).build();
  }

  /** The client of {@link DynamoDbLedger}; the caller closes it. */
  public static DynamoDbClient dynamoDb(Optional<URI> endpoint) {
    return dynamoDb(endpoint, retries()).build();
  }

  /** The client of {@link SqsQueue}; the caller closes it. */
  public static SqsClient sqs(Optional<URI> endpoint) {
    return sqs(endpoint, retries()).build();
  }

  /** The client of {@link S3Store} for somebody who was told where and as whom to call. */
  public static S3Client s3(AwsAccess access) {
    return s3(access.endpoint(), retries())
        .region(access.region())
        .credentialsProvider(access.credentials())
        .build();
  }

  /** The client of {@link DynamoDbLedger}, likewise. */
  public static DynamoDbClient dynamoDb(AwsAccess access) {
    return dynamoDb(access.endpoint(), retries())
        .region(access.region())
        .credentialsProvider(access.credentials())
        .build();
  }

  /** The client of {@link SqsQueue}, likewise. */
  public static SqsClient sqs(AwsAccess access) {
    return sqs(access.endpoint(), retries())
        .region(access.region())
        .credentialsProvider(access.credentials())
        .build();
  }

  static S3ClientBuilder s3(Optional<URI> endpoint, RetryStrategy retries) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(settings -> settings.retryStrategy(retries))
            // The SDK's newer default checksums need trailers that other S3 APIs do not know.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    // A bucket has no host name of its own at an endpoint like 127.0.0.1.
    endpoint.ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
    return builder;
  }

  static DynamoDbClientBuilder dynamoDb(Optional<URI> endpoint, RetryStrategy retries) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(
                settings -> settings.retryStrategy(retries).apiCallAttemptTimeout(SMALL_CALL));
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }

  static SqsClientBuilder sqs(Optional<URI> endpoint, RetryStrategy retries) {
    SqsClientBuilder builder =
        SqsClient.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(
                settings -> settings.retryStrategy(retries).apiCallAttemptTimeout(SMALL_CALL));
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }

  private static RetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
  }

  private static SdkHttpClient.Builder<?> http() {
    return Apache5HttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .connectionTimeout(CONNECT)
        .socketTimeout(SILENCE)
        .connectionAcquisitionTimeout(SILENCE);
  }
}
