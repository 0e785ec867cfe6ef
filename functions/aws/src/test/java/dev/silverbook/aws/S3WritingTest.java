package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.FakeServer.Answer;
import dev.silverbook.aws.FakeServer.Request;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

class S3WritingTest {

  private static final int PART = 1_000;
  private static final String TOKEN = "x-amz-meta-silverbook-write";
  private static final Answer CREATED_UPLOAD =
      Answer.of(
          200,
          "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
  private static final Answer COMPLETED =
      Answer.of(
          200,
          "<CompleteMultipartUploadResult><ETag>&quot;new-2&quot;</ETag>"
              + "</CompleteMultipartUploadResult>");

  private FakeServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatFitsInOnePartIsOneConditionalPut() throws IOException {
    start(request -> Answer.of(200, Map.of("ETag", "\"new\""), ""));

    assertThat(write(PART, Optional.of("old"))).contains(new StoredObject("a", PART, "new"));
    assertThat(write(0, Optional.empty())).contains(new StoredObject("a", 0, "new"));

    assertThat(asked()).containsExactly("PUT ", "PUT ");
    assertThat(server.requests().get(0).header("If-Match")).contains("\"old\"");
    assertThat(server.requests().get(0).header("If-None-Match")).isEmpty();
    assertThat(server.requests().get(1).header("If-None-Match")).contains("*");
    assertThat(server.requests().get(1).header("If-Match")).isEmpty();
  }

  @Test
  void aRefusedConditionIsNoFailure() throws IOException {
    for (Answer refusal :
        List.of(
            Answer.error(412, "PreconditionFailed"),
            Answer.error(409, "ConditionalRequestConflict"),
            Answer.error(404, "NoSuchKey"))) {
      start(request -> request.method().equals("HEAD") ? headOf("other", "x") : refusal);
      assertThat(write(10, Optional.of("old"))).isEmpty();
      server.close();
    }
  }

  @Test
  void aMissingBucketIsAFailure() {
    start(request -> Answer.error(404, "NoSuchBucket"));

    assertThatThrownBy(() -> write(10, Optional.of("old")))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.BAD_CONFIGURATION))
        .hasMessageContaining("s3:PutObject on s3://bucket/silver/a");
  }

  @Test
  void aPutWhoseAnswerWasLostIsRecognisedInTheRefusalOfItsRepetition() throws IOException {
    server =
        new FakeServer(
            request -> {
              if (request.method().equals("HEAD")) {
                return headOf("new", server.requests().get(0).header(TOKEN).orElseThrow());
              }
              return server.requests().size() == 1
                  ? Answer.error(500, "InternalError")
                  : Answer.error(412, "PreconditionFailed");
            });

    assertThat(write(10, Optional.of("old"))).contains(new StoredObject("a", 10, "new"));

    assertThat(asked()).containsExactly("PUT ", "PUT ", "HEAD ");
  }

  @Test
  void whatIsLongerIsUploadedInPartsAndCompletedUnderTheCondition() throws IOException {
    start(this::multipart);

    assertThat(write(2 * PART + 1, Optional.of("old")))
        .contains(new StoredObject("a", 2 * PART + 1, "new-2"));

    assertThat(asked())
        .containsExactly(
            "POST uploads",
            "PUT partNumber=1&uploadId=u1",
            "PUT partNumber=2&uploadId=u1",
            "HEAD ",
            "PUT partNumber=3&uploadId=u1",
            "POST uploadId=u1");
    Request completion = server.requests().get(5);
    assertThat(completion.header("If-Match")).contains("\"old\"");
    assertThat(completion.text())
        .containsSubsequence("<PartNumber>1<", "<PartNumber>2<", "<PartNumber>3<");
    assertThat(server.requests().get(0).header(TOKEN)).isPresent();
  }

  @Test
  void anUploadWhoseObjectHasChangedIsAborted() throws IOException {
    start(this::multipart);

    assertThat(write(PART + 1, Optional.of("older"))).isEmpty();
    assertThat(write(PART + 1, Optional.empty())).isEmpty();

    assertThat(asked()).filteredOn("DELETE uploadId=u1"::equals).hasSize(2);
    assertThat(asked()).doesNotContain("POST uploadId=u1");
  }

  @Test
  void aRefusedCompletionAbortsTheUpload() throws IOException {
    start(
        request ->
            request.query().equals("uploadId=u1") && request.method().equals("POST")
                ? Answer.error(412, "PreconditionFailed")
                : multipart(request));

    assertThat(write(PART + 1, Optional.of("old"))).isEmpty();

    assertThat(asked()).endsWith("POST uploadId=u1", "HEAD ", "DELETE uploadId=u1");
  }

  @Test
  void closingWithoutACommitAbortsTheUploadOnce() throws IOException {
    start(this::multipart);
    PendingObject pending = store().create("a");
    pending.stream().write(new byte[PART + 1]);

    pending.close();
    pending.close();

    assertThat(asked())
        .containsExactly("POST uploads", "PUT partNumber=1&uploadId=u1", "DELETE uploadId=u1");
    assertThatThrownBy(() -> pending.stream().write(1))
        .isInstanceOf(IOException.class)
        .hasMessage("already closed: s3://bucket/silver/a");
    assertThatIllegalStateException().isThrownBy(() -> pending.commit(Optional.empty()));
  }

  @Test
  void anAbortThatFailsDoesNotHideAnything() throws IOException {
    start(
        request ->
            request.method().equals("DELETE")
                ? Answer.error(403, "AccessDenied")
                : multipart(request));
    PendingObject pending = store().create("a");
    pending.stream().write(new byte[PART + 1]);

    pending.close();

    assertThat(asked()).endsWith("DELETE uploadId=u1");
  }

  @Test
  void aPartThatCannotBeUploadedIsAnIoExceptionWithItsReason() throws IOException {
    start(
        request ->
            request.method().equals("PUT")
                ? Answer.error(403, "AccessDenied")
                : multipart(request));

    try (PendingObject pending = store().create("a")) {
      assertThatThrownBy(() -> pending.stream().write(new byte[PART + 1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the role in use needs s3:PutObject on s3://bucket/silver/a")
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED));
    }
    assertThat(asked()).endsWith("DELETE uploadId=u1");
  }

  private Answer multipart(Request request) {
    return switch (request.method()) {
      case "HEAD" -> headOf("old", "x");
      case "POST" -> request.query().equals("uploads") ? CREATED_UPLOAD : COMPLETED;
      case "PUT" -> Answer.of(200, Map.of("ETag", "\"part\""), "");
      case "DELETE" -> Answer.of(204, "");
      default -> throw new IllegalStateException("unexpected " + request);
    };
  }

  private static Answer headOf(String etag, String token) {
    return Answer.of(200, Map.of("ETag", '"' + etag + '"', TOKEN, token), "");
  }

  private void start(Function<Request, Answer> behaviour) {
    server = new FakeServer(behaviour);
  }

  private Optional<StoredObject> write(int length, Optional<String> expectedEtag)
      throws IOException {
    try (PendingObject pending = store().create("a")) {
      pending.stream().write(new byte[length]);
      return pending.commit(expectedEtag);
    }
  }

  private S3Store store() {
    RetryStrategy atOnce =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .build();
    return new S3Store(
        TestClients.s3(server.uri(), atOnce),
        new S3Location("bucket", "silver/"),
        new RecordedPauses(),
        PART,
        new HeldBytes(0, 0));
  }

  private List<String> asked() {
    return server.requests().stream()
        .map(request -> request.method() + " " + request.query())
        .toList();
  }
}
