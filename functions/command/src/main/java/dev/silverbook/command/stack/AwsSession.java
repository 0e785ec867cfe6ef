package dev.silverbook.command.stack;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsFailures;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.SqsQueue;
import dev.silverbook.command.terminal.Pause;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS clients of one command, made when first needed. Used by one thread. */
public final class AwsSession implements AutoCloseable {

  private final AwsAccess access;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private S3Client s3;
  private DynamoDbClient dynamoDb;
  private SqsClient sqs;

  private AwsSession(AwsAccess access, DefaultCredentialsProvider credentials) {
    this.access = access;
    opened.push(credentials);
  }

  /**
   * Finds region and credentials; calls no service.
   *
   * @throws StoreException when there is no region, or nobody to call as
   */
  public static AwsSession open(AwsSelection selection) {
    Region region = selection.region().map(Region::of).orElseGet(() -> region(selection));
    DefaultCredentialsProvider.Builder builder = DefaultCredentialsProvider.builder();
    selection.profile().ifPresent(builder::profileName);
    DefaultCredentialsProvider credentials = builder.build();
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      credentials.close();
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "no AWS credentials found"
              + selection.profile().map(name -> " for the profile " + name).orElse("")
              + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, log in with the AWS CLI, or"
              + " give the --profile to use",
          e);
    }
    return new AwsSession(new AwsAccess(selection.endpoint(), region, credentials), credentials);
  }

  private static Region region(AwsSelection selection) {
    try {
      return selection
          .profile()
          .map(
              name ->
                  DefaultAwsRegionProviderChain.builder()
                      .profileFile(ProfileFile::defaultProfileFile)
                      .profileName(name)
                      .build())
          .orElseGet(() -> DefaultAwsRegionProviderChain.builder().build())
          .getRegion();
    } catch (SdkClientException e) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "no AWS region found; give --region, for example --region eu-central-1, or set AWS_REGION",
          e);
    }
  }

  /** Where and as whom this session calls. */
  AwsAccess access() {
    return access;
  }

  /** Objects below a bucket prefix. */
  public LakeStore store(S3Location location) {
    return new S3Store(s3(), location);
  }

  /** The ledger in a table; closing it leaves the session open. */
  public Ledger ledger(String table) {
    return new DynamoDbLedger(dynamoDb(), table);
  }

  /** The records of runs in a ledger's table. */
  public Runs runs(String table) {
    return new DynamoDbRuns(dynamoDb(), table);
  }

  /** A queue of partitions, to send to. */
  public PartitionQueue queue(String url) {
    return new SqsQueue(sqs(), url);
  }

  /** How many messages a queue holds, whenever asked. */
  public LongSupplier depth(String url) {
    return new QueueDepth(sqs(), url);
  }

  /** Moves dead letters between queues of this session. */
  public DeadLetterRedrive redrive(Pause pause, Clock clock) {
    return new DeadLetterRedrive(sqs(), pause, clock);
  }

  /**
   * Makes sure that a bucket is there and lets us in, before anything depends on it.
   *
   * @param option that named it, for the message
   * @throws StoreException when it does not
   */
  public void requireBucket(String option, S3Location location) {
    try {
      s3().listObjectsV2(
              request -> request.bucket(location.bucket()).prefix(location.prefix()).maxKeys(1));
    } catch (SdkException e) {
      throw AwsFailures.storeException("s3:ListBucket", option + " " + location, null, e);
    }
  }

  private DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = kept(AwsClients.dynamoDb(access));
    }
    return dynamoDb;
  }

  private SqsClient sqs() {
    if (sqs == null) {
      sqs = kept(AwsClients.sqs(access));
    }
    return sqs;
  }

  private S3Client s3() {
    if (s3 == null) {
      s3 = kept(AwsClients.s3(access));
    }
    return s3;
  }

  private <T extends AutoCloseable> T kept(T client) {
    opened.push(client);
    return client;
  }

  /** Closes the clients. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing an AWS client failed: " + e, e);
      }
    }
  }
}
