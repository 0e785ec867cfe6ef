package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, THROTTLED",
    "400, ThrottlingException, THROTTLED",
    "400, ProvisionedThroughputExceededException, THROTTLED",
    "400, RequestLimitExceeded, THROTTLED",
    "429, '', THROTTLED",
    "503, ServiceUnavailable, STORE_UNAVAILABLE",
    "500, InternalError, STORE_UNAVAILABLE",
    "502, '', STORE_UNAVAILABLE",
    "400, RequestTimeout, STORE_UNAVAILABLE",
    "400, ExpiredToken, STORE_UNAVAILABLE",
    "400, ExpiredTokenException, STORE_UNAVAILABLE",
    "403, RequestTimeTooSkewed, STORE_UNAVAILABLE",
    "404, NoSuchKey, STORE_UNAVAILABLE",
    "404, '', STORE_UNAVAILABLE",
    "412, PreconditionFailed, STORE_UNAVAILABLE",
    "403, AccessDenied, ACCESS_DENIED",
    "400, AccessDeniedException, ACCESS_DENIED",
    "403, InvalidAccessKeyId, ACCESS_DENIED",
    "403, '', ACCESS_DENIED",
    "403, InvalidObjectState, ARCHIVED",
    "400, UnrecognizedClientException, ACCESS_DENIED",
    "400, KMS.DisabledException, ACCESS_DENIED",
    "404, NoSuchBucket, BAD_CONFIGURATION",
    "400, ResourceNotFoundException, BAD_CONFIGURATION",
    "400, QueueDoesNotExist, BAD_CONFIGURATION",
    "301, PermanentRedirect, BAD_CONFIGURATION",
    "400, ValidationException, INTERNAL_ERROR",
  })
  void anAnswerMeansItsReason(int status, String code, FailureReason reason) {
    assertThat(AwsFailures.reason(answer(status, code, "as told"))).isEqualTo(reason);
    assertThat(AwsFailures.reason(code, status)).isEqualTo(reason);
  }

  @Test
  void noAnswerIsAPassingFailure() {
    try (S3Client client = TestClients.s3(URI.create("http://127.0.0.1:1"))) {
      SdkException refused = null;
      try {
        client.headObject(request -> request.bucket("b").key("k"));
      } catch (SdkException e) {
        refused = e;
      }
      assertThat(refused).isNotNull();
      assertThat(AwsFailures.reason(refused)).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    }
  }

  @Test
  void anInterruptionIsNoFailureOfTheStore() {
    assertThat(AwsFailures.reason(AbortedException.create("stopped")))
        .isEqualTo(FailureReason.INTERRUPTED);
  }

  @Test
  void withoutCredentialsTheConfigurationIsAtFault() {
    SdkException missing =
        SdkClientException.create("Unable to load credentials from any of the providers");

    assertThat(AwsFailures.reason(missing)).isEqualTo(FailureReason.BAD_CONFIGURATION);
  }

  @Test
  void aMessageSaysWhatWasTriedOnWhatAndWhatWasAnswered() {
    SdkException cause = answer(403, "AccessDenied", "User x may not do this");

    StoreException failure =
        AwsFailures.storeException("s3:PutObject", "s3://silver/a", "a", cause);

    assertThat(failure)
        .hasMessage(
            "s3:PutObject on s3://silver/a failed: User x may not do this (HTTP 403 AccessDenied,"
                + " request r-1); the role in use needs s3:PutObject on s3://silver/a")
        .hasCause(cause);
    assertThat(failure.object()).isEqualTo("a");
  }

  @Test
  void anArchivedObjectIsNoMatterOfPermissions() {
    SdkException cause =
        answer(403, "InvalidObjectState", "The operation is not valid for the object's class");

    StoreException failure =
        AwsFailures.storeException("s3:GetObject", "s3://bronze/a", "a", cause);

    assertThat(failure.reason()).isEqualTo(FailureReason.ARCHIVED);
    assertThat(failure)
        .hasMessageContaining("archive storage class")
        .hasMessageContaining("restore it")
        .hasMessageNotContaining("the role in use needs");
    assertThat(FailureReason.ARCHIVED.advice()).contains("Restore");
  }

  @Test
  void expiredCredentialsAreSaidToBeExpired() {
    assertThat(
            AwsFailures.storeException(
                "dynamodb:UpdateItem", "table t", null, answer(400, "ExpiredTokenException", "")))
        .hasMessage(
            "dynamodb:UpdateItem on table t failed: no error text (HTTP 400"
                + " ExpiredTokenException, request r-1); the credentials have expired or the"
                + " clock is wrong");
  }

  private static SdkException answer(int status, String code, String message) {
    return S3Exception.builder()
        .statusCode(status)
        .requestId("r-1")
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code.isEmpty() ? null : code)
                .errorMessage(message)
                .build())
        .build();
  }
}
