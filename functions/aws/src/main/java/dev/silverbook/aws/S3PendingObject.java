package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object being written: up to one part is kept in memory and put in one request, anything longer
 * becomes a multipart upload. Both are conditional; S3 checks the condition when the object would
 * become visible.
 *
 * <p>Each attempt marks its object with a token of its own in the metadata. A put whose answer got
 * lost is repeated by the SDK and then refused, because the first one has changed the object: the
 * token tells this from a change by somebody else.
 */
final class S3PendingObject implements PendingObject {

  private static final Logger LOGGER = LoggerFactory.getLogger(S3PendingObject.class);

  private static final String CONTENT_TYPE = "application/vnd.apache.parquet";
  private static final String TOKEN_KEY = "silverbook-write";
  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  /** S3's limit. */
  private static final int MAX_PARTS = 10_000;

  private final S3Client client;
  private final S3Location root;
  private final String key;
  private final int partBytes;
  private final String token = UUID.randomUUID().toString();
  private final List<CompletedPart> parts = new ArrayList<>();
  private final OutputStream stream = new Parts();
  private byte[] buffer;
  private int filled;
  private long size;
  private String uploadId;
  private boolean streamClosed;
  private boolean ended;

  S3PendingObject(S3Client client, S3Location root, String key, int partBytes) {
    this.client = client;
    this.root = root;
    this.key = key;
    this.partBytes = partBytes;
    this.buffer = new byte[Math.min(partBytes, FIRST_BUFFER_BYTES)];
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Optional<StoredObject> commit(Optional<String> expectedEtag) {
    if (ended) {
      throw new IllegalStateException("already committed or closed: " + root.address(key));
    }
    streamClosed = true;
    if (uploadId != null
        && !expectedEtag.equals(now().map(answer -> S3Store.unquoted(answer.eTag())))) {
      // Saves completing a doomed upload; and some S3 APIs know the condition for puts only.
      close();
      return Optional.empty();
    }
    try {
      String etag = uploadId == null ? put(expectedEtag) : complete(expectedEtag);
      ended = true;
      buffer = null;
      return Optional.of(new StoredObject(key, size, S3Store.unquoted(etag)));
    } catch (S3Exception e) {
      if (!tellsOfChange(e, expectedEtag)) {
        throw failed("s3:PutObject", e);
      }
      Optional<StoredObject> mine = writtenByThisAttempt();
      if (mine.isPresent()) {
        ended = true;
      } else {
        close();
      }
      return mine;
    } catch (SdkException e) {
      throw failed("s3:PutObject", e);
    }
  }

  private String put(Optional<String> expectedEtag) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(root.bucket())
            .key(root.fullKey(key))
            .contentType(CONTENT_TYPE)
            .metadata(Map.of(TOKEN_KEY, token));
    if (expectedEtag.isPresent()) {
      request.ifMatch(S3Store.quoted(expectedEtag.get()));
    } else {
      request.ifNoneMatch("*");
    }
    return client.putObject(request.build(), body()).eTag();
  }

  private String complete(Optional<String> expectedEtag) {
    if (filled > 0) {
      uploadPart();
    }
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(root.bucket())
            .key(root.fullKey(key))
            .uploadId(uploadId)
            .multipartUpload(upload -> upload.parts(parts));
    if (expectedEtag.isPresent()) {
      request.ifMatch(S3Store.quoted(expectedEtag.get()));
    } else {
      request.ifNoneMatch("*");
    }
    return client.completeMultipartUpload(request.build()).eTag();
  }

  /** Whether S3 says that the object is not what the caller saw. */
  private boolean tellsOfChange(S3Exception answer, Optional<String> expectedEtag) {
    return switch (answer.statusCode()) {
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
      case 412, 409 -> true;
      case 404 ->
          switch (AwsFailures.code(answer)) {
            // If-Match on an object that was removed.
            case "NoSuchKey" -> expectedEtag.isPresent();
            // A repeated completion, whose first one may have come through.
            case "NoSuchUpload" -> uploadId != null;
            default -> false;
          };
      default -> false;
    };
  }

  private Optional<StoredObject> writtenByThisAttempt() {
    return now()
        .filter(answer -> token.equals(answer.metadata().get(TOKEN_KEY)))
        .map(answer -> new StoredObject(key, size, S3Store.unquoted(answer.eTag())));
  }

  /** The object as it is now. */
  private Optional<HeadObjectResponse> now() {
    try {
      return Optional.of(
          client.headObject(request -> request.bucket(root.bucket()).key(root.fullKey(key))));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 404) {
        return Optional.empty();
      }
      throw failed("s3:GetObject", e);
    }
  }

  private void uploadPart() {
    if (uploadId == null) {
      uploadId =
          client
              .createMultipartUpload(
                  request ->
                      request
                          .bucket(root.bucket())
                          .key(root.fullKey(key))
                          .contentType(CONTENT_TYPE)
                          .metadata(Map.of(TOKEN_KEY, token)))
              .uploadId();
    }
    int number = parts.size() + 1;
    if (number > MAX_PARTS) {
      throw new StoreException(
          FailureReason.TOO_LARGE,
          key,
          "%s needs more than %d parts of %d bytes; write less a partition"
              .formatted(root.address(key), MAX_PARTS, partBytes),
          null);
    }
    String etag =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(root.bucket())
                        .key(root.fullKey(key))
                        .uploadId(uploadId)
                        .partNumber(number),
                body())
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    filled = 0;
  }

  /** The buffer itself, readable again for a repeated request. */
  private RequestBody body() {
    byte[] bytes = buffer;
    int length = filled;
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, CONTENT_TYPE);
  }

  private StoreException failed(String action, SdkException cause) {
    return AwsFailures.storeException(action, root.address(key), key, cause);
  }

  @Override
  public void close() {
    streamClosed = true;
    buffer = null;
    if (ended) {
      return;
    }
    ended = true;
    if (uploadId == null) {
      return;
    }
    try {
      client.abortMultipartUpload(
          request -> request.bucket(root.bucket()).key(root.fullKey(key)).uploadId(uploadId));
    } catch (SdkException e) {
      // Nothing is visible of it; the bucket's lifecycle rule removes what is left.
      LOGGER.warn("{}", failed("s3:AbortMultipartUpload", e).getMessage());
    }
  }

  /** Fills the buffer, and uploads it when there is more than one part of bytes. */
  private final class Parts extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, from.length);
      if (streamClosed) {
        throw new IOException("already closed: " + root.address(key));
      }
      int done = 0;
      while (done < length) {
        makeRoom();
        int count = Math.min(length - done, buffer.length - filled);
        System.arraycopy(from, offset + done, buffer, filled, count);
        filled += count;
        size += count;
        done += count;
      }
    }

    private void makeRoom() throws IOException {
      if (filled < buffer.length) {
        return;
      }
      if (buffer.length < partBytes) {
        buffer = Arrays.copyOf(buffer, (int) Math.min(partBytes, 2L * buffer.length));
        return;
      }
      try {
        uploadPart();
      } catch (SdkException e) {
        StoreException failure = failed("s3:PutObject", e);
        throw new IOException(failure.getMessage(), failure);
      } catch (StoreException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      streamClosed = true;
    }
  }
}
