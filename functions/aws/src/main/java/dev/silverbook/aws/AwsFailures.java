package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an AWS error means to a partition. The SDK has already retried what it thinks can be retried
 * at once; retryable here means that the partition's message should come again later.
 */
public final class AwsFailures {

  private static final Set<String> MISSING_RESOURCE =
      Set.of(
          "NoSuchBucket",
          "ResourceNotFoundException",
          "QueueDoesNotExist",
          "AWS.SimpleQueueService.NonExistentQueue",
          "InvalidAddress",
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  private static final Set<String> EXPIRED_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "TokenRefreshRequired",
          "RequestExpired",
          "RequestTimeTooSkewed");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AllAccessDisabled",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidToken",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized",
          "SignatureDoesNotMatch",
          "UnauthorizedAccess",
          "UnrecognizedClientException",
          "KMS.AccessDeniedException",
          "KMS.DisabledException",
          "KMS.NotFoundException");

  /** S3 says so with the status of a refusal, but no permission is missing. */
  private static final String ARCHIVED = "InvalidObjectState";

  private static final Set<String> THROTTLED =
      Set.of(
          "SlowDown",
          "ServiceUnavailableSlowDown",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "KmsThrottled",
          "KMS.ThrottlingException",
          "RequestLimitExceeded",
          "ProvisionedThroughputExceededException",
          "TooManyRequestsException",
          "BandwidthLimitExceeded",
          "OverLimit");

  /** Answers about the state of one object or item that another try with a new look may not get. */
  private static final Set<String> CHANGED =
      Set.of(
          "NoSuchKey",
          "NoSuchUpload",
          "PreconditionFailed",
          "ConditionalRequestConflict",
          "OperationAborted",
          "TransactionConflictException",
          "RequestTimeout",
          "InternalError",
          "InternalFailure");

  private AwsFailures() {}

  /** The reason to record for an SDK exception. */
  public static FailureReason reason(SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      return reason(code(answer), answer.statusCode(), answer.isThrottlingException());
    }
    if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return FailureReason.INTERRUPTED;
    }
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("Unable to load credentials")
        || message.startsWith("Unable to load region")) {
      return FailureReason.BAD_CONFIGURATION;
    }
    // No answer: connection refused, reset, timed out, no name, no TLS.
    return FailureReason.STORE_UNAVAILABLE;
  }

  /**
   * The reason for an error code by itself, as in an entry of a batch answer.
   *
   * @param code as AWS sends it; empty when there is none
   * @param status HTTP status; 0 when not known
   */
  public static FailureReason reason(String code, int status) {
    return reason(code, status, false);
  }

  private static FailureReason reason(String code, int status, boolean throttling) {
    if (code.equals(ARCHIVED)) {
      // 403 by status, but no permission is missing.
      return FailureReason.ARCHIVED;
    }
    if (throttling || THROTTLED.contains(code) || status == 429) {
      return FailureReason.THROTTLED;
    }
    if (EXPIRED_CREDENTIALS.contains(code)) {
      // The next invocation or the credential provider brings fresh ones.
      return FailureReason.STORE_UNAVAILABLE;
    }
    if (DENIED.contains(code)) {
      return FailureReason.ACCESS_DENIED;
    }
    if (MISSING_RESOURCE.contains(code) || status == 301) {
      return FailureReason.BAD_CONFIGURATION;
    }
    if (CHANGED.contains(code) || status >= 500) {
      return FailureReason.STORE_UNAVAILABLE;
    }
    return switch (status) {
      case 401, 403 -> FailureReason.ACCESS_DENIED;
      // An answer without a body, as HEAD gives.
      case 404, 408, 409, 412 -> FailureReason.STORE_UNAVAILABLE;
      // A request that AWS does not accept is one we should not have made.
      default -> FailureReason.INTERNAL_ERROR;
    };
  }

  /**
   * As the pipeline wants it.
   *
   * @param action the IAM action that was tried, for example {@code s3:GetObject}
   * @param resource bucket and key, table or queue it was tried on
   * @param object key of the object concerned; null when there is none
   */
  public static StoreException storeException(
      String action, String resource, String object, SdkException failure) {
    FailureReason reason = reason(failure);
    StringBuilder message = new StringBuilder(160);
    message.append(action).append(" on ").append(resource).append(" failed: ");
    if (failure instanceof AwsServiceException answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      String text = details == null ? null : details.errorMessage();
      message.append(text == null || text.isBlank() ? "no error text" : text);
      message.append(" (HTTP ").append(answer.statusCode());
      if (!code(answer).isEmpty()) {
        message.append(' ').append(code(answer));
      }
      if (answer.requestId() != null) {
        message.append(", request ").append(answer.requestId());
      }
      message.append(')');
    } else {
      message.append(failure.getMessage());
    }
    if (reason == FailureReason.ARCHIVED) {
      message.append(
          "; the object is in an archive storage class: restore it, or let no lifecycle rule"
              + " archive what is still to be processed");
    } else if (reason == FailureReason.ACCESS_DENIED) {
      message.append("; the role in use needs ").append(action).append(" on ").append(resource);
    } else if (EXPIRED_CREDENTIALS.contains(codeOf(failure))) {
      message.append("; the credentials have expired or the clock is wrong");
    }
    return new StoreException(reason, object, message.toString(), failure);
  }

  private static String codeOf(SdkException failure) {
    return failure instanceof AwsServiceException answer ? code(answer) : "";
  }

  static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
