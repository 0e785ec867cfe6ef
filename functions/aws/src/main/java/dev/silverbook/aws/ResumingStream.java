package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A range of one version of an object. A stream that breaks is asked for again from the byte that
 * is missing; S3 also cuts streams that are read slowly, which is no failure.
 *
 * <p>What it cannot overcome is a {@link StoreException}: the object was replaced or removed, S3
 * refuses, or the stream broke too often in a row.
 */
final class ResumingStream extends InputStream {

  private static final int TRIES_WITHOUT_PROGRESS = 4;

  /** So much read makes earlier breaks forgotten. */
  private static final long PROGRESS_BYTES = 64 << 10;

  /** Rests up to this size are read to the end, so that the connection can be used again. */
  private static final long WORTH_DRAINING_BYTES = 64 << 10;

  /** Removed, no longer the listed version, or shorter than listed. */
  private static final Set<Integer> CHANGED = Set.of(404, 412, 416);

  private final S3Client client;
  private final S3Location root;
  private final StoredObject object;
  private final Backoff backoff;
  private final long end;
  private long position;
  private long brokenAt;
  private int failures;
  private boolean closed;
  private ResponseInputStream<GetObjectResponse> current;

  /** Nothing is requested before the first read. */
  ResumingStream(
      S3Client client,
      S3Location root,
      StoredObject object,
      Backoff backoff,
      long offset,
      long length) {
    this.client = client;
    this.root = root;
    this.object = object;
    this.backoff = backoff;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (closed) {
      throw new IOException("already closed: " + root.address(object.key()));
    }
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      if (current == null) {
        current = request();
      }
      Exception broken;
      try {
        int count = current.read(into, offset, (int) Math.min(length, end - position));
        if (count > 0) {
          advance(count);
          return count;
        }
        broken = new IOException("the stream ended at byte " + position + " of " + end);
      } catch (IOException | SdkClientException e) {
        broken = e;
      }
      retryAfter(broken);
    }
    return -1;
  }

  private void advance(int count) {
    position += count;
    if (failures > 0 && position - brokenAt >= PROGRESS_BYTES) {
      failures = 0;
    }
  }

  private void retryAfter(Exception broken) {
    drop();
    failures++;
    if (failures >= TRIES_WITHOUT_PROGRESS) {
      throw failed(
          "s3:GetObject on %s broke off %d times, at last at byte %d: %s"
              .formatted(root.address(object.key()), failures, position, broken.getMessage()),
          broken);
    }
    brokenAt = position;
    backoff.pause(failures);
  }

  private ResponseInputStream<GetObjectResponse> request() {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(root.bucket())
            .key(root.fullKey(object.key()))
            .range("bytes=" + position + "-" + (end - 1))
            .ifMatch(S3Store.quoted(object.etag()))
            .build();
    try {
      ResponseInputStream<GetObjectResponse> answer = client.getObject(request);
      Long length = answer.response().contentLength();
      if (length != null && length != end - position) {
        answer.abort();
        throw failed(
            "s3:GetObject on %s: asked for %d bytes from %d, was offered %d"
                .formatted(root.address(object.key()), end - position, position, length),
            null);
      }
      return answer;
    } catch (S3Exception e) {
      if (CHANGED.contains(e.statusCode()) && !(e instanceof NoSuchBucketException)) {
        throw failed(
            "%s was %s after it was listed with ETag %s and %d bytes"
                .formatted(
                    root.address(object.key()),
                    e.statusCode() == 404 ? "removed" : "replaced",
                    object.etag(),
                    object.size()),
            e);
      }
      throw refused(e);
    } catch (SdkException e) {
      throw refused(e);
    }
  }

  private StoreException refused(SdkException cause) {
    return AwsFailures.storeException(
        "s3:GetObject", root.address(object.key()), object.key(), cause);
  }

  private StoreException failed(String message, Exception cause) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, object.key(), message, cause);
  }

  private void drop() {
    if (current != null) {
      current.abort();
      current = null;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (current == null) {
      return;
    }
    if (end - position > WORTH_DRAINING_BYTES) {
      drop();
      return;
    }
    try {
      current.skipNBytes(end - position);
      current.close();
      current = null;
    } catch (IOException | SdkClientException e) {
      // Nobody asked for the rest: a connection that cannot be used again is given up.
      drop();
    }
  }
}
