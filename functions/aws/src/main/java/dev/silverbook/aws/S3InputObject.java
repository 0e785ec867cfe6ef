package dev.silverbook.aws;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One version of an object. A small one is fetched once, at its first reading, and then served from
 * memory: a Parquet file is read in many short ranges, and each would be a request.
 */
final class S3InputObject implements InputObject {

  private final S3Client client;
  private final S3Location root;
  private final StoredObject object;
  private final Backoff backoff;
  private final HeldBytes held;
  private boolean asked;
  private byte[] whole;

  S3InputObject(
      S3Client client, S3Location root, StoredObject object, Backoff backoff, HeldBytes held) {
    this.client = client;
    this.root = root;
    this.object = object;
    this.backoff = backoff;
    this.held = held;
  }

  @Override
  public String key() {
    return object.key();
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > object.size() - offset) {
      throw new IllegalArgumentException(
          "%s has %d bytes: there are no %d bytes at %d"
              .formatted(root.address(object.key()), object.size(), length, offset));
    }
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    byte[] bytes = whole();
    return bytes == null ? range(offset, length) : new HeldStream(this, bytes, offset, length);
  }

  /** The object's bytes when they may be held, else null. */
  private synchronized byte[] whole() throws IOException {
    if (!asked) {
      // Set first: after a failed fetch, later readers use ranges of their own.
      asked = true;
      if (held.reserve(this, object.size())) {
        byte[] bytes = new byte[(int) object.size()];
        try (InputStream stream = range(0, object.size())) {
          stream.readNBytes(bytes, 0, bytes.length);
        }
        whole = bytes;
      }
    }
    return whole;
  }

  private InputStream range(long offset, long length) {
    return new ResumingStream(client, root, object, backoff, offset, length);
  }

  private static final class HeldStream extends ByteArrayInputStream {
    private final S3InputObject owner;

    HeldStream(S3InputObject owner, byte[] bytes, long offset, long length) {
      super(bytes, (int) offset, (int) length);
      this.owner = owner;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      try {
        return super.read(into, offset, length);
      } finally {
        // While somebody reads, the object's share of the budget stays taken.
        Reference.reachabilityFence(owner);
      }
    }
  }
}
